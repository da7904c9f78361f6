import pg from 'pg';
import { StartError } from '../config.js';
import { asLibpq } from './ssl.js';

/** Where our tables lie: those of the queue are graphile-worker's. */
const SCHEMAS = ['public', 'graphile_worker'];
/** Who migrated owns what is ours; what else is in the database is somebody else's. */
const OWNER = `(select relowner from pg_class where oid = 'schema_migrations'::regclass)`;
const OURS = `c.relnamespace = any ($1::regnamespace[]) and c.relkind in ('r', 'p', 'v', 'm') and c.relowner = ${OWNER}`;

/** Whether it is for reading: a view, or a table that those who migrate write to. */
const FOR_READING = `(c.relkind in ('v', 'm') or c.relname in ('schema_migrations', 'migrations'))`;
/** Whether what is written to a table stays as it was written, as its trigger says. */
const IS_EVIDENCE = `exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = c.relname || '_append_only')`;
/** What whoever serves may do with a table. */
const RIGHTS = `case when ${FOR_READING} then 'select' when ${IS_EVIDENCE} then 'select, insert'
  else 'select, insert, update, delete' end`;

/** The role that a URL names, or that PGUSER or the system's user makes of one without. */
export const roleOf = (databaseUrl: string): string =>
  new pg.Client({ connectionString: asLibpq(databaseUrl) }).user ?? '';

/**
 * Gives a role what serving takes and no more: rows of our tables, no table itself. Given anew after each migration, from the
 * catalog, so that no table is forgotten. Throws StartError, such as where there is no such role.
 */
export async function grantServing(client: pg.Client, role: string): Promise<void> {
  const to = pg.escapeIdentifier(role);
  try {
    await client.query('begin');
    for (const statement of await statements(client, to)) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new StartError(`The role ${role} of DATABASE_URL can't be given its rights: ${(error as Error).message}.`);
  }
}

async function statements(client: pg.Client, to: string): Promise<string[]> {
  const { rows } = await client.query<{ ddl: string }>(
    `select format('revoke all on %s from ${to}; grant %s on %1$s to ${to}', c.oid::regclass, ${RIGHTS}) as ddl
      from pg_class c where ${OURS}
    -- graphile-worker has row security on and no policy: nobody but its owner would see a row.
    union all select format('create policy doorstep_serving on %s using (true) with check (true)', c.oid::regclass)
      from pg_class c where ${OURS} and c.relrowsecurity and not exists (select from pg_policy p where p.polrelid = c.oid)
    -- Also where a restored dump has no rights in it: what runs as its owner is for nobody else.
    union all select format('revoke execute on function %s from public; grant execute on function %1$s to ${to}', p.oid::regprocedure)
      from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.proowner = ${OWNER}`,
    [SCHEMAS],
  );
  return [`grant usage on schema ${SCHEMAS.join(', ')} to ${to}`, ...rows.map(({ ddl }) => ddl)];
}

/** Whether the role of a connection has all that `grantServing` gives; whoever migrated has it anyway. */
export async function mayServe(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ complete: boolean }>(
    `select not exists (select from pg_class c where ${OURS}
      and not coalesce(has_table_privilege(c.oid, 'select') and (${FOR_READING} or has_table_privilege(c.oid, 'insert')) and (
        ${FOR_READING} or ${IS_EVIDENCE} or has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete')
      ), false)) as complete`,
    [SCHEMAS],
  );
  return rows[0]?.complete === true;
}
