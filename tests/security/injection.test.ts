import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { password, type TestApp, testApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { type Clerk, clerk, complaintsOf } from '../support/clerk.js';
import { resources } from '../support/office-policy.js';
import { furnish } from '../support/office-scene.js';
import { operations } from '../support/requests.js';
import { everything } from '../support/tables.js';

let app: TestApp;
let admin: Caller;
let boss: Clerk;
beforeAll(async () => {
  app = await testApp();
  await furnish(app);
  [admin, boss] = [await app.signedIn('admin'), await clerk(app, 'admin')];
});
afterAll(() => app.stop());

/** What would find more, say more or do more, if it ever reached a statement as a part of it. */
const payloads = [
  `' or '1'='1`,
  `') or ('1'='1`,
  `'; update users set role = 'admin'; --`,
  `x' union select password_hash from user_secrets --`,
  `1; select pg_sleep(9)`,
  `(select 1/(case when (select count(*) from users) > 0 then 0 else 1 end))`,
  `email" desc, (select password_hash from user_secrets limit 1)::int --`,
  `\\'; drop table users; --`,
];

describe('a piece of SQL', () => {
  const listed = operations.filter(([, { parameters }]) => parameters?.some((each) => each.in === 'query'));

  test('in any parameter of the API finds nothing, and is told so', async () => {
    const before = await everything(app.pool);
    for (const [name, { parameters = [] }] of listed)
      for (const { name: parameter } of parameters.filter((each) => each.in === 'query'))
        for (const payload of payloads) {
          const path = name.replace('GET ', '!').replace('{slug}', 'default').replace('{n}', '1');
          const answer = await admin.get(`${path}?${new URLSearchParams({ [parameter]: payload })}`);
          const found = parameter === 'q' ? [200, 0] : [422, undefined];
          expect([name, parameter, payload, answer.status, answer.data?.length]).toEqual([
            name,
            parameter,
            payload,
            ...found,
          ]);
        }
    expect(await everything(app.pool)).toEqual(before);
  });

  test('in any part of an address is a thing that is not there', async () => {
    for (const [name] of operations.filter(([name]) => name.includes('{'))) {
      const [method = '', path = ''] = name.split(' ');
      for (const payload of payloads.slice(0, 3)) {
        const at = `!${path.replace(/\{\w+\}/g, encodeURIComponent(payload))}`;
        const answer = await admin.send(method, at, /PUT|PATCH|POST/.test(method) ? {} : undefined);
        expect([name, payload, answer.status < 500 && answer.status >= 400]).toEqual([name, payload, true]);
      }
    }
  });

  test('in a header that is compared is none of the values compared with', async () => {
    const { id } = (await admin.post('/submissions', { flow: 'default' })).data;
    for (const payload of payloads) {
      const save = admin.put(`/submissions/${id}/pages/about-you`, { answers: {} }, { 'if-match': payload });
      expect((await save).code).toBe('REVISION_MISMATCH');
      expect((await app.visitor.get('/auth/me', { authorization: `Bearer ${payload}` })).code).toBe('UNAUTHENTICATED');
    }
  });

  test.each(resources)(
    'in any filter, sort or search of the back office’s list of %s finds nothing',
    async (resource) => {
      const before = await everything(app.pool);
      const all = await boss.list(resource);
      const [first] = all.body.records;
      const columns = Object.keys(first?.params ?? {}).filter((name) => !/[.\d]/.test(name));
      const total = all.body.meta.total;
      expect(total).toBeGreaterThan(0);
      for (const payload of payloads.slice(-2)) {
        const filtered = await boss.list(
          resource,
          Object.fromEntries(columns.map((name) => [`filters.${name}`, payload])),
        );
        expect([payload, filtered.status, filtered.body.meta.total]).toEqual([payload, 200, 0]);
        const asked: Record<string, string>[] = [
          { sortBy: payload },
          { direction: payload },
          { page: payload, perPage: payload },
        ];
        for (const query of asked)
          expect([query, (await boss.list(resource, query)).body.meta.total]).toEqual([query, total]);
        for (const query of [`filters.${payload}`, 'filters.created_at~~from'].map((name) => ({ [name]: payload })))
          expect([query, (await boss.list(resource, query)).status]).toEqual([query, 200]);
        const shown = await boss.get(`/api/resources/${resource}/records/${encodeURIComponent(payload)}/show`);
        expect([payload, shown.body.notice.type, shown.body.record?.params]).toEqual([payload, 'error', {}]);
        const search = `/api/resources/${resource}/actions/search/${encodeURIComponent(payload)}`;
        expect([payload, (await boss.get(`${search}?searchProperty=${encodeURIComponent(payload)}`)).status]).toEqual([
          payload,
          200,
        ]);
      }
      expect(await everything(app.pool)).toEqual(before);
    },
  );

  test('that somebody is called is kept and given back as it was typed', async () => {
    for (const [n, full_name] of [...payloads.slice(0, 4), '<script>alert(1)</script>'].entries()) {
      const made = await admin.post('/users', { email: `typed${n}@example.com`, password, full_name });
      expect(made.data.full_name).toBe(full_name);
      expect(made.headers.get('content-type')).toBe('application/json; charset=utf-8');
      const found = await admin.get(`/users?${new URLSearchParams({ q: full_name })}`);
      expect(found.data.map((user: { full_name: string }) => user.full_name)).toEqual([full_name]);
    }
  });
});

test('a character that no text of PostgreSQL can hold is a complaint at its field, at both doors', async () => {
  const email = 'a\u0000b@example.com';
  const answer = await admin.patch(`/users/${boss.id}`, { email });
  expect([answer.status, Object.keys(answer.complaints ?? {})]).toEqual([422, ['email']]);
  expect(Object.keys(complaintsOf(await boss.edit('users', boss.id, { email })))).toEqual(['email']);
});

describe('a line break', () => {
  test('that somebody sends in a name of the request is not taken over into an answer or a line of the log', async () => {
    for (const id of ['a b', 'x"y', 'a%0d%0aset-cookie: x', '<script>', 'a'.repeat(101)])
      expect((await app.visitor.get('/status', { 'x-request-id': id })).headers.get('x-request-id')).toMatch(
        /^[0-9a-f-]{36}$/,
      );
  });

  test.each(['\r\nBcc: victim@example.com', '\n', '\u0085', '\u0000'])(
    '%j is no part of an email or a name',
    async (text) => {
      const email = `line${text}@example.com`;
      for (const body of [
        { email, password },
        { email: 'line@example.com', password, full_name: `A${text}B` },
      ])
        expect((await app.visitor.post('/auth/register', body)).status).toBe(422);
      expect((await admin.get('/users?q=line')).data).toEqual([]);
    },
  );
});
