import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Config } from '../../../src/config.js';
import { find } from '../../../src/db/mails.js';
import * as attempts from '../../../src/domain/attempts.js';
import { createKeyring } from '../../../src/domain/keyring.js';
import { write } from '../../../src/domain/mails.js';
import { reseal } from '../../../src/domain/resealing.js';
import { openSecret } from '../../../src/domain/webhooks.js';
import { password, serve, type TestApp, testApp } from '../../support/app.js';
import { type Clerk, clerk } from '../../support/clerk.js';
import { testConfig } from '../../support/database.js';
import { freshCode, withSecondFactor } from '../../support/second-factors.js';

const old = testConfig();
const fresh = 'another secret that only these tests know';
const after = (secret: string): Partial<Config> => ({
  ...{ sessionSecret: fresh, tokenSecret: fresh },
  ...(secret ? { olderSecrets: { session: [old.sessionSecret], token: [secret] } } : {}),
});

/** With the old secrets; with new ones and the old ones after them; the other way round; with the new ones alone. */
let before: TestApp;
let both: TestApp;
let announced: TestApp;
let alone: TestApp;
let admin: Clerk;
beforeAll(async () => {
  before = await testApp();
  const another = (config: Partial<Config>) =>
    serve({ ...before, config: { ...before.config, ...config }, close: async () => {} });
  both = await another(after(old.tokenSecret));
  announced = await another({ olderSecrets: { session: [fresh], token: [fresh] } });
  alone = await another(after(''));
  admin = await clerk(before, 'admin');
});
afterAll(async () => {
  for (const app of [both, announced, alone, before]) await app.stop();
});

const newest = () => createKeyring(fresh);
const overlapping = () => createKeyring(fresh, [old.tokenSecret]);
const me = async (app: TestApp, token: string) =>
  (await app.visitor.get('/auth/me', { authorization: `Bearer ${token}` })).status;

describe('when TOKEN_SECRET is renewed and the old one stays listed', () => {
  test('access tokens of either are good wherever both are known, and nowhere else', async () => {
    const { identity, email } = await before.signedIn();
    const later = (await both.visitor.post('/auth/login', { email, password })).data;
    const [earlier, newer] = [identity?.access_token ?? '', later.access_token];
    expect([await me(before, earlier), await me(both, earlier), await me(announced, earlier)]).toEqual([200, 200, 200]);
    expect([await me(both, newer), await me(announced, newer), await me(alone, newer)]).toEqual([200, 200, 200]);
    expect([await me(alone, earlier), await me(before, newer)]).toEqual([401, 401]);
  });

  test('a refresh token is good at all of them; within the grace each gives out the one successor', async () => {
    const { identity } = await before.signedIn();
    const refresh = (app: TestApp, refresh_token?: string) => app.visitor.post('/auth/refresh', { refresh_token });
    const first = (await refresh(before, identity?.refresh_token)).data;
    // The answer was lost, and the next try meets an instance that was restarted.
    const again = (await refresh(both, identity?.refresh_token)).data;
    expect(again.refresh_token).toBe(first.refresh_token);
    const second = (await refresh(both, again.refresh_token)).data;
    expect((await refresh(announced, again.refresh_token)).data.refresh_token).toBe(second.refresh_token);
    expect((await refresh(alone, second.refresh_token)).status).toBe(200);
    expect((await refresh(both, identity?.refresh_token)).code).toBe('TOKEN_REUSED');
  });

  test('a link whose mail had not gone out yet is still the one that was meant', async () => {
    const email = 'linked@example.com';
    const { data } = await before.visitor.post('/auth/register', { email, password });
    const { id } = await before.db
      .selectFrom('mails')
      .select('id')
      .where('user_id', '=', data.user.id)
      .executeTakeFirstOrThrow();
    const mail = await find(before.db, id);
    if (!mail) throw new Error('no mail');
    const token = write(mail, both.config, overlapping()).text.match(/token=([\w-]+)/)?.[1];
    expect((await both.visitor.post('/auth/verify-email', { token })).status).toBe(200);
  });

  test('an address that somebody signed in from stays known', async () => {
    const email = 'known@example.com';
    await before.visitor.post('/auth/register', { email, password });
    const keyOf = async (keyring: ReturnType<typeof createKeyring>, ip: string) =>
      (await attempts.charge(before.db, { keyring, config: before.config }, { email, ip })).account.key;
    const strangers = await keyOf(overlapping(), '192.0.2.1');
    expect(await keyOf(overlapping(), '127.0.0.1')).not.toBe(strangers);
    // Once the old one is gone, it is a stranger's like any other.
    expect(await keyOf(newest(), '127.0.0.1')).toBe(strangers);
  });

  test('second factors and webhooks go on, are sealed anew, and then need the old one no longer', async () => {
    const { id, email } = await before.signedIn('support');
    const codes = await withSecondFactor(before, id);
    const made = await admin.create('webhooks', { url: 'https://example.com/hook', 'events.0': 'user.registered' });
    const secretOf = async () =>
      before.db
        .selectFrom('webhook_secrets')
        .select('secret')
        .where('webhook_id', '=', made.body.record.params.id)
        .executeTakeFirstOrThrow();
    const signIn = async (app: TestApp, otp: string) =>
      (await app.visitor.post('/auth/login', { email, password, otp })).status;
    const code = await freshCode(before, id);
    expect([await signIn(alone, code), await signIn(both, code)]).toEqual([401, 200]);
    expect([await signIn(alone, codes[0] ?? ''), await signIn(both, codes[0] ?? '')]).toEqual([401, 200]);

    expect(openSecret(newest(), (await secretOf()).secret)).toBeUndefined();
    const another = await freshCode(before, id);
    expect(await reseal(before.db, overlapping())).toEqual({ done: 2, lost: 0, codes: 1 });
    expect(await reseal(before.db, overlapping())).toEqual({ done: 0, lost: 0, codes: 1 });
    expect(openSecret(newest(), (await secretOf()).secret)).toMatch(/^whsec_/);
    expect(await signIn(alone, another)).toBe(200);
    // What only the old secret opens is counted as lost where nobody lists it.
    expect(await reseal(before.db, createKeyring('a third secret that nobody has used'))).toMatchObject({ lost: 2 });
  });
});

test('when SESSION_SECRET is renewed and the old one stays listed, nobody is signed out of the back office', async () => {
  const at = (app: TestApp) =>
    fetch(`${app.origin}/admin/api/dashboard`, { headers: { cookie: admin.cookie } }).then(({ status }) => status);
  expect([await at(before), await at(both), await at(alone)]).toEqual([200, 200, 401]);
});
