import type pg from 'pg';

/**
 * Every table there is, as a hash of its rows, but for what is counted or touched by whoever only looks: limits, and until
 * when an office session is good.
 */
export async function everything(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker')
       and tablename not in ('rate_limits', 'sign_in_attempts', 'admin_sessions', '_private_known_crontabs')
     order by 1`,
  );
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as hash from ${name} t`,
  );
  const { rows } = await pool.query<{ name: string; hash: string }>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}
