import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { connect } from '../../../src/db/pool.js';
import { password, serve, type TestApp, testApp } from '../../support/app.js';
import { held, holdBlocks, wait as passTime } from '../../support/blocks.js';
import { Caller } from '../../support/caller.js';
import { resetTokenFor } from '../../support/links.js';

// Two instances with a pool each, behind a proxy that says where somebody comes from.
let app: TestApp;
let other: TestApp;
beforeAll(async () => {
  app = await testApp({ rateLimitScale: 1, trustProxy: true });
  other = await serve({ ...app, ...connect(app.config) });
  await holdBlocks(app);
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});
beforeEach(async () => {
  await app.db.deleteFrom('sign_in_attempts').execute();
});

const home = '198.51.100.7';
const away = (n: number) => `203.0.113.${n}`;
const login = (email: string, tried: string, ip: string, at = app, path = '/auth/login') =>
  at.visitor.post(path, { email, password: tried }, { 'x-forwarded-for': ip });
const guess = (email: string, ip: string, n = 0) => login(email, `guess ${n}`, ip, n % 2 ? other : app);
const codes = (answers: { code?: string }[], code: string) => answers.filter((answer) => answer.code === code).length;
const crowd = (n: number, one: (n: number) => ReturnType<typeof login>) =>
  Promise.all(Array.from({ length: n }, (_, each) => one(each)));
const wait = (seconds: number) => passTime(app, seconds);

/** Somebody who has signed in from home, as `app.signedIn` does from 127.0.0.1. */
async function owner() {
  const { email } = await app.signedIn();
  await login(email, password, home);
  return email;
}

/** The same tries again and again until one is refused; how many were not. */
async function allowed(email: (n: number) => string, ip: (n: number) => string): Promise<number> {
  for (let n = 0; n < 100; n += 1) {
    const answer = await guess(email(n), ip(n), n);
    if (answer.code === 'RATE_LIMITED') return n;
  }
  return 100;
}

describe('a hundred guesses at once, over two instances', () => {
  test.each(['known', 'unknown'])(
    'at an account that is %s: ten are compared, and the rest is told when to come back',
    async (which) => {
      const email = which === 'known' ? await owner() : 'nobody@example.com';
      const answers = await crowd(100, (n) => guess(email, away(n % 50), n));
      expect([codes(answers, 'INVALID_CREDENTIALS'), codes(answers, 'RATE_LIMITED')]).toEqual([10, 90]);
      const waits = answers
        .filter(({ status }) => status === 429)
        .map(({ headers }) => Number(headers.get('retry-after')));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...waits)).toBeLessThanOrEqual(held + 10);
      expect(
        await app.db.selectFrom('sign_in_attempts').select('failures').where('failures', '=', 10).execute(),
      ).toHaveLength(1);
    },
  );

  test('with the right password among them: it is refused while the account is blocked, and lengthens nothing', async () => {
    const email = await owner();
    await crowd(10, (n) => guess(email, away(n), n));
    const blocks = () => app.db.selectFrom('sign_in_attempts').selectAll().where('failures', '=', 10).execute();
    const before = await blocks();
    const answers = await crowd(20, () => login(email, password, away(99)));
    expect(codes(answers, 'RATE_LIMITED')).toBe(20);
    expect(await blocks()).toEqual(before);
  });

  test('from one address, at as many accounts: sixty', async () => {
    const answers = await crowd(100, (n) => guess(`nobody${n}@example.com`, away(1), n));
    expect([codes(answers, 'INVALID_CREDENTIALS'), codes(answers, 'RATE_LIMITED')]).toEqual([60, 40]);
  });
});

describe('the owner', () => {
  test('gets in at once where he has signed in before, however many strangers guess', async () => {
    const email = await owner();
    await crowd(100, (n) => guess(email, away(n % 50), n));
    expect((await login(email, password, home)).status).toBe(200);
    expect((await login(email, password, away(200))).code).toBe('RATE_LIMITED');
  });

  test('gets in from a new address when the wait is over, and strangers begin anew then', async () => {
    const email = await owner();
    await crowd(30, (n) => guess(email, away(n), n));
    await wait(11);
    expect((await login(email, password, away(200))).status).toBe(200);
    expect(
      await allowed(
        () => email,
        (n) => away(n),
      ),
    ).toBe(10);
  });

  test('gets in anywhere once he has reset his password by mail', async () => {
    const email = await owner();
    await crowd(30, (n) => guess(email, away(n), n));
    const token = await resetTokenFor(app.db, email);
    const next = 'an even longer password';
    await app.visitor.post('/auth/reset-password', { token, password: next }, { 'x-forwarded-for': away(200) });
    expect((await login(email, next, away(201))).status).toBe(200);
    await crowd(30, (n) => guess(email, away(n), n));
    // Where he did that is known from then on.
    expect((await login(email, next, away(200))).status).toBe(200);
  });

  test('is not known for ever: after 90 days an address is a stranger’s again', async () => {
    const email = await owner();
    await crowd(30, (n) => guess(email, away(n), n));
    await app.pool.query(`update known_addresses set last_used_at = now() - interval '91 days'`);
    expect((await login(email, password, home)).code).toBe('RATE_LIMITED');
  });

  test('at home has ten tries like anybody else, which are not the strangers’', async () => {
    const email = await owner();
    expect(
      await allowed(
        () => email,
        () => home,
      ),
    ).toBe(10);
    expect((await guess(email, away(1))).code).toBe('INVALID_CREDENTIALS');
  });
});

test('each further failure doubles the wait, up to fifteen minutes; a day later all is forgotten', async () => {
  const email = 'nobody@example.com';
  await crowd(10, (n) => guess(email, away(n), n));
  const waits = [];
  for (const n of Array.from({ length: 10 }, (_, each) => each)) {
    expect((await guess(email, away(n))).code).toBe('RATE_LIMITED');
    const { rows } = await app.pool.query(
      `select round(extract(epoch from blocked_until - last_at))::int - $1::int as seconds
         from sign_in_attempts where failures >= 10`,
      [held],
    );
    waits.push(rows[0].seconds);
    await wait(rows[0].seconds);
    expect((await guess(email, away(n))).code).toBe('INVALID_CREDENTIALS');
  }
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
  await wait(24 * 3600 + 1);
  expect(
    await allowed(
      () => email,
      (n) => away(n),
    ),
  ).toBe(10);
});

describe('a right password', () => {
  test('clears what was tried before it, where it was given', async () => {
    const email = await owner();
    for (let round = 0; round < 3; round += 1) {
      await crowd(9, (n) => guess(email, home, n));
      expect((await login(email, password, home)).status).toBe(200);
    }
  });

  test('is no try of its address: any number of people may sign in behind one', async () => {
    const email = await owner();
    for (let n = 0; n < 65; n += 1) expect((await login(email, password, home)).status).toBe(200);
    // Nor does it make anybody wait, and it gives nobody else's guesses back.
    await crowd(59, (n) => guess(`nobody${n}@example.com`, home, n));
    for (let n = 0; n < 3; n += 1) expect((await login(email, password, home)).status).toBe(200);
    await guess('nobody@example.com', home);
    expect((await login(email, password, home)).code).toBe('RATE_LIMITED');
  });
});

describe('no fresh tries are had', () => {
  const path = (n: number) => ['/auth/login', '/auth/login/', '/AUTH/Login', '/auth//login'][n % 4] ?? '';

  test('by writing the email otherwise: case, spaces, Unicode forms', async () => {
    await app.visitor.post('/auth/register', { email: 'zoé@example.com', password }, { 'x-forwarded-for': home });
    const forms = ['zoé@example.com', 'ZOÉ@EXAMPLE.com', ' zoe\u0301@example.com\t', 'Zoe\u0301@Example.COM '];
    expect(
      await allowed(
        (n) => forms[n % 4] ?? '',
        (n) => away(n),
      ),
    ).toBe(10);
    // PostgreSQL takes this for a small i, and JavaScript does not.
    const dotted = [`i${'v'}an@example.com`, '\u0130van@example.com'];
    const { rows } = await app.pool.query(`select $1::citext = $2::citext as same`, dotted);
    expect(
      await allowed(
        (n) => dotted[n % 2] ?? '',
        (n) => away(n),
      ),
    ).toBe(rows[0].same ? 10 : 19);
  });

  test('by writing the path otherwise', async () => {
    const answers = await crowd(100, (n) => login('nobody@example.com', 'x', away(n), app, path(n)));
    expect(codes(answers, 'INVALID_CREDENTIALS')).toBeLessThanOrEqual(10);
  });

  test('by another address of one’s own: an IPv6 host counts by its /64, an IPv4 one by itself however it is written', async () => {
    const nobody = (n: number) => `nobody${n}@example.com`;
    expect(await allowed(nobody, (n) => `2001:db8:1:2:${n.toString(16)}::${n}`)).toBe(60);
    expect((await guess(nobody(0), '2001:db8:1:3::1')).code).toBe('INVALID_CREDENTIALS');
    expect(await allowed(nobody, (n) => (n % 2 ? '192.0.2.9' : '::ffff:192.0.2.9'))).toBe(60);
  });

  test('by saying to come from elsewhere, where no proxy is to be believed', async () => {
    const bare = await testApp({ rateLimitScale: 1 });
    await holdBlocks(bare);
    const tries = await crowd(100, (n) =>
      bare.visitor.post(
        '/auth/login',
        { email: `nobody${n}@example.com`, password: 'x' },
        { 'x-forwarded-for': away(n), forwarded: `for=${away(n)}`, 'x-real-ip': away(n) },
      ),
    );
    await bare.stop();
    expect(codes(tries, 'INVALID_CREDENTIALS')).toBe(60);
  });

  test('at the other door: tries there count with those here', async () => {
    const email = (await app.signedIn('admin')).email;
    const office = (n: number) =>
      fetch(`${other.origin}/admin/login`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'x-forwarded-for': away(n) },
        body: new URLSearchParams({ email: n % 2 ? email.toUpperCase() : ` ${email} `, password: `guess ${n}` }),
      });
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, n) =>
        n % 2 ? (await office(n)).status : (await guess(email, away(n), n)).status,
      ),
    );
    expect(answers.filter((status) => status === 401)).toHaveLength(10);
    expect(answers.filter((status) => status === 429)).toHaveLength(30);
  });
});

test('a try that cannot be counted is refused, the right password too', async () => {
  const broken = await testApp();
  const member = await broken.signedIn();
  await broken.pool.query('alter table sign_in_attempts rename to attempts_away');
  const answer = await new Caller(broken.origin).post('/auth/login', { email: member.email, password });
  await broken.stop();
  expect([answer.status, answer.code]).toEqual([503, 'UNAVAILABLE']);
});

test('RATE_LIMIT_SCALE multiplies the tries, of which one is left at least', async () => {
  const strict = await testApp({ rateLimitScale: 0.01 });
  await holdBlocks(strict);
  const tried = [];
  for (let n = 0; n < 2; n += 1)
    tried.push((await strict.visitor.post('/auth/login', { email: 'nobody@example.com', password: 'x' })).status);
  await strict.stop();
  expect(tried).toEqual([401, 429]);
});

test('what is counted names nobody', async () => {
  const email = await owner();
  await guess(email, home);
  const { rows } = await app.pool.query(
    `select (select string_agg(a::text, ' ') from sign_in_attempts a) || (select string_agg(k::text, ' ') from known_addresses k) as text`,
  );
  expect(rows[0].text).not.toMatch(/@|127\.0|198\.51/);
});
