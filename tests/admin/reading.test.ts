import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { definitions } from '../../admin/resources/index.js';
import { columnsOf } from '../../src/db/reflection.js';
import { type TestApp, testApp } from '../support/app.js';
import { type Clerk, clerk, rowsOf } from '../support/clerk.js';

let app: TestApp;
let admin: Clerk;
let memberId: string;
let submissionId: string;

beforeAll(async () => {
  app = await testApp();
  admin = await clerk(app, 'admin');
  const rows = [
    { email: 'percent%sign@example.com', full_name: '100% Pure' },
    { email: 'under_score@example.com', full_name: null, is_active: false },
    { email: 'back\\slash@example.com', full_name: "Conan O'Brien", created_at: new Date('2020-02-29T10:00:00Z') },
    { email: 'gone@example.com', full_name: 'Gone', deleted_at: new Date() },
  ];
  await app.db.insertInto('users').values(rows).execute();
  const member = await app.signedIn('member', 'Member@Example.com');
  memberId = member.id;
  const { data } = await member.post('/submissions', { flow: 'default' });
  submissionId = data.id;
  const answers = { about_me: 'I like tea', birthdate: '1990-05-17' };
  await member.put(`/submissions/${data.id}/pages/about-you`, { answers });
});
afterAll(() => app.stop());

const emails = async (query: Record<string, string>) =>
  rowsOf(await admin.list('users', query)).map(({ email }) => email);
const total = async (resource: string, query: Record<string, string>) => {
  const { status, body } = await admin.list(resource, query);
  expect(status).toBe(200);
  expect(typeof body.meta.total).toBe('number');
  return body.meta.total;
};

describe('filters', () => {
  test.each([
    ['text, a part of it in any case', { 'filters.full_name': 'PURE' }, ['percent%sign@example.com']],
    ['text, where % is a letter', { 'filters.full_name': '%' }, ['percent%sign@example.com']],
    ['citext, where _ is a letter', { 'filters.email': 'r_s' }, ['under_score@example.com']],
    ['citext, where a backslash is a letter', { 'filters.email': 'k\\s' }, ['back\\slash@example.com']],
    ['citext, in any case', { 'filters.email': 'member@EXAMPLE' }, ['Member@Example.com']],
    ['an apostrophe', { 'filters.full_name': "o'b" }, ['back\\slash@example.com']],
    [
      'no value',
      { 'filters.full_name': '__FORM_VALUE_NULL__', 'filters.is_active': 'false' },
      ['under_score@example.com'],
    ],
    ['boolean', { 'filters.is_active': 'false' }, ['under_score@example.com']],
    [
      'time, from one day to the same',
      { 'filters.created_at~~from': '2020-02-29', 'filters.created_at~~to': '2020-02-29' },
      ['back\\slash@example.com'],
    ],
    ['time, with one bound', { 'filters.created_at~~to': '2020-03-01T00:00:00.000Z' }, ['back\\slash@example.com']],
    ['time, written with a dot', { 'filters.created_at.to': '2020-03-01' }, ['back\\slash@example.com']],
    ['a search in email and name', { 'filters.q': 'conan' }, ['back\\slash@example.com']],
  ])('by %s', async (_what, query, found) => {
    expect(await emails(query)).toEqual(found);
  });

  test('by enum, uuid, and several values at once', async () => {
    expect(await emails({ 'filters.role': 'admin', sortBy: 'email' })).toEqual(
      [admin.email, 'first@example.com'].sort(),
    );
    expect(await emails({ 'filters.id': memberId })).toEqual(['Member@Example.com']);
    const { body } = await admin.get(`/api/resources/users/actions/list?filters.id=${memberId}&filters.id=${admin.id}`);
    expect(body.meta.total).toBe(2);
  });

  test('by integer, jsonb, array, inet and bigint', async () => {
    expect(await total('submissions', { 'filters.revision': '2' })).toBe(1);
    expect(await total('submissions', { 'filters.revision': '3' })).toBe(0);
    expect(await total('submissions', { 'filters.answers': 'LIKE TEA' })).toBe(1);
    expect(await total('submissions', { 'filters.answered_pages': 'about-you' })).toBe(1);
    expect(await total('submissions', { 'filters.answered_pages': 'about' })).toBe(0);
    expect(await total('submissions', { 'filters.status': 'in_progress' })).toBe(1);
    expect(await total('audit_log', { 'filters.ip': '127.0.0.1' })).toBeGreaterThan(0);
    expect(await total('audit_log', { 'filters.ip': '10.0.0.1' })).toBe(0);
    const [newest] = rowsOf(await admin.list('audit_log'));
    expect(newest?.id).toEqual(expect.stringMatching(/^\d+$/));
    expect(await total('audit_log', { 'filters.id': newest?.id })).toBe(1);
  });

  test('by reference', async () => {
    expect(await total('submissions', { 'filters.user_id': memberId })).toBe(1);
    expect(await total('submissions', { 'filters.user_id': admin.id })).toBe(0);
  });

  test.each([
    ['users', { 'filters.role': 'king' }],
    ['users', { 'filters.id': 'no uuid' }],
    ['users', { 'filters.is_active': 'perhaps' }],
    ['users', { 'filters.created_at~~from': 'yesterday' }],
    ['users', { 'filters.created_at~~from': '2021-02-31' }],
    ['users', { 'filters.created_at': '99999-01-01' }],
    ['users', { 'filters.email~~from': 'a' }],
    ['users', { 'filters.no_such_column': 'x' }],
    ['users', { 'filters.full_name': 'a\0b' }],
    ['users', { 'filters.q': '\ud800' }],
    ['users', { 'filters.__proto__': 'x' }],
    ['submissions', { 'filters.revision': 'two' }],
    ['submissions', { 'filters.revision': '99999999999999999999' }],
    ['submissions', { 'filters.revision': '2147483648' }],
    ['submissions', { 'filters.user_id': "' or true --" }],
    ['audit_log', { 'filters.id': '9223372036854775808' }],
    ['audit_log', { 'filters.ip': 'localhost' }],
    ['audit_log', { 'filters.ip': 'fe80::1%eth0' }],
    ['users', { 'filters.created_at~~from': '2026-01-01T00:00:00+20:00' }],
    ['users', { 'filters.created_at~~to': '2026-01-01T00:00:00-23:59' }],
  ])('a value that cannot be one finds nothing and breaks nothing: %s %p', async (resource, query) => {
    expect(await total(resource, query)).toBe(0);
  });
});

describe('lists', () => {
  test('show no deleted user, but to admins who ask for him', async () => {
    const gone = await app.db
      .selectFrom('users')
      .select('id')
      .where('email', '=', 'gone@example.com')
      .executeTakeFirstOrThrow();
    expect(await emails({ perPage: '100' })).not.toContain('gone@example.com');
    expect(await emails({ 'filters.q': 'gone' })).toEqual([]);
    expect((await admin.get('/api/resources/users/actions/search/gone')).body.records).toEqual([]);
    const support = await clerk(app, 'support');
    expect((await support.show('users', gone.id)).body.record.params).toEqual({});
    expect((await admin.show('users', gone.id)).body.record.params).toMatchObject({ email: 'gone@example.com' });
  });

  test('sort by each column, both ways, and page without gap or double', async () => {
    for (const { table, columns } of definitions) {
      for (const sortBy of columns) {
        for (const direction of ['asc', 'desc']) {
          expect([table, sortBy, (await admin.list(table, { sortBy, direction })).status]).toEqual([
            table,
            sortBy,
            200,
          ]);
        }
      }
    }
    const all = await emails({ sortBy: 'role', direction: 'desc', perPage: '100' });
    const pages = [];
    for (let page = 1; page <= all.length; page += 1) {
      pages.push(...(await emails({ sortBy: 'role', direction: 'desc', perPage: '1', page: String(page) })));
    }
    expect(pages).toEqual(all);
  });

  test.each<Record<string, string>>([
    { perPage: '1000000' },
    { perPage: 'x' },
    { perPage: '-1' },
    { page: '-3' },
    { page: '1e99' },
    { direction: 'sideways' },
  ])('take no nonsense: %p', async (query) => {
    const { status, body } = await admin.list('users', query);
    expect(status).toBe(200);
    expect(body.records.length).toBeLessThanOrEqual(100);
  });

  test('tell the definition’s columns and nothing else', async () => {
    for (const { table, columns, heavy = [], title } of definitions) {
      const { body } = await admin.list(table, { perPage: '5' });
      const own: Record<string, string[]> = {
        audit_log: ['subject'],
        fields: ['flows'],
        flows: ['live'],
        flow_versions: ['name', 'is_live'],
        users: ['second_factor'],
      };
      const derived = { ...own, submissions: ['progress', 'stands_on'] }[table] ?? [];
      const told = new Set(
        body.records
          .flatMap(({ params }: { params: object }) => Object.keys(params))
          .map((path: string) => path.split('.')[0]),
      );
      expect([...told].filter((name) => ![...columns, ...derived].includes(String(name)))).toEqual([]);
      expect([...told].filter((name) => heavy.includes(String(name)))).toEqual([]);
      expect([...columns, ...derived]).toContain(title);
    }
  });

  test('have every table of ours, with one key column, its enums and its references', async () => {
    const columns = await columnsOf(
      app.db,
      definitions.map(({ table }) => table),
    );
    for (const { table } of definitions) {
      expect(columns.filter((column) => column.table === table && column.isKey)).toHaveLength(1);
    }
    const find = (table: string, name: string) =>
      columns.find((column) => column.table === table && column.name === name);
    expect(find('users', 'role')).toMatchObject({ labels: ['member', 'support', 'editor', 'admin'], hasDefault: true });
    expect(find('submissions', 'version_id')).toMatchObject({ references: 'flow_versions' });
    expect(find('submissions', 'answered_pages')).toMatchObject({ isArray: true, type: 'text' });
    expect(find('audit_log', 'id')).toMatchObject({ isGenerated: true, type: 'int8' });
  });
});

describe('one submission', () => {
  test('tells its answers page by page under the labels of its own version, and what happened', async () => {
    const support = await clerk(app, 'support');
    const { params } = (await support.show('submissions', submissionId)).body.record;
    const view = JSON.parse(params.view);
    expect(view.number).toBe(1);
    expect(view.pages.map(({ title, answered }: Record<string, unknown>) => [title, answered])).toEqual([
      ['About you', true],
      ['Where you live', false],
    ]);
    expect(view.pages[0].fields[0]).toMatchObject({ label: 'About me', answer: 'I like tea' });
    expect(view.events.map(({ type }: { type: string }) => type)).toEqual(['started', 'page_saved']);
    expect(params).toMatchObject({
      current_page: 'address',
      stands_on: 'Where you live',
      progress: '{"completed":1,"total":2}',
    });
  });

  test('is found by the key of the page it stands on', async () => {
    const support = await clerk(app, 'support');
    const at = async (page: string) =>
      (await support.list('submissions', { 'filters.current_page': page })).body.meta.total;
    expect([await at('address'), await at('nowhere')]).toEqual([1, 0]);
  });

  test('of a user that was deleted is still there, and says whose it was', async () => {
    const member = await app.signedIn('member');
    const { data } = await member.post('/submissions', { flow: 'default' });
    await app.db.updateTable('users').set({ deleted_at: new Date() }).where('id', '=', member.id).execute();
    const { body } = await admin.show('submissions', data.id);
    expect(body.record.params.user_id).toBe(member.id);
    expect(body.record.populated.user_id).toMatchObject({
      id: '',
      title: expect.stringMatching(/^member \d+ \(deleted\)$/),
      params: {},
    });
  });
});

test('an editor learns the name of who published, and nothing else of him', async () => {
  const editor = await clerk(app, 'editor');
  const [flow] = await app.db.selectFrom('flows').select('id').execute();
  await app.db.updateTable('users').set({ full_name: 'Ada Admin' }).where('id', '=', admin.id).execute();
  await admin.post(`/api/resources/flows/records/${flow?.id}/publish`);
  const { text, body } = await editor.list('flow_versions');
  expect(body.records[0].populated.published_by).toMatchObject({
    id: '',
    title: 'Ada Admin',
    params: {},
    recordActions: [],
  });
  expect(text).not.toContain(admin.email);
  expect(
    (await editor.get(`/api/resources/flow_versions/actions/list?filters.published_by=${admin.id}`)).text,
  ).not.toContain(admin.email);
});

test('a malformed or unknown id is nothing that was found', async () => {
  for (const id of ['x', '00000000-0000-0000-0000-000000000000', "1'or'1", '%00', '..%2f..']) {
    const { status, body } = await admin.show('users', id);
    expect([id, status === 200 ? body.notice.type : 'error']).toEqual([id, 'error']);
    expect(body?.record?.params ?? {}).toEqual({});
  }
  expect((await admin.get('/api/resources/users/records/%E0%A4%A/show')).status).toBe(400);
});
