import { z } from 'zod';
import type { Db } from '../db/pool.js';
import * as store from '../db/statistics.js';
import type { Actor } from './actors.js';
import { isDay, resolve, today } from './dates.js';
import { permit } from './permissions.js';
import { uuid } from './text.js';
import { parse } from './validation.js';
import * as versions from './versions.js';

/** PostgreSQL knows no year 0. */
const day = z
  .string()
  .refine((text) => isDay(text) && text >= '0001-01-01', 'This must be a date, written as YYYY-MM-DD.');

/** The longest range, in days: what one chart can show, and one query read. */
const longest = 366;
const usual = 90;

export const Asked = z.object({
  flow: uuid.optional(),
  version: z.coerce.number().int().min(1).max(1_000_000_000).optional(),
  from: day.optional(),
  to: day.optional(),
});

export interface Statistics {
  range: store.Range;
  days: store.Day[];
  /** Of the flow that was asked for: its versions, and how those came along who began one of them. */
  flow?: {
    id: string;
    versions: { number: number; day: string }[];
    version: number | null;
    started: number;
    completed: number;
    /** Whether times are of some, by chance: of very many it takes too long to look at all. */
    isSampled: boolean;
    pages: (store.Came & { title: string; median_s: number | null })[];
  };
}

/**
 * How the onboarding goes: counts by day and, of one flow, the funnel of one version, the latest unless another is asked
 * for. Days are UTC's. Throws FORBIDDEN, VALIDATION_ERROR.
 */
export async function read(db: Db, actor: Actor, input: unknown): Promise<Statistics> {
  permit(actor, 'statistics.read');
  const asked = parse(Asked, input);
  const range = rangeOf(asked);
  const days = await store.byDay(db, range, asked.flow ?? null);
  return { range, days, ...(asked.flow ? { flow: await flowOf(db, asked.flow, asked.version, range) } : {}) };
}

async function flowOf(db: Db, id: string, number: number | undefined, range: store.Range) {
  const known = await store.versionsOf(db, id);
  const version = known.find((each) => each.number === number) ?? known[0];
  const told = { id, versions: known.map(({ number: n, day: on }) => ({ number: n, day: on })) };
  if (!version) return { ...told, version: null, started: 0, completed: 0, isSampled: false, pages: [] };
  const { pages } = await versions.get(db, version.id);
  const outcome = await store.outcome(db, version.id, range);
  const share = store.mostTimed / outcome.started;
  const keys = pages.map(({ key }) => key);
  const [steps, medians] = await Promise.all([
    store.steps(db, version.id, range),
    store.medians(db, { versionId: version.id, keys, share }, range),
  ]);
  const figures = pages.map(({ key, title }, at) => {
    const { shown = 0, saved = 0 } = steps.find((step) => step.key === key) ?? {};
    return { key, title, shown, saved, median_s: medians[at]?.median_s ?? null };
  });
  return { ...told, version: version.number, ...outcome, isSampled: share < 1, pages: figures };
}

/** A range the wrong way round, or too long, is cut at its beginning. */
function rangeOf({ from, to = today() }: z.output<typeof Asked>): store.Range {
  const earliest = before(to, longest - 1);
  const begin = from ?? before(to, usual - 1);
  return { from: begin > to ? to : begin < earliest ? earliest : begin, to };
}

const before = (text: string, days: number) => resolve(`-${days}d`, text);
