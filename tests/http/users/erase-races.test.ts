import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as deliveries from '../../../src/domain/deliveries.js';
import { password, type TestApp, testApp } from '../../support/app.js';
import { testAuth } from '../../support/auth.js';
import type { Caller } from '../../support/caller.js';
import { meetingAt } from '../../support/meetings.js';
import { somebody as somebodyOf } from '../../support/people.js';
import { eventually } from '../../support/processes.js';
import { tracesOf } from '../../support/traces.js';

let app: TestApp;
let support: Caller;
beforeAll(async () => {
  app = await testApp({ trustProxy: true });
  support = await app.signedIn('support');
});
afterAll(() => app.stop());

const somebody = () => somebodyOf(app, support);
const locked = `select count(*)::int as n from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`;
const waiting = (n: number) => eventually(async () => (await app.pool.query(locked)).rows[0].n >= n);
const erase = (caller: Caller) => caller.post('/users/me/erase', { password });

describe('what is under way while somebody is erased', () => {
  test('a save, a correction and a sign-in leave nothing, whichever comes first', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { caller, submission, words, texts } = await somebody();
      const late = `late ${round} ${words.about}`;
      const save = () =>
        caller.put(`/submissions/${submission}/pages/about-you`, {
          answers: { about_me: late, birthdate: '1990-05-17' },
        });
      const answers = await Promise.all([
        ...[save(), save(), erase(caller), save()],
        support.patch(`/submissions/${submission}`, { answers: { about_me: late } }),
        app.visitor.post('/auth/login', { email: words.email, password }, { 'user-agent': words.agent }),
        caller.post('/submissions', { flow: 'default' }),
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      expect(await tracesOf(app.pool, [...texts, late])).toEqual([]);
    }
  });

  test('a token that is being renewed is waited for', async () => {
    const { caller } = await somebody();
    const renewal = await app.pool.connect();
    await renewal.query('begin');
    const { rows } = await renewal.query(`update refresh_tokens set used_at = now()
      from sessions where sessions.id = session_id and user_id = '${caller.id}' returning session_id`);
    const erased = erase(caller);
    await waiting(1);
    await renewal.query(`insert into refresh_tokens (session_id, token_hash, expires_at)
      values ('${rows[0].session_id}', sha256('successor'), now() + interval '1 day')`);
    await renewal.query('commit');
    renewal.release();
    expect((await erased).status).toBe(200);
    const left = await app.pool.query(`select from refresh_tokens where token_hash = sha256('successor')`);
    expect(left.rowCount).toBe(0);
  });

  test('a save that waited for it is refused', async () => {
    const { caller, submission } = await somebody();
    const lock = await app.pool.connect();
    await lock.query('begin');
    await lock.query(`select from submissions where id = '${submission}' for update`);
    const erased = erase(caller);
    await waiting(1);
    const saved = caller.put(`/submissions/${submission}/pages/address`, {
      answers: { address: { street: 'Too Late Street 1', city: 'B', state: 'B', zip: '1' } },
    });
    await waiting(2);
    await lock.query('commit');
    lock.release();
    expect((await erased).status).toBe(200);
    // His session ended with the account.
    expect((await saved).code).toBe('UNAUTHENTICATED');
    expect(await tracesOf(app.pool, ['Too Late Street'])).toEqual([]);
  });

  test.each(['sessions', 'user_tokens', 'mails', 'known_addresses', 'second_factors', 'submissions'])(
    'the database lets nothing more into %s',
    async (table) => {
      const { caller } = await somebody();
      await erase(caller);
      const columns: Record<string, string> = {
        sessions: '',
        user_tokens: `, 'verify_email', 'x@example.com', sha256('${caller.id}'), now(), now() + interval '1 day'`,
        mails: `, 'verify_email', 'x@example.com'`,
        known_addresses: `, sha256('x')`,
        second_factors: `, 'x'`,
        submissions: ', (select flow_id from flow_versions limit 1), (select id from flow_versions limit 1)',
      };
      const named: Record<string, string> = {
        sessions: '',
        user_tokens: ', purpose, email, token_hash, created_at, expires_at',
        mails: ', kind, recipient',
        known_addresses: ', address_hash',
        second_factors: ', secret',
        submissions: ', flow_id, version_id',
      };
      const insert = app.pool.query(
        `insert into ${table} (user_id${named[table]}) values ('${caller.id}'${columns[table]})`,
      );
      await expect(insert).rejects.toMatchObject({ constraint: 'users_erased' });
    },
  );

  test('by a password that was reset meanwhile is refused', async () => {
    const { caller } = await somebody();
    const reset = `update user_secrets set password_hash = '${await testAuth.hasher.hash('quite another one')}'
      where user_id = '${caller.id}'`;
    const [answer] = await meetingAt(app, caller.id, [() => erase(caller)], reset);
    expect([answer?.code, answer?.complaints.password]).toEqual(['VALIDATION_ERROR', 'This is not your password.']);
  });

  test('an event that is being delivered leaves no answer that repeats it', async () => {
    const { caller, words } = await somebody();
    const { rows } = await app.pool.query(
      `with hook as (insert into webhooks (url, events) values ('https://example.com', '{user.registered}') returning id)
       insert into webhook_deliveries (webhook_id, event, user_id, data)
       select id, 'user.registered', $1, $2 from hook returning id, webhook_id, data`,
      [caller.id, JSON.stringify({ user: { id: caller.id, email: words.email } })],
    );
    expect((await erase(caller)).status).toBe(200);
    await deliveries.note(app.db, rows[0], { status: 500, response: `What is ${words.email}?`, duration: 1 }, false);
    expect(await tracesOf(app.pool, [words.email])).toEqual([]);
    const { rows: attempts } = await app.pool.query('select status_code, response from webhook_attempts');
    expect(attempts).toEqual([{ status_code: 500, response: null }]);
  });
});
