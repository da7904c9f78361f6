import { sql } from 'kysely';
import type { Db } from './pool.js';

/** Of an email: the place of the first that is the same, and whether there is an account with it. Places count from 0. */
export interface Claim {
  first: number;
  is_taken: boolean;
}

/** What stands against each of these emails, in their order, as PostgreSQL compares them. */
export async function claimsOn(db: Db, emails: string[]): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    select (min(place) over (partition by email) - 1)::int as first,
      exists (select from users where users.email = given.email and deleted_at is null) as is_taken
    from unnest(${emails}::citext[]) with ordinality as given (email, place) order by place`.execute(db);
  return rows;
}
