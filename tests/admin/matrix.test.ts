import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { insert as insertMail } from '../../src/db/mails.js';
import { system } from '../../src/domain/actors.js';
import * as fields from '../../src/domain/fields.js';
import * as flows from '../../src/domain/flows.js';
import { createKeyring } from '../../src/domain/keyring.js';
import * as pages from '../../src/domain/pages.js';
import * as webhooks from '../../src/domain/webhooks.js';
import { type TestApp, testApp } from '../support/app.js';
import { Clerk, clerk } from '../support/clerk.js';
import {
  actions,
  expected,
  onRecord,
  onSeveral,
  resources,
  roles,
  touched,
  type Who,
} from '../support/office-policy.js';
import { changed, snapshot } from '../support/snapshots.js';

const canary = `$2b$04$${'Canary'.repeat(9).slice(0, 53)}`;

let app: TestApp;
let clerks: Record<Who, Clerk>;
let seen = '';
let made = 0;

beforeAll(async () => {
  app = await testApp();
  clerks = {
    visitor: new Clerk(app.origin),
    support: await clerk(app, 'support'),
    editor: await clerk(app, 'editor'),
    admin: await clerk(app, 'admin'),
  };
  const member = await app.signedIn('member');
  await member.post('/submissions', { flow: 'default' });
  await app.db.updateTable('user_secrets').set({ password_hash: canary }).where('user_id', '=', member.id).execute();
});
afterAll(() => app.stop());

const by = system('cli');
const someId = async (table: 'flow_versions' | 'submissions' | 'audit_log') =>
  (await app.db.selectFrom(table).select('id').limit(1).executeTakeFirstOrThrow()).id;

/** A row that nobody minds losing, and what a form could hold to make or change one. */
async function target(resource: string): Promise<{ id: string; values: Record<string, string> }> {
  made += 1;
  const n = made;
  switch (resource) {
    case 'users': {
      const { id } = await app.signedIn('member', `target${n}@example.com`);
      const factor = { user_id: id, secret: Buffer.from('sealed'), confirmed_at: new Date() };
      await app.db.insertInto('second_factors').values(factor).execute();
      const { id: session } = await app.db
        .selectFrom('sessions')
        .select('id')
        .where('user_id', '=', id)
        .executeTakeFirstOrThrow();
      return {
        id,
        values: {
          email: `new${n}@example.com`,
          full_name: `New ${n}`,
          password: 'a good long one',
          session,
          csv: `email\nimport${n}@example.com`,
        },
      };
    }
    case 'fields': {
      const { id } = await fields.create(app.db, by, { key: `field_${n}`, type: 'text', label: 'Field' });
      return { id, values: { key: `new_${n}`, type: 'text', label: `New ${n}` } };
    }
    case 'flows':
    case 'pages': {
      const flow = await flows.create(app.db, by, { slug: `flow-${n}`, title: 'Flow' });
      const field = await fields.create(app.db, by, { key: `f_${n}`, type: 'text', label: 'F' });
      const page = { flow_id: flow.id, key: 'one', title: 'One', fields: [{ field_id: field.id }] };
      const { id } = await pages.create(app.db, by, page);
      const edits = JSON.stringify([{ op: 'page', page: id, from: { title: 'One' }, to: { title: 'Two' } }]);
      if (resource === 'flows') return { id: flow.id, values: { slug: `new-${n}`, title: `New ${n}`, edits } };
      return { id, values: { flow_id: flow.id, key: `new-${n}`, title: `New ${n}` } };
    }
    case 'submissions':
      return {
        id: await someId('submissions'),
        values: { answers: JSON.stringify({ about_me: `New ${n}` }), reason: 'Asked' },
      };
    case 'webhooks':
    case 'webhook_deliveries': {
      const input = { url: `https://example.com/${n}`, events: ['flow.published'] };
      const webhook = await webhooks.create(app.db, by, input, { keyring: createKeyring('x'), allowPrivate: false });
      const row = { webhook_id: webhook.id, event: 'flow.published', data: '{}', status: 'failed' as const };
      const failed = app.db.insertInto('webhook_deliveries').values({ ...row, finished_at: new Date() });
      const delivery = await failed.returning('id').executeTakeFirstOrThrow();
      const values = { url: `https://example.com/new/${n}`, events: '["user.deleted"]' };
      return { id: resource === 'webhooks' ? webhook.id : delivery.id, values };
    }
    case 'mails': {
      const { id, email } = await app.signedIn('member', `mailed${n}@example.com`);
      const row = { kind: 'password_changed' as const, user_id: id, recipient: email, status: 'failed' as const };
      return { id: await insertMail(app.db, row), values: { recipient: 'other@example.com' } };
    }
    default:
      return { id: await someId(resource as 'audit_log'), values: { title: 'New', notes: 'New', reason: 'New' } };
  }
}

/** What is done to a row in a state of its own. */
const prepared = ['unarchive', 'activate', 'activateMany', 'restore'];

/** Brings a row into the state that an action is for. */
async function prepare(resource: string, action: string, id: string): Promise<void> {
  if (action === 'unarchive' && resource === 'flows') await flows.archive(app.db, by, id);
  if (resource !== 'users' || !['activate', 'activateMany', 'restore'].includes(action)) return;
  const state = action !== 'restore' ? { is_active: false } : { deleted_at: new Date() };
  await app.db.updateTable('users').set(state).where('id', '=', id).execute();
}

interface Asked {
  method: string;
  action: string;
  status: number;
  /** Made before it is sent, where several share one. */
  at?: Awaited<ReturnType<typeof target>>;
}

const named = ({ method, action }: Asked) => `${method} ${action}`;

async function targetOf(resource: string, action: string) {
  const made = await target(resource);
  await prepare(resource, action, made.id);
  return made;
}

/** Sends it and returns its status. */
async function ask(who: Who, resource: string, request: Asked): Promise<number> {
  const { method, action, at = await targetOf(resource, action) } = request;
  const several = onSeveral.includes(action) && `bulk/${action}?recordIds=${at.id}`;
  const path = several || (onRecord.includes(action) ? `records/${at.id}/${action}` : `actions/${action}`);
  const values = method === 'POST' ? at.values : undefined;
  const answer = await clerks[who].send(method, `/api/resources/${resource}/${path}`, values);
  seen += answer.text;
  return answer.status;
}

/** What a request changes by itself, as the tables and, if there are any, its name. */
async function changesOf(who: Who, resource: string, request: Asked): Promise<string[]> {
  const at = await targetOf(resource, request.action);
  const before = await snapshot(app.pool);
  await ask(who, resource, { ...request, at });
  const tables = changed(before, await snapshot(app.pool));
  return tables.length ? [named(request), ...tables] : [];
}

describe.each(roles)('%s', (who) => {
  describe.each(resources)('%s', (resource) => {
    const all: Asked[] = actions.flatMap((action) =>
      ['GET', 'HEAD', 'POST'].map((method) => ({ method, action, status: expected(who, resource, action, method) })),
    );
    const changing = all.filter(({ method, status }) => method === 'POST' && status === 200);
    const harmless = all.filter((request) => !changing.includes(request));

    // All between two looks at the tables; where those differ, each once more by itself, to name the one that did it.
    test('everything but what the policy lets be changed changes nothing, and is answered as the policy says', async () => {
      const shared = await target(resource);
      const others = new Map<string, typeof shared>();
      for (const action of prepared) others.set(action, await targetOf(resource, action));
      const before = await snapshot(app.pool);
      const asked = harmless.map(async (request) => {
        const at = others.get(request.action) ?? shared;
        return [named(request), await ask(who, resource, { ...request, at })];
      });
      const answers = Object.fromEntries(await Promise.all(asked));
      const tables = changed(before, await snapshot(app.pool));
      expect(answers).toEqual(Object.fromEntries(harmless.map((request) => [named(request), request.status])));
      const culprits: string[][] = [];
      for (const request of tables.length ? harmless : []) culprits.push(await changesOf(who, resource, request));
      expect([tables, ...culprits.filter(({ length }) => length)]).toEqual([[]]);
    });

    if (changing.length)
      test.each(changing.map((request) => [request.action, request] as const))(
        '%s changes a row, and is written down',
        async (action, request) => {
          const at = await targetOf(resource, action);
          const before = await snapshot(app.pool);
          expect(await ask(who, resource, { ...request, at })).toBe(200);
          const tables = changed(before, await snapshot(app.pool));
          expect(tables).toEqual(expect.arrayContaining(['audit_log', touched[action] ?? resource]));
        },
      );
  });
});

describe('deleting several at once', () => {
  test.each(roles)('is closed to %s', async (who) => {
    for (const resource of resources) {
      const { id } = await target(resource);
      const before = await snapshot(app.pool);
      for (const method of ['GET', 'HEAD', 'POST']) {
        const { status } = await clerks[who].send(method, `/api/resources/${resource}/bulk/bulkDelete?recordIds=${id}`);
        expect(status).toBeGreaterThanOrEqual(400);
      }
      expect(changed(before, await snapshot(app.pool))).toEqual([]);
    }
  });
});

describe('tables that are no resources', () => {
  test.each([
    'user_secrets',
    'sessions',
    'refresh_tokens',
    'rate_limits',
    'admin_sessions',
    'page_fields',
    'webhook_secrets',
    'webhook_attempts',
    '__proto__',
    'constructor',
  ])('%s is not there, for an admin either', async (table) => {
    for (const action of ['list', 'search', 'new']) {
      const answer = await clerks.admin.get(`/api/resources/${table}/actions/${action}`);
      seen += answer.text;
      expect(answer.status).toBe(404);
    }
  });
});

test('pages that AdminJS would answer to anybody are closed: pages, search by path', async () => {
  expect((await clerks.editor.get('/api/pages/anything')).status).toBe(404);
  expect((await clerks.editor.get('/api/resources/users/search/member')).status).toBe(404);
  expect((await clerks.support.get('/api/dashboard')).body.role).toBe('support');
  expect((await clerks.visitor.get('/api/dashboard')).status).toBe(401);
});

test('a role that may not see a resource is not even told of it in the page', async () => {
  const page = await clerks.editor.get('/');
  seen += page.text;
  expect(page.text).not.toContain('"id":"users"');
  expect(page.text).not.toContain('"id":"audit_log"');
  expect((await clerks.admin.get('/')).text).toContain('"id":"audit_log"');
});

describe('a hash in user_secrets', () => {
  const guesses = { list: '/api/resources/users/actions/list', search: '/api/resources/users/actions/search/x' };

  test('cannot be filtered, sorted or searched by', async () => {
    const { admin } = clerks;
    const total = (query: string) => admin.get(`${guesses.list}?${query}`).then(({ body }) => body.meta.total);
    const everybody = await total('');
    expect(everybody).toBeGreaterThan(0);
    for (const column of ['password_hash', 'user_secrets.password_hash', 'deleted_at', 'password']) {
      expect(await total(`filters.${column}=%242b`)).toBe(0);
      const sorted = await admin.list('users', { sortBy: column, direction: 'asc' });
      const byKey = await admin.list('users', { sortBy: 'id', direction: 'asc' });
      expect(sorted.body.records.map(({ id }: { id: string }) => id)).toEqual(
        byKey.body.records.map(({ id }: { id: string }) => id),
      );
      seen += sorted.text + (await admin.get(`${guesses.search}?searchProperty=${column}`)).text;
    }
  });

  test('has appeared in no answer of this whole file', () => {
    expect(seen.length).toBeGreaterThan(100_000);
    expect(seen).not.toContain('Canary');
    expect(seen).not.toMatch(/\$2[aby]\$/);
  });
});
