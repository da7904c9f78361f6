import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { type Clerk, clerk } from '../support/clerk.js';
import { furnish, type Scene } from '../support/office-scene.js';
import { operations } from '../support/requests.js';
import { everything } from '../support/tables.js';

let app: TestApp;
let scene: Scene;
let victim: Caller;
let support: Clerk;
let editor: Clerk;
/** What is the victim's, by the first word of the address it is found at. */
let own: Record<string, string>;
beforeAll(async () => {
  app = await testApp();
  [scene, support, editor] = [await furnish(app), await clerk(app, 'support'), await clerk(app, 'editor')];
  victim = await app.signedIn('member', 'canary@example.com');
  const { id } = (await victim.post('/submissions', { flow: 'default' })).data;
  await victim.put(`/submissions/${id}/pages/about-you`, { answers: { about_me: 'canary', birthdate: '1990-05-17' } });
  const [session] = (await victim.get('/auth/sessions')).data;
  own = { submissions: id, users: victim.id, auth: session.id };
});
afterAll(() => app.stop());

const bodies: Record<string, unknown> = {
  'PATCH /api/v1/users/{id}': { email: 'mine@example.com' },
  'PUT /api/v1/users/{id}': { email: 'mine@example.com' },
  'PATCH /api/v1/submissions/{id}': { answers: { about_me: 'mine' } },
  'PUT /api/v1/submissions/{id}/pages/{key}': { answers: { about_me: 'mine', birthdate: '1990-05-17' } },
};
const byId = operations.filter(([name]) => name.includes('{id}'));
const pathOf = (name: string) => {
  const [method = '', path = ''] = name.split(' ');
  return [
    method,
    `!${path.replace('{id}', own[path.split('/')[3] ?? ''] ?? '').replace('{key}', 'about-you')}`,
  ] as const;
};

describe('what is somebody’s', () => {
  test('is neither told nor changed by its id to whoever is signed in, at any route that takes one', async () => {
    expect(byId.length).toBeGreaterThan(10);
    const callers = [await app.signedIn(), await app.signedIn('editor')];
    const before = await everything(app.pool);
    for (const caller of callers)
      for (const [name] of byId) {
        const [method, path] = pathOf(name);
        const { status, text } = await caller.send(method, path, bodies[name]);
        expect([name, [403, 404].includes(status), text.includes('canary')]).toEqual([name, true, false]);
      }
    expect(await everything(app.pool)).toEqual(before);
  });

  test('is in no list and no export of another, whatever is asked for', async () => {
    const stranger = await app.signedIn();
    const queries = [`user_id=${victim.id}`, `flow=default&user_id=${victim.id}`, 'per_page=100', 'sort=started_at'];
    for (const path of [
      ...queries.map((query) => `/submissions?${query}`),
      '/users/me/export',
      '/auth/sessions',
      '/users/me',
    ])
      expect([path, (await stranger.get(path)).text.includes(own.submissions ?? '')]).toEqual([path, false]);
  });

  test('stays his at the back office: no name of an account, a submission or a mail opens it for whoever sees none', async () => {
    const paths = [
      ...[
        `users/records/${victim.id}/show`,
        `users/actions/search/canary`,
        'users/actions/find?q=canary',
        'users/actions/list',
      ],
      ...[`submissions/records/${own.submissions}/show`, 'submissions/actions/list', 'submissions/actions/stuck'],
      ...[`mails/records/${scene.mail}/show`, 'audit_log/actions/list'],
    ];
    for (const path of paths) {
      const { status, text } = await editor.get(`/api/resources/${path}`);
      expect([path, status, text.includes('canary')]).toEqual([path, 403, false]);
    }
    expect((await editor.get('/exports/users')).status).toBe(403);
  });

  test('is not had by a form that says whose it is, or more than a form has', async () => {
    const before = await everything(app.pool);
    const more = {
      id: victim.id,
      user_id: support.id,
      role: 'admin',
      password: 'a password of mine',
      deleted_at: '2001-01-01',
    };
    const answer = await support.edit('users', victim.id, {
      ...more,
      email_verified_at: '2001-01-01',
      'user_secrets.password_hash': 'x',
    });
    expect(answer.status).toBe(200);
    await support.post(`/api/resources/submissions/records/${own.submissions}/edit`, {
      user_id: support.id,
      status: 'completed',
    });
    expect(await everything(app.pool)).toEqual(before);
  });
});

describe('a rank above one’s own', () => {
  test('is not had by saying so, at any route that takes a body', async () => {
    const member = await app.signedIn();
    const before = await everything(app.pool);
    const claims = {
      role: 'admin',
      is_active: true,
      email_verified_at: '2001-01-01T00:00:00Z',
      user_id: victim.id,
      id: victim.id,
    };
    const routes: [string, string, object][] = [
      ['POST', '/auth/register', { email: 'high@example.com', password }],
      ['POST', '/auth/login', { email: member.email, password }],
      ['PATCH', '/users/me', { full_name: 'High' }],
      ['POST', '/submissions', { flow: 'default' }],
      ['PUT', '/users/me/password', { current_password: password, new_password: 'another good one' }],
    ];
    for (const [method, path, body] of routes)
      for (const [key, value] of Object.entries(claims)) {
        const answer = await member.send(method, path, { ...body, [key]: value });
        expect([path, key, answer.status, Object.keys(answer.complaints)]).toEqual([path, key, 422, [key]]);
      }
    expect(await everything(app.pool)).toEqual(before);
  });
});

describe('names that every object has', () => {
  const names = [
    '__proto__.polluted',
    'constructor.prototype.polluted',
    'options.__proto__.polluted',
    '__proto__[polluted]',
  ];
  const nested = '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}';
  const ordinary = () => ({}) as { polluted?: unknown };

  test('are data in every body, query and form, and make nothing of any object', async () => {
    const admin = await app.signedIn('admin');
    const boss = await clerk(app, 'admin');
    const before = await everything(app.pool);
    for (const [name] of operations.filter(([name]) => !name.startsWith('DELETE'))) {
      const [method, path] = pathOf(name.replace(/\{(slug|n)\}/g, 'default'));
      const query = names.map((key) => `${encodeURIComponent(key)}=true`).join('&');
      const body = method === 'GET' ? undefined : nested;
      const { status } = await admin.send(method, `${path}?${query}`, body);
      expect([name, status < 500]).toEqual([name, true]);
      if (body) expect([name, status]).toEqual([name, 422]);
    }
    const form = Object.fromEntries(names.map((key) => [key, 'true']));
    for (const path of [
      `users/records/${victim.id}/edit`,
      `fields/records/${scene.field}/edit`,
      `flows/records/${scene.flow}/edit`,
    ]) {
      expect((await boss.post(`/api/resources/${path}`, form)).status).toBe(200);
      expect(
        (await boss.get(`/api/resources/${path.split('/')[0]}/actions/list?${new URLSearchParams(form)}`)).status,
      ).toBe(200);
      await boss.get(
        `/api/resources/users/actions/list?filters.__proto__.polluted=true&sortBy=__proto__&filters.constructor=x`,
      );
    }
    expect(ordinary().polluted).toBeUndefined();
    expect(changedBut(before, await everything(app.pool), ['sessions', 'refresh_tokens'])).toEqual([]);
  });

  test('a form’s names unfold to no more than a form holds', async () => {
    const boss = await clerk(app, 'admin');
    const deep = Array.from({ length: 500 }, () => 'a').join('.');
    for (const name of ['options.4000000000.value', 'options.900000000.value', `options.${deep}`]) {
      const answer = await boss.edit('fields', scene.choice, { [name]: 'x' });
      expect([name.slice(0, 30), answer.status]).toEqual([name.slice(0, 30), 400]);
    }
    const { options } = await app.db
      .selectFrom('fields')
      .select('options')
      .where('id', '=', scene.choice)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(options).length).toBeLessThan(200);
  });
});

/** Tables that differ, but for some: a route that ends a session does what it is for. */
const changedBut = (before: Record<string, string>, after: Record<string, string>, but: string[]) =>
  Object.keys(before).filter((name) => before[name] !== after[name] && !but.includes(name.split('.')[1] ?? ''));
