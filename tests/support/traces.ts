import type pg from 'pg';

const stored = `select table_schema as schema, table_name as table, column_name as column
  from information_schema.columns join information_schema.tables using (table_schema, table_name)
  where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker') order by 1, 2, 3`;

/** Where any of these texts stands, in whatever column of whatever table: `table.column: text`. */
export async function tracesOf(pool: pg.Pool, texts: string[]): Promise<string[]> {
  const { rows } = await pool.query<{ schema: string; table: string; column: string }>(stored);
  const found: string[] = [];
  for (const { schema, table, column } of rows) {
    // bytea as text, too: a name may be hidden in what a library stores.
    const value = `"${column}"::text`;
    const from = `from "${schema}"."${table}"`;
    for (const text of texts) {
      const hex = Buffer.from(text).toString('hex');
      const where = `${value} ilike '%' || $1 || '%' or ${value} like '%' || $2 || '%'`;
      const { rowCount } = await pool.query(`select 1 ${from} where ${where} limit 1`, [text, hex]);
      if (rowCount) found.push(`${table}.${column}: ${text}`);
    }
  }
  return found;
}
