import { createHash } from 'node:crypto';
import * as store from '../db/boards.js';
import * as flowStore from '../db/flows.js';
import * as pageStore from '../db/pages.js';
import type { Db } from '../db/pool.js';
import { type Detail, errors } from '../errors.js';
import type { Actor } from './actors.js';
import { layoutOf, valuesOf } from './edits.js';
import { type Gap, gapsOf } from './gaps.js';
import type { Layout } from './layouts.js';
import { permit } from './permissions.js';
import { compiled, type Preview } from './previews.js';

/** All that an editor shaping a flow has before him: its draft, the library, and what keeps it from being published. */
export interface Board extends Layout {
  /** Another one when anything of it is. */
  etag: string;
  slug: string;
  isArchived: boolean;
  /** Titles of the other flows in which a field stands, by its id. */
  elsewhere: Record<string, string[]>;
  problems: Detail[];
  /** Of each further language how many texts it lacks. */
  gaps: Gap[];
  /** The draft as it would be published, for the wizard that previews it. */
  preview: Preview;
}

/** Throws FORBIDDEN, NOT_FOUND. */
export async function read(db: Db, actor: Actor, flowId: string): Promise<Board> {
  permit(actor, 'pages.read');
  permit(actor, 'fields.read');
  const flow = await flowStore.find(db, flowId);
  if (!flow) throw errors.notFound();
  const [pages, library, uses] = await Promise.all([
    pageStore.ofFlow(db, flowId),
    store.library(db),
    store.usesElsewhere(db, flowId),
  ]);
  const elsewhere: Board['elsewhere'] = {};
  for (const { field_id, title } of uses) elsewhere[field_id] = [...(elsewhere[field_id] ?? []), title];
  const preview = compiled(flow, pages);
  const board = {
    ...layoutOf(flow, pages),
    fields: Object.fromEntries(library.map((field) => [field.id, valuesOf(field)])),
    slug: flow.slug,
    isArchived: flow.is_archived,
    elsewhere,
    problems: preview.problems,
    gaps: gapsOf(preview),
    preview,
  };
  return { ...board, etag: createHash('sha256').update(JSON.stringify(board)).digest('base64url').slice(0, 22) };
}
