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
    pages: (store.Step & { title: string })[];
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
  if (!version) return { ...told, version: null, started: 0, completed: 0, pages: [] };
  const { pages } = await versions.get(db, version.id);
  const keys = pages.map(({ key }) => key);
  const [steps, outcome] = await Promise.all([
    store.funnel(db, version.id, keys, range),
    store.outcome(db, version.id, range),
  ]);
  const titled = steps.map((step) => ({
    ...step,
    title: pages.find(({ key }) => key === step.key)?.title ?? step.key,
  }));
  return { ...told, version: version.number, ...outcome, pages: titled };
}

/** A range the wrong way round, or too long, is cut at its beginning. */
function rangeOf({ from, to = today() }: z.output<typeof Asked>): store.Range {
  const earliest = before(to, longest - 1);
  const begin = from ?? before(to, usual - 1);
  return { from: begin > to ? to : begin < earliest ? earliest : begin, to };
}

const before = (text: string, days: number) => resolve(`-${days}d`, text);
