import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import type { Role } from '../../src/db/types.js';
import { policy } from '../../src/domain/permissions.js';
import { fullPath, type Route } from '../../src/http/route.js';
import { table } from '../../src/http/table.js';
import { type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';

const roles: Role[] = ['member', 'support', 'editor', 'admin'];
let app: TestApp;
const actors = {} as Record<Role, Caller>;
beforeAll(async () => {
  app = await testApp();
  for (const role of roles) actors[role] = await app.signedIn(role);
});
afterAll(() => app.stop());

const named = table.map((route) => [`${route.method.toUpperCase()} ${fullPath(route)}`, route] as const);
const closed = named.filter(([, { allow }]) => allow !== 'anyone');
/** Who of the signed-in may. */
const admitted = ({ allow }: Route): readonly Role[] =>
  allow === 'anyone' || allow === 'member' ? roles : allow === 'monitor' ? policy['office.enter'] : policy[allow];

/** A path of ids that nobody has: whoever may ask is told that nothing is there, and nothing is changed. */
const somewhere: Record<string, string> = { id: randomUUID(), slug: 'nowhere', key: 'nowhere', n: '1' };
const ask = (caller: Caller, route: Route, body?: unknown, ids = somewhere) =>
  caller.send(route.method.toUpperCase(), `!${fullPath(route).replace(/:(\w+)/g, (_, name) => ids[name] ?? '')}`, body);
const hasBody = ({ method }: Route) => method !== 'get' && method !== 'delete';

describe('without a sign-in', () => {
  test.each(closed)('%s is 401', async (_name, route) => {
    const answer = await ask(app.visitor, route);
    expect([answer.status, answer.code]).toEqual([401, 'UNAUTHENTICATED']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });
});

describe('every role that the policy does not name', () => {
  test.each(closed.filter(([, route]) => admitted(route).length < roles.length))(
    'is refused %s',
    async (_name, route) => {
      for (const role of roles.filter((one) => !admitted(route).includes(one))) {
        const answer = await ask(actors[role], route);
        expect([role, answer.status, answer.code]).toEqual([role, 403, 'FORBIDDEN']);
      }
    },
  );
});

/** Ends the very session, or the account, that asks: each has tests of its own. */
const ends = /\/auth\/logout$|\/users\/me\/erase$/;

describe('every role that it does name', () => {
  test.each(closed.filter(([name]) => !ends.test(name)))('gets past the door of %s', async (_name, route) => {
    for (const role of admitted(route)) {
      const answer = await ask(actors[role], route);
      expect([role, answer.status]).not.toEqual([role, 401]);
      expect([role, answer.status]).not.toEqual([role, 403]);
    }
  });
});

describe('bad input', () => {
  const firstOf = (route: Route) =>
    route.allow === 'anyone' ? app.visitor : actors[admitted(route).at(-1) ?? 'admin'];

  test.each(named.filter(([, route]) => hasBody(route)))('of an unknown key is 422 at %s', async (_name, route) => {
    const answer = await ask(firstOf(route), route, { 'no such key': true });
    expect([answer.status, answer.code]).toEqual([422, 'VALIDATION_ERROR']);
    expect(Object.keys(answer.complaints)).toContain('no such key');
  });

  test.each(named.filter(([, route]) => hasBody(route)))(
    'of another kind than an object is 422 at %s',
    async (_name, route) => {
      for (const body of ['[]', '"text"', '7', 'null', 'true'])
        expect([body, (await ask(firstOf(route), route, body)).status]).toEqual([body, 422]);
    },
  );

  test.each(named.filter(([, { path }]) => /:id/.test(path)))(
    'of a malformed id is 404 at %s',
    async (_name, route) => {
      const answer = await ask(firstOf(route), route, undefined, { ...somewhere, id: '7' });
      expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND']);
    },
  );

  test.each(named.filter(([, route]) => hasBody(route)))(
    'that is no JSON is 400, 415 in another type: %s',
    async (_name, route) => {
      expect((await ask(firstOf(route), route, '{')).code).toBe('MALFORMED_JSON');
      const path = `!${fullPath(route).replace(/:(\w+)/g, (_, name) => somewhere[name] ?? '')}`;
      const typed = await firstOf(route).send(route.method.toUpperCase(), path, '{}', { 'content-type': 'text/xml' });
      expect(typed.code).toBe('UNSUPPORTED_MEDIA_TYPE');
    },
  );

  /** By parameter what is none of its values. */
  const malformed: Record<string, string[]> = {
    sort: ['password_hash', '-'],
    page: ['0', 'x'],
    per_page: ['101'],
    after: ['x'],
    q: ['%00'],
    locale: ['%3Cscript%3E', 'd', 'de_AT', `de${'-aaaaa'.repeat(20)}`, '%00'],
  };

  test.each(named.filter(([, { query }]) => query))('of a query that is none is 422 at %s', async (_name, route) => {
    const taken = Object.keys(malformed).filter((name) => name in (route.query as z.ZodObject).shape);
    expect(taken).not.toEqual([]);
    const path = fullPath(route).replace(/:(\w+)/g, (_, name) => somewhere[name] ?? '');
    for (const query of taken.flatMap((name) => (malformed[name] ?? []).map((value) => `${name}=${value}`)))
      expect([query, (await firstOf(route).get(`!${path}?${query}`)).status]).toEqual([query, 422]);
  });
});

describe('a stranger', () => {
  test('is told of nobody’s submission that it is there', async () => {
    const { data } = await actors.member.post('/submissions', { flow: 'default' });
    const stranger = await app.signedIn();
    const routes = table.filter(({ path, allow }) => path.startsWith('/submissions/:id') && allow === 'member');
    expect(routes.length).toBeGreaterThan(2);
    for (const route of routes) {
      const body = route.path.endsWith('/:key') ? { answers: {} } : undefined;
      const answer = await ask(stranger, route, body, { ...somewhere, id: data.id, key: 'about-you' });
      expect([route.path, answer.code]).toEqual([route.path, 'NOT_FOUND']);
    }
  });

  test('is told of nobody’s session that it is there', async () => {
    const [own] = (await actors.member.get('/auth/sessions')).data;
    const stranger = await app.signedIn();
    expect((await stranger.delete(`/auth/sessions/${own.id}`)).code).toBe('NOT_FOUND');
    expect((await actors.member.get('/auth/me')).status).toBe(200);
  });
});
