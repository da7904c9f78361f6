import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seed } from '../../src/domain/seed.js';
import { startWorker } from '../../src/jobs/worker.js';
import { createLogger } from '../../src/log.js';
import { password, serve, type TestApp } from '../support/app.js';
import { Caller } from '../support/caller.js';
import { Clerk } from '../support/clerk.js';
import { testDatabase } from '../support/database.js';
import { resetTokenFor, tokenFor } from '../support/links.js';
import { eventually } from '../support/processes.js';
import { freshCode, withSecondFactor } from '../support/second-factors.js';

// A day at both doors and behind them, with everything that went over the wire, and every line that was logged.
const metricsToken = 'a metrics token that nobody may read';
const next = 'an even longer password';
const wrong = 'a password of another place';
let app: TestApp;
let text = '';
const secrets = new Set([password, next, wrong, metricsToken, 'Wanda', 'Honey Lane', 'beekeeper', '1990-05-17']);
const ids: Record<string, string> = {};

beforeAll(async () => {
  const database = await testDatabase({ metricsToken, trustProxy: true });
  await seed(database.db, { ...database.config, adminEmail: 'first@example.com', adminPassword: password });
  const log = createLogger('debug', {
    write: (line: string) => {
      text += line;
    },
  });
  app = await serve(database, { log });
  for (const secret of [app.config.tokenSecret, app.config.sessionSecret]) secrets.add(secret);
  const worker = startWorker(app.config, log);
  await day();
  await eventually(async () => (await app.pool.query('select from graphile_worker.jobs')).rowCount === 0);
  await worker.stop();
});
afterAll(() => app.stop());

async function day(): Promise<void> {
  const from = { 'x-forwarded-for': '203.0.113.77', 'user-agent': 'WandaPhone/7' };
  const [email, later] = ['wanda.webster@example.com', 'wanda.later@example.com'];
  const account = { email, password, full_name: 'Wanda Webster' };
  const { data } = await app.visitor.post('/auth/register', account, from);
  const wanda = new Caller(app.origin, { ...data, id: data.user.id, email });
  ids.wanda = wanda.id;
  keep(data);
  secrets.add(await tokenFor(app.db, email, 'verify_email'));
  await app.visitor.post('/auth/register', account, from);
  await app.visitor.post('/auth/login', { email, password: wrong }, from);
  await app.visitor.post('/auth/login', { email: email.toUpperCase(), password: wrong }, from);
  await app.visitor.post('/auth/login', { email: wrong, password: email }, from);
  await app.visitor.post('/auth/login', { email: 'stranger@example.com', password }, from);
  keep((await app.visitor.post('/auth/refresh', { refresh_token: data.refresh_token }, from)).data);
  await app.visitor.post('/auth/refresh', { refresh_token: 'made up', extra: email }, from);
  const cookie = await app.visitor.post('/auth/login', { email, password, refresh_in: 'cookie' }, from);
  secrets.add(/=([^;]+)/.exec(cookie.headers.get('set-cookie') ?? '')?.[1] ?? '');
  keep(cookie.data);
  const { id } = (await wanda.post('/submissions', { flow: 'default' }, from)).data;
  const page = `/submissions/${id}/pages/about-you`;
  await wanda.put(page, { answers: { about_me: 'beekeeper', birthdate: '1990-05-17' } }, from);
  await wanda.put(page, { answers: { about_me: 'beekeeper', birthdate: 'Honey Lane' } }, from);
  await wanda.put(page, `{"answers": {"about_me": "beekeeper`, from);
  await wanda.get(`/flows/default?locale=${email}`, from);
  await wanda.get(`/users?q=${email}&access_token=${data.access_token}`, from);
  await wanda.patch('/users/me', { email: later, password }, from);
  await wanda.put('/users/me/password', { current_password: wrong, new_password: next }, from);
  await app.visitor.post('/auth/forgot-password', { email: later }, from);
  const token = await resetTokenFor(app.db, later);
  secrets.add(token);
  await app.visitor.post('/auth/reset-password', { token, password: next }, from);
  await app.visitor.get('!/metrics', { authorization: `Bearer ${metricsToken}` });
  await office(later, from);
  // What PostgreSQL says of a row that it refuses quotes it.
  await app.pool.query(`alter table submissions add constraint broken check (answers::text !~ 'beekeeper at large')`);
  const again = (await app.visitor.post('/auth/login', { email: later, password: next }, from)).data;
  keep(again);
  const broken = { answers: { about_me: 'beekeeper at large', birthdate: '1990-05-17' } };
  expect((await app.visitor.put(page, broken, { ...from, authorization: `Bearer ${again.access_token}` })).status).toBe(
    500,
  );
}

async function office(email: string, from: Record<string, string>): Promise<void> {
  const boss = await app.signedIn('admin');
  keep(boss.identity);
  secrets.add(boss.email);
  ids.boss = boss.id;
  const clerk = new Clerk(app.origin, boss.id, boss.email);
  for (const recovery of await withSecondFactor(app, boss.id)) secrets.add(recovery);
  await clerk.signIn(wrong);
  await clerk.signIn();
  const code = await freshCode(app, boss.id);
  clerk.take(await clerk.post('/login/code', { code }));
  secrets.add(clerk.cookie.split('=')[1] ?? '');
  await clerk.list('users', { 'filters.email': email, 'filters.q': 'Wanda' });
  await clerk.get(`/api/resources/users/actions/search/${ids.wanda}?q=${email}`, from);
  await clerk.edit('users', ids.wanda ?? '', { full_name: 'Wanda Webster-Honey', password: next });
  await clerk.post(`/api/resources/users/records/${ids.wanda}/sendReset`);
  await clerk.post('/account/password', { current_password: wrong, new_password: next });
  await clerk.get('/reset-password?token=made-up');
  const made = await clerk.create('webhooks', { url: 'https://127.0.0.1/hook', events: '["user.deleted"]' });
  secrets.add(String(made.body.record?.params?.secret ?? password));
}

function keep({ access_token, refresh_token }: { access_token?: string; refresh_token?: string } = {}): void {
  for (const token of [access_token, refresh_token]) if (token) secrets.add(token);
}

const lines = () =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the log of a day', () => {
  test('is one line of JSON for each event, with when and how bad', () => {
    expect(lines().length).toBeGreaterThan(40);
    for (const line of lines())
      expect(line).toMatchObject({ time: expect.stringMatching(/Z$/), level: expect.any(String) });
  });

  test('holds no password, token, cookie, secret or answer, and no name, email or address', () => {
    expect([...secrets].filter((secret) => secret && text.includes(secret))).toEqual([]);
    expect(text).not.toMatch(/@example|203\.0\.113|WandaPhone|\$2[aby]\$/i);
  });

  test('says who asked for what, by the account’s id, at both doors', () => {
    const of = (id = '') => lines().filter(({ user_id }) => user_id === id);
    expect(of(ids.wanda)).toContainEqual(expect.objectContaining({ msg: 'request', method: 'PUT', status: 200 }));
    expect(of(ids.wanda)).toContainEqual(expect.objectContaining({ path: '/api/v1/users', status: 403 }));
    expect(of(ids.wanda)).toContainEqual(expect.objectContaining({ msg: 'signed in', door: 'api' }));
    expect(of(ids.boss)).toContainEqual(expect.objectContaining({ path: '/admin/api/resources/users/actions/list' }));
  });

  test('says which sign-ins were refused: tries at one account belong together, and nobody is named', () => {
    const refused = lines().filter(({ msg }) => msg === 'sign-in refused');
    const tally = new Map<string, number>();
    for (const { account } of refused) tally.set(account, (tally.get(account) ?? 0) + 1);
    expect(refused.map(({ door, code }) => `${door} ${code}`)).toEqual([
      ...['api INVALID_CREDENTIALS', 'api INVALID_CREDENTIALS', 'api INVALID_CREDENTIALS'],
      'admin INVALID_CREDENTIALS',
    ]);
    expect([...tally.values()]).toEqual([2, 1, 1]);
    const requests = new Map(
      lines()
        .filter(({ msg }) => msg === 'request')
        .map((line) => [line.request_id, line]),
    );
    expect(refused.map(({ request_id }) => requests.get(request_id)?.status)).toEqual([401, 401, 401, 401]);
  });
});
