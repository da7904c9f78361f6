import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as factors from '../../../src/domain/second-factors.js';
import { password, type TestApp, testApp } from '../../support/app.js';
import { testAuth } from '../../support/auth.js';
import { holdBlocks } from '../../support/blocks.js';
import { Caller } from '../../support/caller.js';
import { freshCode, withSecondFactor } from '../../support/second-factors.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());
afterEach(() => void jest.restoreAllMocks());

const login = (email: string, otp?: string, tried = password) =>
  app.visitor.post('/auth/login', { email, password: tried, otp });

async function guarded() {
  const { id, email } = await app.signedIn('support');
  return { id, email, codes: await withSecondFactor(app, id) };
}

describe('where a second factor is on', () => {
  test('the right password alone is asked for a code, and a wrong one is wrong with any code', async () => {
    const { id, email } = await guarded();
    const answer = await login(email);
    expect([answer.status, answer.code, answer.data]).toEqual([401, 'OTP_REQUIRED', undefined]);
    const code = await freshCode(app, id);
    expect((await login(email, undefined, 'not the password')).code).toBe('INVALID_CREDENTIALS');
    expect((await login(email, code, 'not the password')).code).toBe('INVALID_CREDENTIALS');
    expect((await login(email, code)).status).toBe(200);
  });

  test('a code is good once, also for several at the same moment', async () => {
    const { id, email } = await guarded();
    const code = await freshCode(app, id);
    const answers = await Promise.all(Array.from({ length: 6 }, () => login(email, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
    expect((await login(email, code)).code).toBe('INVALID_CREDENTIALS');
  });

  test('the code that set it up is spent by that', async () => {
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now);
    const { id, email } = await guarded();
    const { last_step } = await app.db
      .selectFrom('second_factors')
      .select('last_step')
      .where('user_id', '=', id)
      .executeTakeFirstOrThrow();
    const code = await freshCode(app, id, now);
    await app.db.updateTable('second_factors').set({ last_step }).where('user_id', '=', id).execute();
    expect((await login(email, code)).code).toBe('INVALID_CREDENTIALS');
  });

  test.each([
    [-60, false],
    [-30, true],
    [0, true],
    [30, true],
    [60, false],
  ])('the code of %d seconds away is taken: %p', async (seconds, taken) => {
    const { id } = await guarded();
    const now = 1_800_000_010_000;
    jest.spyOn(Date, 'now').mockReturnValue(now);
    const code = await freshCode(app, id, now + seconds * 1000);
    const actor = { id, role: 'support', door: 'api' } as const;
    expect(await factors.prove(app.db, testAuth.keyring, actor, code)).toBe(taken);
  });

  test.each(['000000', '12345', '1234567', 'abcdef', '', '٠١٢٣٤٥', '0x1234'])('%p is no code', async (otp) => {
    const { email } = await guarded();
    const { code } = await login(email, otp);
    expect(code).toBe(otp === '' ? 'VALIDATION_ERROR' : 'INVALID_CREDENTIALS');
  });

  test('a recovery code stands in for the app, once each, however it is typed', async () => {
    const { id, email, codes } = await guarded();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    const [first = '', second = ''] = codes;
    const answers = await Promise.all([login(email, first), login(email, first.toLowerCase().replaceAll('-', ' '))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await login(email, second.toLowerCase().replaceAll('-', ''))).status).toBe(200);
    expect(await factors.standing(app.db, id)).toEqual({ on: true, codesLeft: 8 });
    const other = await guarded();
    expect((await login(other.email, codes[3])).code).toBe('INVALID_CREDENTIALS');
  });

  test('neither secret nor code is anywhere in the database as it is', async () => {
    const { id, codes } = await guarded();
    const { rows } = await app.pool.query(
      `select (select string_agg(f::text, '') from second_factors f) || (select string_agg(r::text, '') from recovery_codes r)
        || (select string_agg(a::text, '') from audit_log a) as text`,
    );
    const found = await app.db
      .selectFrom('second_factors')
      .select('secret')
      .where('user_id', '=', id)
      .executeTakeFirst();
    const secret = testAuth.keyring.open('second factor', found?.secret ?? Buffer.alloc(0)) ?? '';
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    for (const kept of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) {
      expect(rows[0].text).not.toContain(kept);
      expect(rows[0].text).not.toContain(Buffer.from(kept).toString('hex'));
    }
    expect(rows[0].text).toContain('user.second_factor_on');
  });

  test('sessions that began without it have ended', async () => {
    const before = await app.signedIn('editor');
    await withSecondFactor(app, before.id);
    expect((await before.get('/auth/me')).code).toBe('UNAUTHENTICATED');
  });
});

describe('codes are not guessed', () => {
  test('ten wrong ones, and the right one waits; giving the password between them brings no new tries', async () => {
    const strict = await testApp({ rateLimitScale: 1 });
    const { id, email } = await strict.signedIn('support');
    await withSecondFactor(strict, id);
    const give = (otp?: string) => strict.visitor.post('/auth/login', { email, password, otp });
    const told = [];
    for (let n = 0; n < 10; n += 1) {
      expect((await give()).code).toBe('OTP_REQUIRED');
      told.push((await give('abcdef')).code);
    }
    const refused = [await give(await freshCode(strict, id)), await give()];
    await strict.stop();
    expect(told).toEqual(Array(10).fill('INVALID_CREDENTIALS'));
    expect(refused.map(({ code }) => code)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  });

  test('a hundred at once: ten are compared', async () => {
    const strict = await testApp({ rateLimitScale: 1 });
    const { id, email } = await strict.signedIn('support');
    await withSecondFactor(strict, id);
    await strict.db.deleteFrom('sign_in_attempts').execute();
    await holdBlocks(strict);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        strict.visitor.post('/auth/login', { email, password, otp: String(n).padStart(6, '0') }),
      ),
    );
    await strict.stop();
    expect(answers.filter(({ code }) => code === 'INVALID_CREDENTIALS').length).toBeLessThanOrEqual(10);
    expect(answers.filter(({ code }) => code === 'RATE_LIMITED').length).toBeGreaterThanOrEqual(90);
  });
});

describe('where staff must have one', () => {
  test('who has none acts as a member, and is told where to set it up', async () => {
    const strict = await testApp({ staffOtp: 'required' });
    try {
      const admin = await strict.signedIn('admin');
      const member = await strict.signedIn();
      await member.post('/submissions', { flow: 'default' });
      const refused = await admin.get('/users');
      expect([refused.status, refused.code]).toEqual([403, 'FORBIDDEN']);
      expect(refused.body.error.message).toBe(
        'Staff must have a second factor here. Please set yours up at http://localhost:3000/admin/account.',
      );
      expect((await admin.get('!/health/detailed')).code).toBe('FORBIDDEN');
      expect((await admin.get('/auth/me')).data.role).toBe('admin');
      expect((await admin.get('/submissions')).data).toEqual([]);
      expect((await member.get('/users')).body.error.message).toBe('You are not allowed to do this.');
      await withSecondFactor(strict, admin.id);
      const { data } = await strict.visitor.post('/auth/login', {
        ...{ email: admin.email, password },
        otp: await freshCode(strict, admin.id),
      });
      const again = new Caller(strict.origin, { ...data, id: admin.id, email: admin.email });
      expect((await again.get('/users')).status).toBe(200);
      expect((await again.get('/submissions')).data).toHaveLength(1);
    } finally {
      await strict.stop();
    }
  });
});
