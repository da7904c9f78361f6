import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';
import { withSecondFactor } from '../support/second-factors.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const background = { 'x-doorstep-background': '1' };
const of = (who: Clerk) => ({ 'x-doorstep-clerk': who.id });

test('who is signed in and for how long is told to whoever has the cookie, and to nobody else', async () => {
  const editor = await clerk(app, 'editor');
  expect((await editor.get('/api/presence')).body).toEqual({ id: editor.id, seconds: 7200, canStay: true });
  await app.pool.query("update admin_sessions set expire = now() + interval '4 minutes'");
  const { body } = await editor.get('/api/presence', background);
  expect(body).toMatchObject({ id: editor.id, canStay: true });
  expect(Math.abs(body.seconds - 240)).toBeLessThan(5);
  const nobody = { id: null, asksCode: false };
  expect((await new Clerk(app.origin).get('/api/presence')).body).toEqual(nobody);
  await app.db.updateTable('users').set({ is_active: false }).where('id', '=', editor.id).execute();
  expect((await editor.get('/api/presence')).body).toEqual(nobody);
});

test('near the twelfth hour nothing puts the end off, and that is told', async () => {
  const editor = await clerk(app, 'editor');
  const since = Date.now() - (12 * 3600 - 100) * 1000;
  await app.pool.query(
    "update admin_sessions set sess = jsonb_set(sess::jsonb, '{since}', $1::jsonb) where sess->>'userId' = $2",
    [String(since), editor.id],
  );
  const { body } = await editor.get('/api/presence', background);
  expect(body.canStay).toBe(false);
  expect(Math.abs(body.seconds - 100)).toBeLessThan(5);
});

test('of somebody whose code is awaited it tells that', async () => {
  const support = await app.signedIn('support');
  await withSecondFactor(app, support.id);
  const person = new Clerk(app.origin, support.id, support.email);
  await person.signIn(password);
  expect((await person.get('/api/presence')).body).toEqual({ id: null, asksCode: true });
});

test('a page drawn for somebody else does nothing in the name of who is signed in now, and does not end his session', async () => {
  const [before, now] = [await clerk(app, 'editor'), await clerk(app, 'admin')];
  const flows = async () => (await app.db.selectFrom('flows').select('id').execute()).length;
  const count = await flows();
  const form = { title: 'Not mine', slug: 'not-mine' };
  const answer = await now.post('/api/resources/flows/actions/new', form, of(before));
  expect([answer.status, answer.body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
  expect(await flows()).toBe(count);
  expect((await now.post('/api/resources/flows/actions/new', form, of(now))).status).toBe(200);
  expect(await flows()).toBe(count + 1);
});
