import { sql } from 'kysely';
import type { Db } from './pool.js';

/** How many tries are free, and the seconds: of the first wait, of the longest one, and after which all is forgotten. */
export interface Rule {
  free: number;
  first: number;
  longest: number;
  memory: number;
}

/** A try that was counted, as text: PostgreSQL counts microseconds, and a Date does not. */
export interface Charge {
  key: string;
  at: string;
  /** When the try before it was; null for the first. */
  before: string | null;
}

/**
 * Counts a try as if it failed, in one statement, so that tries at once, on any instance, come one after the other; each
 * that uses up what is free makes the next one wait twice as long. Undefined while the key is blocked: nothing changes then.
 */
export async function charge(db: Db, key: string, rule: Rule): Promise<Charge | undefined> {
  const { free, first, longest, memory } = rule;
  // Doubling stops where the longest wait is reached long since.
  const until = (failures: ReturnType<typeof sql>) => sql`clock_timestamp() + make_interval(secs => case
    when ${failures} < ${free}::int then 0
    else least(${longest}::float8, ${first}::float8 * power(2, least(${failures} - ${free}::int, 20))) end)`;
  const next = sql`(case when tried.last_at <= clock_timestamp() - make_interval(secs => ${memory}) then 1
    else least(tried.failures, 1000000000) + 1 end)`;
  const { rows } = await sql<Charge>`
    insert into sign_in_attempts as tried (key, failures, blocked_until, last_at)
    values (${key}, 1, ${until(sql`1`)}, clock_timestamp())
    on conflict (key) do update
      set failures = ${next}, blocked_until = ${until(next)}, last_at = clock_timestamp()
      where tried.blocked_until <= clock_timestamp()
    returning key, last_at::text as at, (select last_at::text from sign_in_attempts where key = ${key}) as before`.execute(
    db,
  );
  return rows[0];
}

/** Whole seconds until a key may be tried again, at least 1. */
export async function wait(db: Db, key: string): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from blocked_until - clock_timestamp()))::int as seconds
    from sign_in_attempts where key = ${key}`.execute(db);
  return Math.max(1, rows[0]?.seconds ?? 1);
}

/** Takes one try back, and the wait it brought, unless another came after it. */
export async function refund(db: Db, { key, at, before }: Charge): Promise<void> {
  await sql`
    update sign_in_attempts set failures = greatest(failures - 1, 0),
      blocked_until = case when last_at = ${at}::timestamptz then last_at else blocked_until end,
      last_at = case when last_at = ${at}::timestamptz then coalesce(${before}::timestamptz, last_at) else last_at end
    where key = ${key}`.execute(db);
}

/** Forgets every try of some keys. */
export async function clear(db: Db, keys: string[]): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('key', 'in', keys).execute();
}

/** An email as the column compares it: PostgreSQL's small letters are not quite JavaScript's. */
export async function folded(db: Db, email: string): Promise<string> {
  const { rows } = await sql<{ email: string }>`select lower(${email}::text) as email`.execute(db);
  return rows[0]?.email ?? email;
}

/** The same, and whether its account, if there is one, has signed in from an address within some days. */
export async function familiar(db: Db, email: string, addressHashes: Buffer[], days: number) {
  const { rows } = await sql<{ email: string; known: boolean }>`
    select lower(${email}::text) as email, exists (
      select from known_addresses join users on users.id = known_addresses.user_id
      where users.email = ${email}::citext and users.deleted_at is null and address_hash = any (${addressHashes}::bytea[])
        and last_used_at > now() - make_interval(days => ${days})) as known`.execute(db);
  return rows[0] ?? { email, known: false };
}

/** Keeps where an account has signed in from. */
export async function remember(db: Db, userId: string, addressHash: Buffer): Promise<void> {
  await db
    .insertInto('known_addresses')
    .values({ user_id: userId, address_hash: addressHash })
    .onConflict((conflict) => conflict.columns(['user_id', 'address_hash']).doUpdateSet({ last_used_at: sql`now()` }))
    .execute();
}
