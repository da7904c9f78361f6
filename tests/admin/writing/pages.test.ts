import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../../support/app.js';
import { type Clerk, clerk, complaintsOf } from '../../support/clerk.js';
import { changed, snapshot } from '../../support/snapshots.js';

let app: TestApp;
let editor: Clerk;
let flowId: string;

beforeAll(async () => {
  app = await testApp();
  editor = await clerk(app, 'editor');
  flowId = (await app.db.selectFrom('flows').select('id').executeTakeFirstOrThrow()).id;
});
afterAll(() => app.stop());

const field = (id: string) => app.db.selectFrom('fields').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const page = (id: string) => app.db.selectFrom('pages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const fieldKeys = async (pageId: string) =>
  (
    await app.db
      .selectFrom('page_fields')
      .innerJoin('fields', 'fields.id', 'field_id')
      .select(['key', 'required'])
      .where('page_id', '=', pageId)
      .orderBy('page_fields.position')
      .execute()
  ).map(({ key, required }) => `${key}${required ? '!' : ''}`);

let made = 0;
async function newField(values: Record<string, unknown> = {}): Promise<string> {
  made += 1;
  const answer = await editor.create('fields', { key: `made_${made}`, type: 'text', label: 'Made', ...values });
  expect(complaintsOf(answer)).toEqual({});
  return answer.body.record.id;
}

describe('flows and pages', () => {
  test('a page comes with its fields, in order, and takes its place', async () => {
    const [one, two] = [await newField(), await newField()];
    const fields = JSON.stringify([{ field_id: two, required: true }, { field_id: one }]);
    const answer = await editor.create('pages', {
      flow_id: flowId,
      key: 'extra',
      title: 'Extra',
      position: '1',
      fields,
    });
    expect(complaintsOf(answer)).toEqual({});
    const { id } = answer.body.record;
    expect(await page(id)).toMatchObject({ key: 'extra', position: 1, description: null });
    expect(await fieldKeys(id)).toEqual([`${(await field(two)).key}!`, (await field(one)).key]);
    const order = await app.db
      .selectFrom('pages')
      .select('key')
      .where('flow_id', '=', flowId)
      .orderBy('position')
      .execute();
    expect(order.map(({ key }) => key)).toEqual(['extra', 'about-you', 'address']);
    expect(JSON.parse(answer.body.record.params.fields)).toHaveLength(2);
    await editor.delete('pages', id);
    expect(
      await app.db.selectFrom('pages').select('position').where('flow_id', '=', flowId).orderBy('position').execute(),
    ).toEqual([{ position: 1 }, { position: 2 }]);
  });

  test('a field moves here from another page, and the audit log tells both pages', async () => {
    const [from, to] = await app.db
      .selectFrom('pages')
      .selectAll()
      .where('flow_id', '=', flowId)
      .orderBy('position')
      .execute();
    const { body: library } = await editor.get(`/api/resources/pages/actions/library?flow_id=${flowId}`);
    const birthdate = library.fields.find(({ key }: { key: string }) => key === 'birthdate');
    expect(birthdate).toMatchObject({ page_id: from?.id, page_title: 'About you' });
    const placed = JSON.parse((await editor.show('pages', to?.id ?? '')).body.record.params.fields);
    const fields = [...placed, { field_id: birthdate.id, required: true }].map(({ field_id, required }) => ({
      field_id,
      required,
    }));
    await editor.edit('pages', to?.id ?? '', { fields: JSON.stringify(fields) });
    expect(await fieldKeys(to?.id ?? '')).toEqual(['address!', 'birthdate!']);
    expect(await fieldKeys(from?.id ?? '')).toEqual(['about_me!']);
    const entries = await app.db
      .selectFrom('audit_log')
      .select(['entity_id', 'action'])
      .orderBy('id', 'desc')
      .limit(2)
      .execute();
    expect(new Set(entries.map(({ entity_id }) => entity_id))).toEqual(new Set([from?.id, to?.id]));
    expect(entries.map(({ action }) => action)).toEqual(['page.updated', 'page.updated']);
  });

  test('a page stays in its flow, and a whole form sent again changes nothing', async () => {
    const other = (await editor.create('flows', { slug: 'other', title: 'Other' })).body.record.id;
    const [first] = await app.db
      .selectFrom('pages')
      .selectAll()
      .where('flow_id', '=', flowId)
      .orderBy('position')
      .execute();
    const { params } = (await editor.show('pages', first?.id ?? '')).body.record;
    const sent = Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key, value === null ? '__FORM_VALUE_NULL__' : value]),
    );
    const fields = JSON.stringify(
      JSON.parse(params.fields).map(({ field_id, required }: Record<string, unknown>) => ({ field_id, required })),
    );
    const before = await snapshot(app.pool);
    expect((await editor.edit('pages', first?.id ?? '', { ...sent, fields, flow_id: other })).body.notice.type).toBe(
      'success',
    );
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });

  test.each([
    [{ flow_id: '' }, { flow_id: 'This is required.' }],
    [{ flow_id: 'no uuid' }, { flow_id: expect.any(String) }],
    [{ flow_id: '00000000-0000-4000-8000-000000000000' }, { flow_id: 'This flow does not exist any more.' }],
    [{ key: 'about-you' }, { key: 'This flow already has a page with this key.' }],
    [{ key: 'Not A Key' }, { key: 'Use small letters, digits and single hyphens, such as about-you.' }],
    [{ position: 'first' }, { position: 'This must be a number.' }],
    [{ fields: 'no json' }, { fields: 'This must be a list.' }],
    [{ fields: '[{"field_id":"x"}]' }, { 'fields.0.field_id': expect.any(String) }],
  ])('a page is refused with a complaint where it belongs: %p', async (values, complaints) => {
    const before = await snapshot(app.pool);
    const sound = { flow_id: flowId, key: 'sound', title: 'Sound' };
    expect(complaintsOf(await editor.create('pages', { ...sound, ...values }))).toEqual(complaints);
    expect(changed(before, await snapshot(app.pool))).toEqual([]);
  });

  test('a flow that was published stays, a draft can go', async () => {
    expect((await editor.delete('flows', flowId)).body.notice).toEqual({
      type: 'error',
      message: 'This flow has been published and must stay.',
    });
    const { id } = (await editor.create('flows', { slug: 'to-delete', title: 'T' })).body.record;
    await editor.create('pages', { flow_id: id, key: 'p', title: 'P' });
    expect((await editor.delete('flows', id)).body.notice.type).toBe('success');
    expect(await app.db.selectFrom('pages').select('id').where('flow_id', '=', id).execute()).toEqual([]);
    expect(complaintsOf(await editor.create('flows', { slug: 'Default', title: '' }))).toEqual({
      slug: 'Use small letters, digits and single hyphens, such as sign-up.',
      title: 'This is required.',
    });
  });
});
