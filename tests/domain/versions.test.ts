import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { ofFlow } from '../../src/db/pages.js';
import { connect } from '../../src/db/pool.js';
import * as flows from '../../src/domain/flows.js';
import * as pages from '../../src/domain/pages.js';
import * as versions from '../../src/domain/versions.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { buildFlow } from '../support/drafts.js';
import { actor, failure } from '../support/failures.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const editor = actor('editor');
const publish = (id: string, db = database.db) => versions.publish(db, editor, id, {});
const fieldsOf = (details: { field: string }[] = []) => details.map(({ field }) => field);

describe('publishing', () => {
  test('refuses a draft without pages', async () => {
    const flow = await buildFlow(database.db, 'empty', {});
    expect(fieldsOf((await failure(publish(flow.id))).details)).toEqual(['pages']);
  });

  test('names every problem at once, each where it is, in plain words', async () => {
    const flow = await buildFlow(database.db, 'broken', {
      'about-you': [],
      address: [{ key: 'nick' }, { key: 'age', type: 'number' }],
    });
    // As an older version of the code, or somebody with psql, might have left them.
    await sql`update fields set pattern = '(', label = 'Nickname' where key = 'nick'`.execute(database.db);
    await sql`update fields set min = 'three' where key = 'age'`.execute(database.db);
    const error = await failure(publish(flow.id));
    expect(error.details).toMatchObject([
      { field: 'pages.about-you.fields', error: 'The page “Page about-you” has no field.' },
      { field: 'pages.address.fields.nick.pattern', error: 'The field “Nickname”: This is not a valid pattern.' },
      { field: 'pages.address.fields.age.min' },
    ]);
    expect(await database.db.selectFrom('flow_versions').selectAll().where('flow_id', '=', flow.id).execute()).toEqual(
      [],
    );
  });

  test('finds a field that stands twice, though the database lets none in', async () => {
    const flow = await buildFlow(database.db, 'twice', { one: [{ key: 'motto' }] });
    const [page] = await ofFlow(database.db, flow.id);
    if (!page) throw new Error('no page');
    const found = versions.problems([page, { ...page, key: 'two' }]);
    expect(fieldsOf(found)).toEqual(['pages.two.fields.motto']);
  });

  test('makes the next version, with its author and notes, and tells the audit log', async () => {
    const flow = await buildFlow(database.db, 'fine', { one: [{ key: 'first_name' }] });
    const first = await versions.publish(database.db, editor, flow.id, { notes: 'The beginning' });
    const second = await publish(flow.id);
    expect([first.number, first.notes, second.number]).toEqual([1, 'The beginning', 2]);
    const log = await database.db
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'flow.published')
      .where('entity_id', '=', flow.id)
      .orderBy('id')
      .execute();
    expect(log).toMatchObject([
      { before: null, after: { slug: 'fine', version: 1, notes: 'The beginning' } },
      { before: { version: 1 }, after: { version: 2 } },
    ]);
  });

  test('forty times at once from two instances leaves no gap and no double', async () => {
    const flow = await buildFlow(database.db, 'busy', { one: [{ key: 'last_name' }] });
    const other = connect(database.config);
    const made = await Promise.all(
      Array.from({ length: 40 }, (_, n) => publish(flow.id, n % 2 ? database.db : other.db)),
    );
    await other.close();
    expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  test('is an editor’s and an admin’s', async () => {
    const flow = await buildFlow(database.db, 'guarded', { one: [{ key: 'city' }] });
    for (const role of ['support', 'member', 'visitor'] as const) {
      expect((await failure(versions.publish(database.db, actor(role), flow.id, {}))).code).toBe('FORBIDDEN');
    }
    expect((await failure(publish(crypto.randomUUID()))).code).toBe('NOT_FOUND');
    expect((await versions.publish(database.db, actor('admin'), flow.id, {})).number).toBe(1);
  });
});

describe('a draft', () => {
  test('lets a field move from one page to another, and tells both pages’ change', async () => {
    const flow = await buildFlow(database.db, 'moves', {
      one: [{ key: 'street' }, { key: 'zip' }],
      two: [{ key: 'state' }],
    });
    const zip = await database.db.selectFrom('fields').select('id').where('key', '=', 'zip').executeTakeFirstOrThrow();
    const state = await database.db
      .selectFrom('fields')
      .select('id')
      .where('key', '=', 'state')
      .executeTakeFirstOrThrow();
    await pages.update(database.db, editor, flow.pageIds.two ?? '', {
      fields: [{ field_id: zip.id, required: true }, { field_id: state.id }],
    });
    const [one, two] = await ofFlow(database.db, flow.id);
    expect([one?.fields.map(({ key }) => key), two?.fields.map(({ key }) => key)]).toEqual([
      ['street'],
      ['zip', 'state'],
    ]);
    const log = await database.db
      .selectFrom('audit_log')
      .select('entity_id')
      .where('action', '=', 'page.updated')
      .execute();
    expect(log.map(({ entity_id }) => entity_id).sort()).toEqual(Object.values(flow.pageIds).sort());
  });

  test('keeps its pages in order when one is moved, added in between, or taken out', async () => {
    const flow = await buildFlow(database.db, 'order', { a: [], b: [], c: [] });
    const keys = async () =>
      (await ofFlow(database.db, flow.id)).map(({ key, position }) => `${position}${key}`).join(' ');
    await pages.update(database.db, editor, flow.pageIds.c ?? '', { position: 1 });
    expect(await keys()).toBe('1c 2a 3b');
    await pages.create(database.db, editor, { flow_id: flow.id, key: 'd', title: 'D', position: 2 });
    expect(await keys()).toBe('1c 2d 3a 4b');
    await pages.remove(database.db, editor, flow.pageIds.a ?? '');
    expect(await keys()).toBe('1c 2d 3b');
    await pages.update(database.db, editor, flow.pageIds.b ?? '', { position: 99 });
    expect(await keys()).toBe('1c 2d 3b');
  });

  test('has each page key once, and a page holds a field once', async () => {
    const flow = await buildFlow(database.db, 'keys', { a: [{ key: 'country' }] });
    const again = await failure(pages.create(database.db, editor, { flow_id: flow.id, key: 'a', title: 'A' }));
    expect([again.code, again.details?.[0]?.field]).toEqual(['CONFLICT', 'key']);
    const { id } = await database.db
      .selectFrom('fields')
      .select('id')
      .where('key', '=', 'country')
      .executeTakeFirstOrThrow();
    const fields = [{ field_id: id }, { field_id: id }];
    expect((await failure(pages.update(database.db, editor, flow.pageIds.a ?? '', { fields }))).details).toMatchObject([
      { field: 'fields', error: 'A field can stand only once on a page.' },
    ]);
    const unknown = pages.update(database.db, editor, flow.pageIds.a ?? '', {
      fields: [{ field_id: crypto.randomUUID() }],
    });
    expect((await failure(unknown)).details).toMatchObject([
      { field: 'fields', error: 'One of these fields is no longer in the library.' },
    ]);
  });

  test('is renamed, and deleted only while it was never published', async () => {
    const flow = await buildFlow(database.db, 'shortlived', { a: [{ key: 'hobby' }] });
    expect(await flows.update(database.db, editor, flow.id, { slug: 'renamed' })).toMatchObject({ slug: 'renamed' });
    expect((await failure(flows.update(database.db, editor, flow.id, { slug: 'order' }))).details).toMatchObject([
      { field: 'slug' },
    ]);
    await publish(flow.id);
    expect((await failure(flows.remove(database.db, editor, flow.id))).message).toMatch(/published/);
    expect((await failure(flows.update(database.db, editor, flow.id, { slug: 'again' }))).details).toMatchObject([
      { field: 'slug', error: 'This flow is published under its slug, which must stay.' },
    ]);
    const unpublished = await buildFlow(database.db, 'gone', { a: [{ key: 'pastime' }] });
    await flows.remove(database.db, editor, unpublished.id);
    const log = await database.db
      .selectFrom('audit_log')
      .select('before')
      .where('action', '=', 'flow.deleted')
      .execute();
    expect(log).toMatchObject([{ before: { slug: 'gone', pages: [{ key: 'a', fields: [{ key: 'pastime' }] }] } }]);
    expect((await failure(flows.update(database.db, editor, unpublished.id, { title: 'X' }))).code).toBe('NOT_FOUND');
  });
});
