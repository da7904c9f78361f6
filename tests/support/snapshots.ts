import type pg from 'pg';

const tables = [
  ...['users', 'user_secrets', 'sessions', 'refresh_tokens', 'fields', 'flows', 'pages', 'page_fields'],
  ...['flow_versions', 'submissions', 'submission_events', 'audit_log', 'webhook_deliveries', 'mails'],
  ...['webhooks', 'webhook_secrets'],
];

/** table → a hash of all its rows. */
export async function snapshot(pool: pg.Pool): Promise<Record<string, string>> {
  const parts = tables.map(
    (table) =>
      `select '${table}' as name, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as hash from ${table} t`,
  );
  const { rows } = await pool.query<{ name: string; hash: string }>(parts.join(' union all '));
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

/** The tables whose rows are not what they were. */
export const changed = (before: Record<string, string>, after: Record<string, string>) =>
  tables.filter((table) => before[table] !== after[table]);
