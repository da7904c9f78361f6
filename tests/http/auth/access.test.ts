import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { system } from '../../../src/domain/actors.js';
import { createKeyring } from '../../../src/domain/keyring.js';
import * as users from '../../../src/domain/users.js';
import { serve, type TestApp, testApp } from '../../support/app.js';
import { testAuth } from '../../support/auth.js';
import { testConfig } from '../../support/database.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const by = system('system');

describe('an access token', () => {
  test('shows who is signed in', async () => {
    const member = await app.signedIn();
    const answer = await member.get('/auth/me');
    expect(answer.status).toBe(200);
    expect(answer.data).toMatchObject({ id: member.id, email: member.email, role: 'member' });
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|deleted_at/);
  });

  test.each([undefined, 'Bearer', 'Bearer x', 'Basic eDp5', 'Bearer a.b.c'])(
    'that is missing or broken (%p) is 401 with WWW-Authenticate',
    async (authorization) => {
      const answer = await app.visitor.get('/auth/me', authorization ? { authorization } : {});
      expect([answer.status, answer.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    },
  );

  test('that has expired is TOKEN_EXPIRED', async () => {
    const member = await app.signedIn();
    const answer = await app.visitor.get('/auth/me', { authorization: `Bearer ${await expired(member.id)}` });
    expect([answer.status, answer.code]).toEqual([401, 'TOKEN_EXPIRED']);
  });

  test('without a signature, or signed with the secret itself, is refused', async () => {
    const member = await app.signedIn();
    const [, payload] = (member.identity?.access_token ?? '').split('.');
    const head = (alg: string) => Buffer.from(JSON.stringify({ alg, typ: 'at+jwt' })).toString('base64url');
    const signed = `${head('HS256')}.${payload}`;
    const forged = createHmac('sha256', app.config.tokenSecret).update(signed).digest('base64url');
    for (const token of [`${head('none')}.${payload}.`, `${signed}.${forged}`]) {
      expect((await app.visitor.get('/auth/me', { authorization: `Bearer ${token}` })).code).toBe('UNAUTHENTICATED');
    }
  });

  const named = { alg: 'HS256', typ: 'at+jwt', kid: createKeyring(testConfig().tokenSecret).id };
  test.each<[string, Partial<Forgery>]>([
    ['as it should be', {}],
    ['of another type', { header: { ...named, typ: 'JWT' } }],
    ['of no type', { header: { alg: 'HS256' } }],
    ['of another issuer', { issuer: 'somebody' }],
    ['for another audience', { audience: 'doorstep-office' }],
    ['under another algorithm', { header: { ...named, alg: 'HS512' } }],
    ['under the key of another purpose', { key: 'refresh token' }],
    ['that names a key of nobody', { header: { ...named, kid: 'somebodyKid' } }],
    ['that names a property every object has', { header: { ...named, kid: '__proto__' } }],
    ['that never expires', { expires: undefined }],
  ])('%s', async (how, forged) => {
    const member = await app.signedIn();
    const { data } = await app.visitor.post('/auth/login', { email: member.email, password: 'a long enough password' });
    const { sid } = JSON.parse(Buffer.from(data.access_token.split('.')[1], 'base64url').toString());
    const forgery = {
      header: named,
      issuer: 'doorstep',
      audience: 'doorstep-api',
      key: 'access token',
      expires: '15m',
    };
    const token = await forge(member.id, sid, { ...forgery, ...forged });
    const { status, code } = await app.visitor.get('/auth/me', { authorization: `Bearer ${token}` });
    expect([status, code]).toEqual(how === 'as it should be' ? [200, undefined] : [401, 'UNAUTHENTICATED']);
  });

  test('is refused from the next request on after sign-out, on another instance too', async () => {
    const member = await app.signedIn();
    const other = await serve({ ...app, close: async () => {} });
    const out = await member.post('/auth/logout');
    expect([out.status, out.data]).toEqual([200, null]);
    const bearer = { authorization: `Bearer ${member.identity?.access_token}` };
    expect((await other.visitor.get('/auth/me', bearer)).code).toBe('UNAUTHENTICATED');
    await other.stop();
    expect((await app.visitor.post('/auth/refresh', { refresh_token: member.identity?.refresh_token })).status).toBe(
      401,
    );
  });

  test.each([{ is_active: false }, { role: 'support' }, { password: 'a new long password' }])(
    'is refused after its account was changed by %p',
    async (patch) => {
      const member = await app.signedIn();
      await users.update(app.db, testAuth, by, { id: member.id, patch });
      expect((await member.get('/auth/me')).code).toBe('UNAUTHENTICATED');
    },
  );

  test('is refused after its account was deleted', async () => {
    const member = await app.signedIn();
    await users.remove(app.db, by, member.id);
    expect((await member.get('/auth/me')).code).toBe('UNAUTHENTICATED');
  });

  test('of one sign-in outlives the end of another', async () => {
    const member = await app.signedIn();
    const second = await app.visitor.post('/auth/login', { email: member.email, password: 'a long enough password' });
    await member.post('/auth/logout');
    const bearer = { authorization: `Bearer ${second.data.access_token}` };
    expect((await app.visitor.get('/auth/me', bearer)).status).toBe(200);
  });
});

interface Forgery {
  header: { alg: string; typ?: string; kid?: string };
  issuer: string;
  audience: string;
  key: string;
  expires: string | undefined;
}

/** A token for a session that lives, by somebody who has the server's keys. */
function forge(sub: string, sid: string, { header, issuer, audience, key, expires }: Forgery): Promise<string> {
  const jwt = new SignJWT({ sid }).setProtectedHeader(header).setSubject(sub).setIssuer(issuer).setAudience(audience);
  return (expires ? jwt.setExpirationTime(expires) : jwt).sign(createKeyring(app.config.tokenSecret).key(key));
}

/** Signed with the right key, a minute late. */
async function expired(sub: string): Promise<string> {
  const { hkdfSync } = await import('node:crypto');
  const key = new Uint8Array(hkdfSync('sha256', app.config.tokenSecret, '', 'doorstep access token', 32));
  return new SignJWT({ sid: sub })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setSubject(sub)
    .setIssuer('doorstep')
    .setAudience('doorstep-api')
    .setExpirationTime(Math.floor(Date.now() / 1000) - 60)
    .sign(key);
}
