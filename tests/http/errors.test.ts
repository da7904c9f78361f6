import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { connect } from '../../src/db/pool.js';
import { createKeyring } from '../../src/domain/keyring.js';
import { type ErrorCode, errorTable } from '../../src/errors.js';
import { password, serve, type TestApp, testApp } from '../support/app.js';
import { type Answer, Caller } from '../support/caller.js';
import { testConfig } from '../support/database.js';
import { withSecondFactor } from '../support/second-factors.js';

let app: TestApp;
let member: Caller;
let admin: Caller;
beforeAll(async () => {
  app = await testApp();
  member = await app.signedIn();
  admin = await app.signedIn('admin');
});
afterAll(() => app.stop());

const login = (email: string, tried = password) => app.visitor.post('/auth/login', { email, password: tried });
const aboutYou = { about_me: 'Me', birthdate: '1990-01-01' };
const address = { street: 'Main Street 1', city: 'Springfield', state: 'IL', zip: '62701' };

/** A way to each code there is; the type sees to it that none is forgotten. */
const ways: Record<ErrorCode, () => Promise<Answer>> = {
  BAD_REQUEST: () => app.visitor.get('/flows/%E0%A4%A'),
  MALFORMED_JSON: () => app.visitor.post('/auth/login', '{'),
  UNAUTHENTICATED: () => app.visitor.get('/users/me'),
  INVALID_CREDENTIALS: () => login('nobody@example.com'),
  OTP_REQUIRED: async () => {
    const support = await app.signedIn('support');
    await withSecondFactor(app, support.id);
    return login(support.email);
  },
  TOKEN_EXPIRED: () => app.visitor.get('/users/me', { authorization: `Bearer ${expired}` }),
  TOKEN_REUSED: async () => {
    const { identity } = await app.signedIn();
    const use = (token = identity?.refresh_token) => app.visitor.post('/auth/refresh', { refresh_token: token });
    const next = await use();
    await use(next.data.refresh_token);
    return use();
  },
  FORBIDDEN: () => member.get('/users'),
  ACCOUNT_INACTIVE: async () => {
    const { email, id } = await app.signedIn();
    await admin.put(`/users/${id}/deactivate`);
    return login(email);
  },
  NOT_FOUND: () => app.visitor.get('/flows/nowhere'),
  METHOD_NOT_ALLOWED: () => app.visitor.delete('/flows'),
  EMAIL_TAKEN: () => app.visitor.post('/auth/register', { email: member.email, password }),
  CONFLICT: () => admin.put(`/users/${admin.id}/deactivate`),
  SUBMISSION_COMPLETED: async () => {
    const { data } = await member.post('/submissions', { flow: 'default' });
    await member.put(`/submissions/${data.id}/pages/about-you`, { answers: aboutYou });
    await member.put(`/submissions/${data.id}/pages/address`, { answers: { address } });
    await member.post(`/submissions/${data.id}/complete`);
    return member.put(`/submissions/${data.id}/pages/about-you`, { answers: aboutYou });
  },
  REVISION_MISMATCH: async () => {
    const { data } = await admin.post('/submissions', { flow: 'default' });
    return admin.put(`/submissions/${data.id}/pages/about-you`, { answers: aboutYou }, { 'if-match': '"7"' });
  },
  PAYLOAD_TOO_LARGE: () => app.visitor.post('/auth/login', { email: 'x'.repeat(1024 * 1024) }),
  UNSUPPORTED_MEDIA_TYPE: () => app.visitor.post('/auth/login', 'x', { 'content-type': 'text/plain' }),
  VALIDATION_ERROR: () => app.visitor.post('/auth/register', { email: 'x', password }),
  RATE_LIMITED: async () => {
    const strict = await testApp({ rateLimitScale: 0.001 });
    const once = () => strict.visitor.post('/auth/forgot-password', { email: 'somebody@example.com' });
    await once();
    return once().finally(() => strict.stop());
  },
  INTERNAL_ERROR: async () => {
    const broken = await testApp();
    await broken.pool.query('alter table flow_versions rename column number to n');
    return broken.visitor.get('/flows').finally(() => broken.stop());
  },
  UNAVAILABLE: async () => {
    const config = testConfig({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' });
    const lost = await serve({ url: '', config, ...connect(config) });
    return lost.visitor.get('/flows').finally(() => lost.stop());
  },
};

let expired: string;
beforeAll(async () => {
  const { sub, sid } = JSON.parse(
    Buffer.from(member.identity?.access_token.split('.')[1] ?? '', 'base64url').toString('utf8'),
  );
  expired = await new SignJWT({ sid })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setSubject(sub)
    .setIssuer('doorstep')
    .setAudience('doorstep-api')
    .setIssuedAt(Math.floor(Date.now() / 1000) - 2000)
    .setExpirationTime(Math.floor(Date.now() / 1000) - 1000)
    .sign(createKeyring(app.config.tokenSecret).key('access token'));
});

/** What each status must carry beside the envelope. */
const headerOf: Record<number, string> = {
  401: 'www-authenticate',
  405: 'allow',
  429: 'retry-after',
  503: 'retry-after',
};

describe('every code of the closed table is met, with its status and what that must carry', () => {
  test.each(Object.keys(errorTable) as ErrorCode[])('%s', async (code) => {
    const answer = await ways[code]();
    expect([answer.code, answer.status]).toEqual([code, errorTable[code][0]]);
    const header = headerOf[answer.status];
    if (header) expect(answer.headers.get(header)).toMatch(/\S/);
    expect(answer.headers.get('x-request-id')).toMatch(/\S/);
    expect(answer.body).toMatchObject({ success: false, error: { message: expect.any(String) } });
    // Never SQL, a stack or a path.
    expect(answer.text).not.toMatch(/select |relation|column|node_modules|\.ts:|\.js:|at \w+ \(/);
  });
});

test('a database that takes no writes for a while, as a replica does, is unavailable: whoever tries later gets through', async () => {
  const replica = await testApp();
  const { identity } = await replica.signedIn();
  const name = new URL(replica.url).pathname.slice(1);
  await replica.pool.query(`alter database ${name} set default_transaction_read_only = on`);
  const later = await serve({ ...replica, ...connect(replica.config) });
  const answer = await new Caller(later.origin, identity).post('/submissions', { flow: 'default' });
  await later.stop();
  await replica.stop();
  expect([answer.status, answer.code]).toEqual([503, 'UNAVAILABLE']);
});
