import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { system } from '../../src/domain/actors.js';
import * as fields from '../../src/domain/fields.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { buildFlow } from '../support/drafts.js';
import { actor, failure } from '../support/failures.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const editor = actor('editor');
const field = { key: 'nick', type: 'text', label: 'Nickname' };
const complaints = async (input: object) => {
  const error = await failure(fields.create(database.db, editor, { ...field, ...input }));
  return Object.fromEntries((error.details ?? []).map(({ field: at, error: text }) => [at, text]));
};

describe('a field of the library', () => {
  test.each([
    [{ key: 'Nick Name' }, 'key'],
    [{ key: '1st' }, 'key'],
    [{ label: '' }, 'label'],
    [{ label: 'x'.repeat(201) }, 'label'],
    [{ type: 'colour' }, 'type'],
    [{ min_length: 5, max_length: 4 }, 'max_length'],
    [{ max_length: -1 }, 'max_length'],
    [{ max_length: 1.5 }, 'max_length'],
    [{ pattern: '(' }, 'pattern'],
    [{ pattern: '(?<=a)b' }, 'pattern'],
    [{ pattern: '(a)\\1' }, 'pattern'],
    [{ pattern: '\\_' }, 'pattern'],
    [{ min: 1 }, 'min'],
    [{ type: 'number', min: 'three' }, 'min'],
    [{ type: 'number', min: 3, max: 2 }, 'max'],
    [{ type: 'number', max: '1e999' }, 'max'],
    [{ type: 'date', min: '2026-02-30' }, 'min'],
    [{ type: 'date', min: 'today', max: '-18y' }, 'max'],
    [{ type: 'date', pattern: 'x' }, 'pattern'],
    [{ type: 'select' }, 'options'],
    [{ type: 'select', options: [{ value: '', label: 'None' }] }, 'options.0.value'],
    [
      {
        type: 'select',
        options: [
          { value: 'a', label: 'A' },
          { value: 'a', label: 'B' },
        ],
      },
      'options.1.value',
    ],
    [{ type: 'multi_select', options: [{ value: 'a', label: 'A' }], min: 2 }, 'min'],
    [{ options: [{ value: 'a', label: 'A' }] }, 'options'],
    [{ type: 'multi_select', options: [{ value: 'a', label: 'A' }], max: 0 }, 'max'],
    [{ type: 'email', min_length: 300 }, 'min_length'],
    [{ type: 'url', min_length: 3000 }, 'min_length'],
    [{ unknown: 1 }, 'unknown'],
  ])('is refused with %j, at %s', async (input, at) => {
    expect(Object.keys(await complaints(input))).toEqual([at]);
  });

  test.each(Object.keys(fields.rulesOf))('of the type %s can be made with all of its rules', async (type) => {
    const rules: Record<string, unknown> = {
      min_length: 1,
      max_length: 10,
      pattern: '^a',
      min: type === 'date' ? '-18y' : 1,
      max: type === 'date' ? 'today' : 2,
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    };
    const known = fields.rulesOf[type as keyof typeof fields.rulesOf];
    const given = Object.fromEntries(known.map((rule) => [rule, rules[rule]]));
    const made = await fields.create(database.db, editor, { key: `a_${type}`, type, label: type, ...given });
    expect(made.type).toBe(type);
  });

  test('has a key of its own', async () => {
    await fields.create(database.db, editor, field);
    const error = await failure(fields.create(database.db, editor, field));
    expect([error.code, error.details?.[0]?.field]).toEqual(['CONFLICT', 'key']);
  });

  test('is changed by the rules it was made by, what is left out stays', async () => {
    const made = await fields.create(database.db, editor, {
      key: 'motto',
      type: 'text',
      label: 'Motto',
      max_length: 5,
    });
    expect(await failure(fields.update(database.db, editor, made.id, { min_length: 6 }))).toMatchObject({
      details: [{ field: 'max_length' }],
    });
    expect(await fields.update(database.db, editor, made.id, { label: 'Maxim' })).toMatchObject({
      label: 'Maxim',
      max_length: 5,
    });
  });

  test('cannot be deleted while it stands on a page', async () => {
    await buildFlow(database.db, 'using', { one: [{ key: 'used' }] });
    const { id } = await database.db
      .selectFrom('fields')
      .select('id')
      .where('key', '=', 'used')
      .executeTakeFirstOrThrow();
    expect((await failure(fields.remove(database.db, editor, id))).message).toMatch(/stands on a page/);
    expect((await failure(fields.remove(database.db, editor, crypto.randomUUID()))).code).toBe('NOT_FOUND');
  });

  test.each(['support', 'member', 'visitor'] as const)('is none of the business of %s', async (role) => {
    for (const attempt of [
      fields.create(database.db, actor(role), field),
      fields.update(database.db, actor(role), crypto.randomUUID(), {}),
      fields.remove(database.db, actor(role), crypto.randomUUID()),
    ]) {
      expect((await failure(attempt)).code).toBe('FORBIDDEN');
    }
  });

  test('leaves a trace of each change, with before and after', async () => {
    const made = await fields.create(database.db, system('cli'), { key: 'traced', type: 'text', label: 'Old' });
    await fields.update(database.db, system('cli'), made.id, { label: 'New' });
    await fields.remove(database.db, system('cli'), made.id);
    const log = await database.db
      .selectFrom('audit_log')
      .select(['action', 'before', 'after', 'door'])
      .where('entity_id', '=', made.id)
      .orderBy('id')
      .execute();
    expect(log).toMatchObject([
      { action: 'field.created', before: null, after: { key: 'traced' }, door: 'cli' },
      { action: 'field.updated', before: { label: 'Old' }, after: { label: 'New' } },
      { action: 'field.deleted', before: { key: 'traced' }, after: null },
    ]);
  });
});
