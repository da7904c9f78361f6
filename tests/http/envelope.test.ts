import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';

let app: TestApp;
let member: Caller;
beforeAll(async () => {
  app = await testApp();
  member = await app.signedIn();
});
afterAll(() => app.stop());

const anAccount = { email: 'someone@example.com', password: 'correct horse' };

describe('every answer', () => {
  test('carries a request id, and keeps a sane one that it was given', async () => {
    const { headers } = await app.visitor.get('/flows');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await app.visitor.get('/flows', { 'x-request-id': 'from-a.proxy_1' })).headers.get('x-request-id')).toBe(
      'from-a.proxy_1',
    );
    expect((await app.visitor.get('/flows', { 'x-request-id': 'a b' })).headers.get('x-request-id')).not.toBe('a b');
  });

  test('of a success is an envelope with data and a timestamp', async () => {
    const { body } = await app.visitor.get('/flows');
    expect(Object.keys(body)).toEqual(['success', 'data', 'timestamp']);
    expect(body.success).toBe(true);
    expect(new Date(body.timestamp).toISOString()).toBe(body.timestamp);
  });

  test('of an error is an envelope with a code and a message', async () => {
    const { body, status } = await app.visitor.get('/nowhere');
    expect(status).toBe(404);
    expect(body).toEqual({
      success: false,
      error: { code: 'NOT_FOUND', message: expect.any(String) },
      timestamp: expect.any(String),
    });
  });
});

describe('a request that cannot be understood', () => {
  test('with broken JSON is 400 MALFORMED_JSON', async () => {
    const answer = await app.visitor.post('/auth/login', '{"email":');
    expect([answer.status, answer.code]).toEqual([400, 'MALFORMED_JSON']);
  });

  test('with a broken percent-escape is 400 BAD_REQUEST', async () => {
    const answer = await app.visitor.get('/flows/%E0%A4%A');
    expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('that is no JSON is 415', async () => {
    const answer = await app.visitor.post('/auth/login', 'email=x', { 'content-type': 'text/plain' });
    expect([answer.status, answer.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  test('over a mebibyte is 413', async () => {
    const answer = await app.visitor.post('/auth/login', { email: 'x'.repeat(1024 * 1024) });
    expect([answer.status, answer.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  test('by a method the path does not know is 405 and says which it knows', async () => {
    const answer = await app.visitor.delete('/flows');
    expect([answer.status, answer.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  test.each(['!/docs', '!/openapi.json', '!/health'])(
    'by POST where there is only reading is 405: %s',
    async (path) => {
      const answer = await app.visitor.post(path);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    },
  );

  test.each([
    ['a list', '[]'],
    ['text', '"x"'],
    ['null', 'null'],
  ])('whose body is %s is 422', async (_kind, body) => {
    expect((await app.visitor.post('/auth/login', body)).status).toBe(422);
  });
});

describe('input', () => {
  test.each([
    ['/auth/register', { ...anAccount, role: 'admin' }],
    ['/auth/login', { ...anAccount, remember: true }],
    ['/auth/refresh', { refresh_token: 'x', again: 1 }],
  ])('with an unknown key is 422 at %s', async (path, body) => {
    const answer = await app.visitor.post(path, body);
    expect(answer.status).toBe(422);
    expect(Object.values(answer.complaints)).toContain('This is not a known key.');
  });

  test('with an unknown key is 422 also where no body is needed', async () => {
    const { data } = await member.post('/submissions', { flow: 'default' });
    const answer = await member.post(`/submissions/${data.id}/complete`, { force: true });
    expect(answer.complaints).toEqual({ force: 'This is not a known key.' });
  });

  test.each([
    ['NUL', 'a\u0000b'],
    ['a lone surrogate', 'a\ud800b'],
    ['a control character', 'a\u0007b'],
    ['a line end where there is one line', 'a\nb'],
  ])('with %s is 422', async (_kind, full_name) => {
    const answer = await app.visitor.post('/auth/register', { ...anAccount, full_name });
    expect([answer.status, Object.keys(answer.complaints)]).toEqual([422, ['full_name']]);
  });

  test.each([
    ['/auth/login', { ...anAccount, password: 'a\u0000b' }, 'password'],
    ['/auth/login', { ...anAccount, otp: 'a\u0000b' }, 'otp'],
    ['/auth/refresh', { refresh_token: 'a\u0000b' }, 'refresh_token'],
    ['/auth/register', { ...anAccount, email: 'a\u0000@example.com' }, 'email'],
  ])('with NUL is 422 at %s too: %j', async (path, body, field) => {
    expect(Object.keys((await app.visitor.post(path, body)).complaints)).toEqual([field]);
  });

  test('with thousands of unknown keys is told of a hundred', async () => {
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`key${n}`, n]));
    const answer = await app.visitor.post('/auth/login', { ...anAccount, ...keys });
    expect([answer.status, Object.keys(answer.complaints).length]).toEqual([422, 100]);
  });

  test('with __proto__ or constructor as a key is data like any other', async () => {
    const answer = await app.visitor.post('/auth/login', '{"email":"a@b.de","password":"x","__proto__":{"a":1}}');
    expect(answer.complaints).toEqual({ ['__proto__']: 'This is not a known key.' });
  });

  test.each(['/submissions/not-an-id', '/submissions/%00', '/flows/UPPER', '/flows/default/versions/0'])(
    'with a malformed id is 404: %s',
    async (path) => {
      expect((await member.get(path)).status).toBe(404);
    },
  );
});

describe('foreign pages', () => {
  test('get no leave to read, those of CORS_ORIGINS do', async () => {
    const open = await testApp({ corsOrigins: ['https://app.example.com'] });
    const allowed = await open.visitor.get('/flows', { origin: 'https://app.example.com' });
    const foreign = await open.visitor.get('/flows', { origin: 'https://evil.example' });
    await open.stop();
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});
