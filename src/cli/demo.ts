import { parseArgs } from 'node:util';
import { bringUpToDate } from '../db/migrate.js';
import { fill } from '../demo/demo.js';
import { Misuse, parseOptions, say, withDatabase } from './terminal.js';

/** Fills the database with people to try the product on. */
export async function demo(rest: string[]): Promise<void> {
  const { values } = parseOptions(() => parseArgs({ args: rest, options: { users: { type: 'string' } } }));
  const users = Number(values.users ?? 3000);
  if (!Number.isInteger(users) || users < 1 || users > 100_000)
    throw new Misuse('--users is a number from 1 to 100000');
  // As the owner: the past that it makes up is evidence, which whoever serves could not backdate.
  await withDatabase(async ({ config, db }) => {
    await bringUpToDate(config);
    const made = await fill(db, config, { users });
    say(`${made.users} users, ${made.submissions} submissions and ${made.events} events of the last three months.`);
    say(`Of the staff: ${made.emails.join(', ')}.`);
    say(`Password of every demo account: ${made.password}   (shown only this once)`);
    if (made.admin?.password)
      say(`Admin: ${made.admin.email}, password ${made.admin.password}   (shown only this once)`);
  }, 'owner');
}
