import * as store from '../db/demo.js';
import { findBySlug } from '../db/flows.js';
import { ofFlow } from '../db/pages.js';
import type { Db } from '../db/pool.js';
import type { Flow } from '../db/types.js';
import { findLast } from '../db/versions.js';
import { system } from '../domain/actors.js';
import * as drafts from '../domain/drafts.js';
import * as versions from '../domain/versions.js';
import { type Chances, day } from './chances.js';
import type { Edition } from './flows.js';
import type { Entry } from './journeys.js';
import type { Person } from './people.js';

/** The version that was live at a moment; undefined before the first. */
export type Timeline = (at: Date) => versions.Version | undefined;

/** Publishes a flow's editions one after the other, each at its day; what the audit log would say goes into `audit`. `since`: its first version is there already, from then on. */
export async function publishedBy(
  tx: Db,
  { now }: Chances,
  { editions, editor, audit, since }: { editions: Edition[]; editor: Person; audit: Entry[]; since?: Date },
): Promise<Timeline> {
  const found: { from: Date; version: versions.Version }[] = [];
  for (const { published, notes, draft } of editions) {
    const at = new Date(now.getTime() - published * day);
    const flow = await flowOf(tx, draft);
    const live = await findLast(tx, flow.id);
    if (live && since && !found.length) {
      await store.backdate(tx, flow.id, since);
      found.push({ from: since, version: await versions.get(tx, live.id) });
    }
    const { id, entry } = await insert(tx, { flow, number: (live?.number ?? 0) + 1, at, notes, editor });
    audit.push(entry);
    found.push({ from: at, version: await versions.get(tx, id) });
  }
  return (at) => found.findLast(({ from }) => from <= at)?.version;
}

/** The flow, its draft as the edition has it. */
async function flowOf(tx: Db, draft: Edition['draft']): Promise<Flow> {
  await drafts.write(tx, system('cli'), { slug: draft.slug }, draft);
  return (await findBySlug(tx, draft.slug)) as Flow;
}

interface Version {
  flow: Flow;
  number: number;
  at: Date;
  notes: string;
  editor: Person;
}

/** A version of the draft as it is now, published in the past; nobody is told of it. */
async function insert(tx: Db, { flow, number, at, notes, editor }: Version): Promise<{ id: string; entry: Entry }> {
  const row = versions.rowOf(flow, await ofFlow(tx, flow.id));
  const id = await store.insertVersion(tx, { ...row, number, notes, published_by: editor.id, published_at: at });
  const after = JSON.stringify({ version: number, notes });
  const entry = {
    action: 'flow.published',
    entity: 'flows',
    entity_id: flow.id,
    door: 'admin' as const,
    created_at: at,
  };
  return { id, entry: { ...entry, actor_id: editor.id, after } };
}
