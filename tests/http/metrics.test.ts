import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';

const token = 'a-token-for-the-monitor';
let app: TestApp;
beforeAll(async () => {
  app = await testApp({ metricsToken: token });
});
afterAll(() => app.stop());

const read = () => app.visitor.get('!/metrics', { authorization: `Bearer ${token}` });
/** The value of one line, such as `name{label="x"}`. */
const figure = (text: string, line: string) => {
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.split(' ').at(-1));
};

describe('/metrics', () => {
  test('is closed without the token, to everybody, and where none is configured', async () => {
    const admin = await app.signedIn('admin');
    const bare = await testApp();
    const answers = [
      await app.visitor.get('!/metrics'),
      await app.visitor.get('!/metrics', { authorization: 'Bearer another-token' }),
      await admin.get('!/metrics'),
      await bare.visitor.get('!/metrics', { authorization: 'Bearer undefined' }),
    ];
    await bare.stop();
    expect(answers.map(({ status, code }) => [status, code])).toEqual(Array(4).fill([401, 'UNAUTHENTICATED']));
    expect((await app.visitor.post('!/metrics')).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  test('measures requests by their route as the table has it, never by what was asked', async () => {
    await app.visitor.get('/flows/default');
    await app.visitor.get('/flows/somebody-s-name');
    await app.visitor.get('!/no/such/path-of-jane-doe');
    const { text, headers } = await read();
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const count = (route: string, status: number) =>
      figure(text, `doorstep_http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`);
    expect(count('/api/v1/flows/:slug', 200)).toBe(1);
    expect(count('/api/v1/flows/:slug', 404)).toBe(1);
    expect(count('other', 404)).toBe(1);
    expect(text).not.toMatch(/jane-doe|somebody/);
  });

  test('counts registrations, sign-ins, saves and completions that went well', async () => {
    const before = (await read()).text;
    await app.visitor.post('/auth/register', { email: 'counted@example.com', password: 'a long enough password' });
    await app.visitor.post('/auth/register', { email: 'counted@example.com', password: 'a long enough password' });
    const member = await app.signedIn();
    const { data } = await member.post('/submissions', { flow: 'default' });
    await member.put(`/submissions/${data.id}/pages/about-you`, { answers: {} });
    await member.put(`/submissions/${data.id}/pages/about-you`, {
      answers: { about_me: 'Me', birthdate: '1990-01-01' },
    });
    const after = (await read()).text;
    const grown = (fact: string) =>
      (figure(after, `doorstep_${fact}_total`) ?? 0) - (figure(before, `doorstep_${fact}_total`) ?? 0);
    expect(['registrations', 'sign_ins', 'saves', 'completions'].map(grown)).toEqual([1, 1, 1, 0]);
  });

  test('tells of the pool, the queue and each flow’s live version', async () => {
    const { text } = await read();
    expect(figure(text, 'doorstep_database_up')).toBe(1);
    expect(figure(text, 'doorstep_flow_version{flow="default"}')).toBe(1);
    expect(figure(text, 'doorstep_jobs{state="failed"}')).toBe(0);
    expect(figure(text, 'doorstep_database_connections{state="waiting"}')).toBe(0);
  });

  test('still tells of the process when the database is out', async () => {
    const lost = await testApp({ metricsToken: token });
    await lost.db.destroy();
    const { status, text } = await lost.visitor.get('!/metrics', { authorization: `Bearer ${token}` });
    expect(status).toBe(200);
    expect(figure(text, 'doorstep_database_up')).toBe(0);
    expect(figure(text, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    await lost.stop().catch(() => {});
  });
});
