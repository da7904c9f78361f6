import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { type Clerk, clerk } from '../support/clerk.js';
import { tokenFor } from '../support/links.js';
import { actions, expected, onRecord, onSeveral, resources } from '../support/office-policy.js';
import { furnish } from '../support/office-scene.js';
import { operations } from '../support/requests.js';
import { withSecondFactor } from '../support/second-factors.js';

// Everything that is told to an admin, who is told most, and what is secret in the database by then.
const metricsToken = 'a metrics token that nobody may read';
let app: TestApp;
let admin: Caller;
let boss: Clerk;
let ids: Record<string, string>;
const seen: { at: string; status: number; text: string; headers: Headers }[] = [];
beforeAll(async () => {
  app = await testApp({ metricsToken });
  const { pool } = app;
  const scene = await furnish(app);
  [admin, boss] = [await app.signedIn('admin'), await clerk(app, 'admin')];
  await withSecondFactor(app, (await app.signedIn('support')).id);
  const registered = { email: 'canary@example.com', password };
  await app.visitor.post('/auth/register', registered);
  const first = async (table: string) => (await pool.query(`select id from ${table} limit 1`)).rows[0].id as string;
  const made = {
    mails: scene.mail,
    webhooks: scene.webhook,
    webhook_deliveries: scene.delivery,
    audit_log: scene.entry,
  };
  ids = { ...made, users: scene.member, submissions: scene.stuck, fields: scene.field, pages: scene.page };
  ids = { ...ids, flows: scene.flow, flow_versions: scene.version, sessions: await first('sessions') };
  await everythingOfTheApi();
  await everythingOfTheOffice();
}, 60_000);
afterAll(() => app.stop());

async function everythingOfTheApi(): Promise<void> {
  const filled = (path: string) =>
    path
      .replace('{slug}', 'garden')
      .replace('{n}', '1')
      .replace('{key}', 'plants')
      .replace('{id}', ids[path.split('/')[3] ?? ''] ?? '');
  for (const caller of [admin, app.visitor])
    for (const [name] of operations.filter(([name]) => !/DELETE|logout|erase|flows.*(POST|PUT)/.test(name))) {
      const [method = '', path = ''] = name.split(' ');
      // What is right in a body is looked at where the route is tested: here it is what is said of one that is wrong.
      const { status, text, headers } = await caller.send(
        method,
        `!${filled(path)}`,
        method === 'GET' ? undefined : { password },
      );
      seen.push({ at: `${name} by ${caller.id ? 'an admin' : 'anybody'}`, status, text, headers });
    }
  for (const path of ['!/users?q=canary', '!/docs', '!/openapi.json', '!/', '!/nowhere', '!/metrics']) {
    const { status, text, headers } = await admin.get(path);
    seen.push({ at: path, status, text, headers });
  }
}

async function everythingOfTheOffice(): Promise<void> {
  const isRead = (resource: string, action: string) =>
    action !== 'secret' && expected('admin', resource, action, 'GET') === 200;
  const readings = resources.flatMap((resource) => [
    ...actions
      .filter((action) => isRead(resource, action) && !onSeveral.includes(action))
      .map((action) => {
        const at = onRecord.includes(action) ? `records/${ids[resource]}/${action}` : `actions/${action}`;
        return `/api/resources/${resource}/${at}`;
      }),
    ...[`/api/resources/${resource}/actions/search/a`, `/exports/${resource}`],
  ]);
  for (const path of [...readings, '', '/account', '/login', '/reset-password?token=x', '/api/dashboard', '/nowhere']) {
    const { status, text, headers } = await boss.get(path);
    seen.push({ at: `/admin${path}`, status, text, headers });
  }
  const { status, text, headers } = await boss.post(`/api/resources/users/records/${ids.users}/export`);
  seen.push({ at: 'the export of somebody', status, text, headers });
}

/** Every secret that is kept, in the ways that it could be written. */
async function secrets(): Promise<Map<string, string>> {
  const { rows } = await app.pool.query<{ what: string; value: Buffer | string }>(`
    select 'a password''s hash' as what, password_hash::text::bytea as value from user_secrets
    union all select 'a refresh token''s hash', token_hash from refresh_tokens
    union all select 'a link''s hash', token_hash from user_tokens
    union all select 'a sealed second factor', secret from second_factors
    union all select 'a recovery code''s hash', code_hash from recovery_codes
    union all select 'an address''s hash', address_hash from known_addresses
    union all select 'a sealed webhook secret', secret from webhook_secrets
    union all select 'an office session', sid::bytea from admin_sessions`);
  const found = new Map<string, string>();
  for (const { what, value } of rows)
    for (const form of ['utf8', 'hex', 'base64', 'base64url'] as const) {
      const text = Buffer.from(value).toString(form);
      if (text.length > 20 && !text.includes('\ufffd')) found.set(text, what);
    }
  for (const text of [app.config.tokenSecret, app.config.sessionSecret, metricsToken, password])
    found.set(text, 'a secret of the server');
  found.set(await tokenFor(app.db, 'canary@example.com', 'verify_email'), 'a link');
  return found;
}

describe('what is answered, at every route of the API and every action of the back office', () => {
  test('holds no hash, token, sealed secret or password', async () => {
    const kept = await secrets();
    expect(new Set(kept.values()).size).toBe(10);
    expect(seen.filter(({ status }) => status === 200).length).toBeGreaterThan(100);
    // One's own id of the session stands signed in the cookie, and nowhere in a body.
    const told = seen.flatMap(({ at, text }) =>
      [...kept].filter(([secret]) => text.includes(secret)).map(([, what]) => `${at}: ${what}`),
    );
    expect(told).toEqual([]);
    for (const { at, text } of seen)
      expect([at, /\$2[aby]\$\d\d\$|password_hash|token_hash|at Object\.|node_modules/.test(text)]).toEqual([
        at,
        false,
      ]);
  });

  test('is kept by no cache, but for what anybody may see', () => {
    const isPublic = /flows(\/|$| by)|\/docs|openapi|status|\/health|GET \/api\/v1 |^!\/$|^!\/nowhere/;
    for (const { at, headers } of seen.filter(({ at }) => !isPublic.test(at)))
      expect([at, headers.get('cache-control')]).toEqual([at, 'no-store']);
  });

  test('is never taken for something else, nor framed', () => {
    for (const { at, headers } of seen) {
      expect([at, headers.get('x-content-type-options')]).toEqual([at, 'nosniff']);
      expect([at, headers.get('content-security-policy')?.includes("frame-ancestors 'none'")]).toEqual([at, true]);
      expect([at, headers.get('x-powered-by')]).toEqual([at, null]);
    }
  });
});
