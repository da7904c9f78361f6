import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { system } from '../../src/domain/actors.js';
import { recognise } from '../../src/domain/sign-ins.js';
import * as users from '../../src/domain/users.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { testAuth } from '../support/auth.js';
import type { Caller } from '../support/caller.js';

let app: TestApp;
/** Emails of which each is refused, and nobody may learn why. */
const emails: Record<string, string> = { 'nobody’s': 'nobody@example.com' };
beforeAll(async () => {
  app = await testApp();
  const roles = ['member', 'support', 'member', 'member', 'member'] as const;
  const made = await Promise.all(roles.map((role) => app.signedIn(role)));
  const [known, staff, inactive, deleted, imported] = made as [Caller, Caller, Caller, Caller, Caller];
  await users.update(app.db, testAuth, system('cli'), { id: inactive.id, patch: { is_active: false } });
  await users.remove(app.db, system('cli'), deleted.id);
  await app.db.deleteFrom('user_secrets').where('user_id', '=', imported.id).execute();
  Object.assign(emails, { 'a member’s': known.email, 'one of the staff’s': staff.email });
  Object.assign(emails, {
    'a deactivated one': inactive.email,
    'a deleted one': deleted.email,
    'one without a password': imported.email,
  });
  // The back office reads the catalog when it is first asked for.
  await form('login', { email: 'nobody@example.com', password: wrong });
});
afterAll(() => app.stop());
afterEach(() => void jest.restoreAllMocks());

/** The texts of the statements that a request makes, one after another. */
async function statements(run: () => Promise<unknown>): Promise<string[]> {
  const told: string[] = [];
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    told.push(typeof args[0] === 'string' ? args[0] : (args[0] as { text: string }).text);
    return query.apply(this, args) as never;
  } as never);
  await run();
  jest.restoreAllMocks();
  return told;
}

const wrong = 'not the password';
const doors: [string, (email: string) => Promise<{ status: number; text: string }>][] = [
  ['signing in over the API', (email) => app.visitor.post('/auth/login', { email, password: wrong })],
  ['asking for a new password over the API', (email) => app.visitor.post('/auth/forgot-password', { email })],
  ['signing in at the back office', (email) => form('login', { email, password: wrong })],
  ['asking for a new password at the back office', (email) => form('forgot-password', { email })],
];
async function form(path: string, values: Record<string, string>) {
  const response = await fetch(`${app.origin}/admin/${path}`, { method: 'POST', body: new URLSearchParams(values) });
  return { status: response.status, text: await response.text() };
}

describe.each(doors)('%s', (_, ask) => {
  test('is answered in the same words, after the same statements, whether there is such an account or not', async () => {
    const plain = (text: string, email: string) =>
      text
        .replaceAll(email, '')
        .replace(/"timestamp":"[^"]+"/, '')
        .replace(/nonce="?[^"]+"?/g, '');
    const seen: Record<string, unknown> = {};
    let first: unknown;
    for (const [whose, email] of Object.entries(emails)) {
      let said: unknown;
      const done = await statements(async () => {
        const { status, text } = await ask(email);
        said = [status, plain(text, email)];
      });
      seen[whose] = { said, done };
      first ??= seen[whose];
    }
    for (const [whose, one] of Object.entries(seen)) expect([whose, one]).toEqual([whose, first]);
  });
});

test('signing in compares one hash, whoever’s email it is', async () => {
  for (const email of Object.values(emails)) {
    const compared: string[] = [];
    const hasher = { ...testAuth.hasher, verify: async () => compared.push(email) > 1 };
    await recognise(app.db, { ...testAuth, hasher }, { door: 'api' }, { email, password }).catch(() => {});
    expect(compared).toEqual([email]);
  }
});
