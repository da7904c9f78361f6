import { z } from 'zod';
import * as store from '../db/flows.js';
import { ofFlow } from '../db/pages.js';
import { type Db, inTransaction } from '../db/pool.js';
import type { Flow } from '../db/types.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import { changesOf, isEmpty } from './changes.js';
import { permit } from './permissions.js';
import { line, slug } from './text.js';
import { FlowTranslations, Languages, language, toColumns } from './translations.js';
import { parse } from './validation.js';

/** What a flow says itself, beside its pages. */
export const spoken = {
  language: language.default('en'),
  languages: Languages.default([]),
  translations: FlowTranslations.default({}),
};
const shape = { slug, title: line(200) };
export const FlowInput = z.strictObject({ ...shape, ...spoken }).superRefine(checkLanguages);
const FlowPatch = z
  .strictObject({ ...shape, language, languages: Languages, translations: FlowTranslations })
  .partial();

type Spoken = Pick<z.output<typeof FlowInput>, 'language' | 'languages'>;

/** The main language is on offer without being listed. */
export function checkLanguages({ language: main, languages }: Spoken, context: z.RefinementCtx): void {
  if (languages.includes(main))
    context.addIssue({
      code: 'custom',
      path: ['languages'],
      message: 'The main language needs no place here.',
      params: { rule: 'unique' },
    });
}

/** Begins a flow with an empty draft. Throws FORBIDDEN, VALIDATION_ERROR, CONFLICT (the slug). */
export async function create(db: Db, actor: Actor, input: unknown): Promise<Flow> {
  permit(actor, 'flows.write');
  const row = parse(FlowInput, input);
  return inTransaction(db, async (tx) => {
    const flow = await store.insert(tx, toColumns(row));
    await audit.record(tx, actor, { action: 'flow.created', entity: 'flows', entityId: flow.id, after: flow });
    return flow;
  });
}

/** Changes the title and languages, or the slug while nothing is published under it. Throws as `create`, and NOT_FOUND, CONFLICT (it is archived). */
export async function update(db: Db, actor: Actor, id: string, patch: unknown): Promise<Flow> {
  permit(actor, 'flows.write');
  const asked = parse(FlowPatch, patch);
  return inTransaction(db, async (tx) => {
    const before = await lockOpen(tx, id);
    const changes = changesOf(before, asked);
    if (isEmpty(changes)) return before;
    parse(FlowInput, { ...definitionOf(before), ...changes });
    const after = await store.update(tx, id, toColumns(changes));
    await audit.record(tx, actor, { action: 'flow.updated', entity: 'flows', entityId: id, before, after });
    return after;
  });
}

/**
 * Takes a flow out of what clients see: nobody begins it any more, whoever is in the middle of it goes on, and its
 * versions stay at their numbers. Done twice, it is done. Throws FORBIDDEN, NOT_FOUND.
 */
export const archive = (db: Db, actor: Actor, id: string): Promise<Flow> =>
  setArchived(db, actor, id, { action: 'flow.archived', at: new Date() });

/** Makes clients see an archived flow again. Throws FORBIDDEN, NOT_FOUND. */
export const unarchive = (db: Db, actor: Actor, id: string): Promise<Flow> =>
  setArchived(db, actor, id, { action: 'flow.unarchived', at: null });

async function setArchived(db: Db, actor: Actor, id: string, { action, at }: { action: string; at: Date | null }) {
  permit(actor, 'flows.write');
  return inTransaction(db, async (tx) => {
    const before = await lock(tx, id);
    if (before.is_archived === (at !== null)) return before;
    const after = await store.update(tx, id, { archived_at: at });
    await audit.record(tx, actor, { action, entity: 'flows', entityId: id, before, after });
    return after;
  });
}

/** Deletes a flow that was never published. Throws FORBIDDEN, NOT_FOUND, CONFLICT (it was). */
export async function remove(db: Db, actor: Actor, id: string): Promise<void> {
  permit(actor, 'flows.write');
  await inTransaction(db, async (tx) => {
    const flow = await lock(tx, id);
    const pages = (await ofFlow(tx, id)).map(({ key, title, description, fields }) => ({
      ...{ key, title, description },
      fields: fields.map(({ key: field, required }) => ({ key: field, required })),
    }));
    await store.remove(tx, id);
    // Its pages go with it.
    const before = { ...flow, pages };
    await audit.record(tx, actor, { action: 'flow.deleted', entity: 'flows', entityId: id, before });
  });
}

/** Holds a flow whose draft is to be changed or published. Throws NOT_FOUND, CONFLICT (it is archived). */
export async function lockOpen(tx: Db, id: string): Promise<Flow> {
  const flow = await lock(tx, id);
  if (flow.is_archived) throw errors.conflict({ message: 'This flow is archived. Take it out of the archive first.' });
  return flow;
}

/** Holds a flow until the transaction ends. Throws NOT_FOUND. */
export async function lock(tx: Db, id: string): Promise<Flow> {
  const flow = await store.lock(tx, id);
  if (!flow) throw errors.notFound();
  return flow;
}

/** A row without what the database keeps for itself. */
export const definitionOf = ({ slug: name, title, language: main, languages, translations }: Flow) => ({
  ...{ slug: name, title, language: main, languages, translations },
});
