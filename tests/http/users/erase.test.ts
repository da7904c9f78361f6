import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../../support/app.js';
import { Caller } from '../../support/caller.js';
import { somebody as somebodyOf } from '../../support/people.js';
import { changed, snapshot } from '../../support/snapshots.js';
import { tracesOf } from '../../support/traces.js';

let app: TestApp;
let support: Caller;
let admin: Caller;
beforeAll(async () => {
  app = await testApp({ trustProxy: true });
  support = await app.signedIn('support');
  admin = await app.signedIn('admin');
  await app.db
    .insertInto('webhooks')
    .values({
      url: 'https://hooks.example',
      events: ['user.registered', 'user.deleted', 'submission.started', 'submission.page_saved'],
    })
    .execute();
});
afterAll(() => app.stop());

const somebody = () => somebodyOf(app, support);
const funnel = async () => {
  const { rows } =
    await app.pool.query(`select status::text as what, current_page as page, count(*) from submissions group by 1, 2
    union all select type::text, page_key, count(*) from submission_events group by 1, 2 order by 1, 2`);
  return rows;
};
const rowsOf = async (id: string) => {
  const tables = {
    users: 'id',
    sessions: 'user_id',
    submissions: 'user_id',
    mails: 'user_id',
    webhook_deliveries: 'user_id',
  };
  const parts = Object.entries(tables).map(
    ([table, column]) => `select '${table}' as name, t::text as row from ${table} t where ${column} = '${id}'`,
  );
  const audit = `select 'audit_log', t::text from audit_log t where entity_id = '${id}' or actor_id = '${id}'`;
  return (await app.pool.query(`${[...parts, audit].join(' union all ')} order by 1, 2`)).rows;
};
const erase = (caller: Caller) => caller.post('/users/me/erase', { password });

describe('an account that erases itself', () => {
  test('leaves nothing of the person in any column of any table, and the funnel as it was', async () => {
    const colleague = await somebody();
    const { caller, texts, words } = await somebody();
    const before = { funnel: await funnel(), colleague: await rowsOf(colleague.caller.id) };
    const found = (await tracesOf(app.pool, texts)).map((trace) => trace.split(':')[0]);
    expect(found).toEqual(
      expect.arrayContaining([
        ...[
          'users.email',
          'users.full_name',
          'sessions.ip',
          'sessions.user_agent',
          'submissions.answers',
          'submissions.set_aside',
          'mails.recipient',
        ],
        ...[
          'webhook_deliveries.data',
          '_private_jobs.payload',
          'audit_log.before',
          'audit_log.after',
          'audit_log.reason',
        ],
        'audit_log.ip',
      ]),
    );
    const answer = await erase(caller);
    expect([answer.status, answer.data]).toEqual([200, null]);
    expect(await tracesOf(app.pool, texts)).toEqual([]);
    expect({ funnel: await funnel(), colleague: await rowsOf(colleague.caller.id) }).toEqual(before);
    expect((await caller.get('/users/me')).code).toBe('UNAUTHENTICATED');
    expect((await app.visitor.post('/auth/login', { email: words.email, password })).code).toBe('INVALID_CREDENTIALS');
  });

  test('keeps the row, the steps and who did what, and tells other systems whose it was', async () => {
    const { caller, submission } = await somebody();
    const read = () =>
      app.db.selectFrom('submissions').selectAll().where('id', '=', submission).executeTakeFirstOrThrow();
    const { answers, set_aside, erased_at, ...was } = await read();
    await erase(caller);
    expect(await read()).toEqual({ ...was, answers: {}, set_aside: {}, erased_at: expect.any(Date) });
    const user = await app.db.selectFrom('users').selectAll().where('id', '=', caller.id).executeTakeFirstOrThrow();
    expect(user).toMatchObject({ email: `erased-${caller.id}@erased.invalid`, full_name: null, is_active: false });
    const { rows } = await app.pool.query(`select action, before, after, ip, actor_id, door from audit_log
      where entity = 'users' and entity_id = '${caller.id}' order by id`);
    expect(rows.at(-1)).toEqual({
      action: 'user.erased',
      before: null,
      after: null,
      ip: null,
      actor_id: caller.id,
      door: 'api',
    });
    expect(rows[0]).toMatchObject({
      action: 'user.registered',
      after: { id: caller.id, role: 'member', is_active: true },
    });
    expect(rows.find(({ actor_id }) => actor_id === support.id).ip).not.toBeNull();
    const told = await app.db
      .selectFrom('webhook_deliveries')
      .select(['event', 'data'])
      .where('user_id', '=', caller.id)
      .execute();
    expect(told).toContainEqual({ event: 'user.deleted', data: { user: { id: caller.id } } });
    expect(told).toContainEqual({ event: 'user.registered', data: { user: { id: caller.id } } });
  });

  test('cannot be restored, corrected, or erased again', async () => {
    const { caller, submission } = await somebody();
    await erase(caller);
    expect((await admin.post(`/users/${caller.id}/restore`)).code).toBe('NOT_FOUND');
    expect((await support.patch(`/submissions/${submission}`, { answers: { about_me: 'Back' } })).code).toBe(
      'NOT_FOUND',
    );
    expect((await support.get(`/submissions/${submission}`)).data.answers).toEqual({});
    const again = app.pool.query(`update submissions set answers = '{"about_me": "Back"}' where id = '${submission}'`);
    await expect(again).rejects.toMatchObject({ constraint: 'submissions_erased_at_check' });
  });

  test('of the staff leaves what they did, and not from where', async () => {
    const editor = await app.signedIn('editor');
    const from = { 'x-forwarded-for': '203.0.113.250' };
    const { data } = await editor.get('/flows/default/draft');
    await editor.put('/flows/default/draft', { ...data, title: 'By an editor' }, from);
    expect(await tracesOf(app.pool, ['203.0.113.250'])).toEqual(['audit_log.ip: 203.0.113.250']);
    await erase(editor);
    expect(await tracesOf(app.pool, ['203.0.113.250', editor.email])).toEqual([]);
    const { rows } = await app.pool.query(
      `select action, after from audit_log where actor_id = '${editor.id}' order by id`,
    );
    expect(rows).toContainEqual({ action: 'flow.updated', after: { title: 'By an editor' } });
  });

  test('needs the password, and is a right of nobody but its owner', async () => {
    const { caller } = await somebody();
    const before = await snapshot(app.pool);
    const wrong = await caller.post('/users/me/erase', { password: 'not the password' });
    expect([wrong.status, wrong.complaints]).toEqual([422, { password: 'This is not your password.' }]);
    expect((await caller.post('/users/me/erase', {})).complaints).toHaveProperty('password');
    expect((await caller.post('/users/me/erase', { password, id: admin.id })).complaints).toHaveProperty('id');
    expect((await app.visitor.post('/users/me/erase', { password })).code).toBe('UNAUTHENTICATED');
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });
});

test('the last admin cannot erase himself; another can', async () => {
  const alone = await testApp();
  try {
    const only = await alone.visitor.post('/auth/login', { email: 'first@example.com', password });
    const first = new Caller(alone.origin, { ...only.data, id: only.data.user.id, email: 'first@example.com' });
    const refused = await erase(first);
    expect([refused.status, refused.code]).toEqual([409, 'CONFLICT']);
    expect((await first.get('/users/me')).status).toBe(200);
    await alone.signedIn('admin');
    expect((await erase(first)).status).toBe(200);
  } finally {
    await alone.stop();
  }
});

test('the audit log is still append-only for everything else, also while somebody is erased', async () => {
  const client = await app.pool.connect();
  for (const change of [
    `update audit_log set action = 'user.other'`,
    'delete from audit_log',
    'update audit_log set reason = null',
  ]) {
    await client.query('begin');
    if (!change.includes('reason')) await client.query(`select set_config('doorstep.erasing', 'on', true)`);
    await expect(client.query(change)).rejects.toMatchObject({ constraint: 'audit_log_append_only' });
    await client.query('rollback');
  }
  client.release();
});

test('wrong passwords are counted', async () => {
  const strict = await testApp({ rateLimitScale: 1 });
  try {
    const caller = await strict.signedIn();
    const tries = [];
    for (let n = 0; n < 12; n += 1)
      tries.push((await caller.post('/users/me/erase', { password: `wrong guess ${n}` })).status);
    expect(tries.at(-1)).toBe(429);
    expect((await erase(caller)).code).toBe('RATE_LIMITED');
  } finally {
    await strict.stop();
  }
});
