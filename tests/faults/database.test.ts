import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../src/db/pool.js';
import { serve, type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { eventually } from '../support/processes.js';
import { type Wire, wireTo } from '../support/wires.js';

let app: TestApp;
let wire: Wire;
/** An instance whose database is at the other end of the wire, and answers within a second or not at all. */
let far: TestApp;
let member: Caller;
let at: string;
beforeAll(async () => {
  app = await testApp();
  wire = await wireTo(String(app.config.databaseUrl));
  const config = { ...app.config, databaseUrl: wire.url, databaseTimeout: 1 };
  const connection = connect(config);
  far = await serve({ ...app, ...connection, config, close: connection.close }, { listens: true });
  member = (await far.signedIn()) as Caller;
  at = `/submissions/${(await member.post('/submissions', { flow: 'default' })).data.id}`;
  await eventually(async () => (await far.visitor.get('/flows/default')).status === 200);
});
afterEach(() => wire.mend());
afterAll(async () => {
  await far.stop();
  await wire.close();
  await app.stop();
});

const about = { about_me: 'I build doors.', birthdate: '1990-05-17' };
const save = () => member.put(`${at}/pages/about-you`, { answers: about });
const health = async (path: string) => (await fetch(`${far.origin}/health/${path}`)).status;

describe.each([
  ['cut off', () => wire.cut()],
  ['frozen', () => wire.freeze()],
] as const)('while PostgreSQL is %s', (_, fail) => {
  test('what needs it is 503 in time, limits and sessions included; what does not goes on, and all is well after', async () => {
    expect((await save()).status).toBe(200);
    await fail();
    const [saved, listed, tried, registered] = await Promise.all([
      save(),
      member.get(at),
      far.visitor.post('/auth/login', { email: member.email, password: 'not the right one' }),
      far.visitor.post('/auth/register', {
        email: 'new@example.com',
        password: 'a long enough password',
        full_name: 'N',
      }),
    ]);
    expect([saved, listed, tried, registered].map(({ status, code }) => [status, code])).toEqual(
      Array(4).fill([503, 'UNAVAILABLE']),
    );
    expect(saved.headers.get('retry-after')).toMatch(/^\d+$/);
    expect([await health('live'), await health('ready')]).toEqual([200, 503]);
    expect((await far.visitor.get('/flows/default')).status).toBe(200);

    await wire.mend();
    await eventually(async () => (await save()).status === 200);
    expect(await health('ready')).toBe(200);
    const { revision } = (await member.get(at)).data;
    const { rows } = await app.pool.query(
      "select count(*)::int as saves from submission_events where type = 'page_saved'",
    );
    // What was answered with 503 may have been saved or not; whatever was saved is there once, with its event.
    expect(rows).toEqual([{ saves: revision - 1 }]);
  });
});
