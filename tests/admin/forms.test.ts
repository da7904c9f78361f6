import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';
import { changed, snapshot } from '../support/snapshots.js';

let app: TestApp;
let editor: Clerk;
let support: Clerk;
let memberId: string;
beforeAll(async () => {
  app = await testApp();
  editor = await clerk(app, 'editor');
  support = await clerk(app, 'support');
  memberId = (await app.signedIn('member')).id;
});
afterAll(() => app.stop());

/** A list in a list, so many levels deep, as text. */
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const json = { 'content-type': 'application/json' };

describe('a form that would take all memory or all of the stack to read', () => {
  test.each([
    ['a place far beyond the end of a list', { 'options.4294967294.value': 'x' }],
    ['a place in what is no list', { 'label.400000000': 'x' }],
    ['a path without end', { [`options${'.0'.repeat(10_000)}`]: 'x' }],
  ])('is refused at once, and changes nothing: %s', async (_, form) => {
    const before = await snapshot(app.pool);
    const field = { key: 'bomb', type: 'select', label: 'Bomb' };
    expect((await editor.post('/api/resources/fields/actions/new', { ...field, ...form })).status).toBe(400);
    const user = `/api/resources/users/records/${memberId}/edit`;
    expect((await support.post(user, form)).status).toBe(400);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });

  test('is refused at once where it comes as JSON', async () => {
    const body = `{"key":"deep","options":${nested(50_000)}}`;
    const answer = await fetch(`${app.origin}/admin/login`, { method: 'POST', headers: json, body });
    expect(answer.status).toBe(400);
  });
});

test.each(['/login', '/forgot-password', '/reset-password'])(
  '%s takes a text for a text, and nothing else',
  async (path) => {
    const odd = { toString: 1 };
    const body = JSON.stringify({ email: odd, password: odd, token: odd, code: odd, to: odd });
    const answer = await fetch(`${app.origin}/admin${path}`, {
      method: 'POST',
      headers: json,
      body,
      redirect: 'manual',
    });
    expect(answer.status).toBeLessThan(500);
    const told = await new Clerk(app.origin).get(`${path}?done=constructor&to=constructor&token=constructor`);
    expect(told.status).toBeLessThan(500);
  },
);
