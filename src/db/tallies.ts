import { type RawBuilder, sql } from 'kysely';
import { some } from './conditions.js';
import type { Query } from './lists.js';
import * as locks from './locks.js';
import { type Db, inTransaction } from './pool.js';

/** A filter's values as a condition on a tally; undefined where it doesn't say. */
type Kept = (values: string[]) => RawBuilder<unknown> | undefined;

/** Which rows of a tally stand for what a list can be filtered by; of deleted accounts, of which few are, there is none. */
const tallied: Record<string, { table: string; all: RawBuilder<unknown>; by: Record<string, Kept> }> = {
  users: {
    table: 'user_tallies',
    all: sql`is_live`,
    by: {
      role: (values) => sql`role::text = any (${values})`,
      is_active: (values) => sql`is_active::text = any (${values})`,
    },
  },
  submissions: {
    table: 'submission_tallies',
    all: sql`true`,
    by: {
      flow_id: (values) => sql`flow_id::text = any (${lower(values)})`,
      version_id: (values) => sql`version_id::text = any (${lower(values)})`,
      status: (values) => sql`case when completed_on is null then 'in_progress' else 'completed' end = any (${values})`,
      completed_at: (values) => (String(values) === some ? sql`completed_on is not null` : undefined),
    },
  },
};

const lower = (values: string[]) => values.map((value) => value.toLowerCase());

/** How many rows a list has in all, exactly; undefined where that is not kept for what it is narrowed by. */
export async function totalOf(
  db: Db,
  table: string,
  { filters = {}, search, which = 'live' }: Pick<Query, 'filters' | 'search' | 'which'>,
): Promise<number | undefined> {
  const tally = tallied[table];
  if (!tally || search || which !== 'live') return undefined;
  const where = [tally.all];
  for (const [name, value] of Object.entries(filters)) {
    const condition = typeof value === 'string' || Array.isArray(value) ? tally.by[name]?.([value].flat()) : undefined;
    if (!condition) return undefined;
    where.push(condition);
  }
  const { rows } = await sql<{ total: string }>`
    select coalesce(sum(n), 0) as total from ${sql.table(tally.table)} where ${sql.join(where, sql` and `)}`.execute(
    db,
  );
  return Number(rows[0]?.total ?? 0);
}

/** What makes rows of a tally of one kind, and what is added up of them. */
const kinds = {
  user_tallies: { by: ['made_on', 'role', 'is_active', 'is_live'], sums: ['n'] },
  submission_tallies: { by: ['flow_id', 'version_id', 'begun_on', 'completed_on'], sums: ['n'] },
  step_tallies: { by: ['version_id', 'begun_on', 'page_key'], sums: ['shown', 'saved'] },
};

/** Puts rows of a kind together; what stands alone is left as it is, so that nothing is written where nothing happened. Whoever counts meanwhile counts the old ones or the new one, and whoever adds one waits for nobody. */
export async function fold(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    await locks.hold(tx, 'tallies');
    for (const [table, { by, sums }] of Object.entries(kinds)) {
      const columns = sql.join([...by, ...sums].map((name) => sql.ref(name)));
      const kind = sql.join(by.map((name) => sql.ref(name)));
      const summed = sql.join(sums.map((name) => sql`sum(${sql.ref(name)})`));
      const any = sql.join(
        sums.map((name) => sql`sum(${sql.ref(name)}) <> 0`),
        sql` or `,
      );
      await sql`with gone as (
          delete from ${sql.table(table)} where id = any (
            select unnest(array_agg(id)) from ${sql.table(table)} group by ${kind} having count(*) > 1)
          returning *)
        insert into ${sql.table(table)} (${columns}) select ${kind}, ${summed} from gone group by ${kind} having ${any}`.execute(
        tx,
      );
    }
  });
}

/** Events that are taken into the tallies of steps at once: a statement has `DATABASE_TIMEOUT` for them. */
const atOnce = 10_000;

/** The event up to which the steps are in the tallies, and the last one that there is. */
export async function marks(db: Db): Promise<{ counted: string; last: string }> {
  const { rows } = await sql<{ counted: string; last: string }>`
    select event_id as counted, (select coalesce(max(id), 0) from submission_events) as last from step_marks`.execute(
    db,
  );
  return rows[0] as { counted: string; last: string };
}

/** The transactions that may have taken a number for an event and not told of it yet. */
export async function writers(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct virtualtransaction as id from pg_locks where relation = 'submission_events'::regclass
      and database = (select oid from pg_database where datname = current_database()) and mode = 'RowExclusiveLock'`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Takes events up to `until` into the tallies, so many at once; false where there are more. None of them may still be to come. */
export async function countSteps(db: Db, until: string): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await locks.hold(tx, 'tallies');
    const { counted } = await marks(tx);
    const next = BigInt(counted) + BigInt(atOnce) < BigInt(until) ? String(BigInt(counted) + BigInt(atOnce)) : until;
    if (BigInt(next) <= BigInt(counted)) return true;
    await sql`
      insert into step_tallies (version_id, begun_on, page_key, shown, saved)
      select version_id, begun_on, page_key, sum(shown), sum(saved) from (
        select * from step_counts(${counted}, ${next}, ${next})
        union all
        select version_id, begun_on, page_key, -shown, -saved from step_counts(${counted}, ${next}, ${counted})) as changed
      group by 1, 2, 3 having sum(shown) <> 0 or sum(saved) <> 0`.execute(tx);
    await sql`update step_marks set event_id = ${next}`.execute(tx);
    return next === until;
  });
}
