import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { bringUpToDate } from '../db/migrate.js';
import { system } from '../domain/actors.js';
import { Misuse, parseOptions, say, tell, withDatabase } from './terminal.js';

const options = {
  email: { type: 'string' },
  password: { type: 'string' },
  'password-stdin': { type: 'boolean' },
} as const;

/** Makes an admin, with a password that is generated unless one is given. */
export async function createAdmin(rest: string[]): Promise<void> {
  const { values } = parseOptions(() => parseArgs({ args: rest, options }));
  if (values.password !== undefined)
    tell(
      'Other users of this machine can see --password while this runs: --password-stdin reads it from standard input.',
    );
  const email = values.email ?? (await ask('Email of the new admin: '));
  const password = values['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : values.password;
  // Imported only here: the rules on passwords bring a long list with them.
  const { createAdmin: create } = await import('../domain/seed.js');
  await withDatabase(async ({ config, db }) => {
    await bringUpToDate(config);
    const admin = await create(db, config, { email, password });
    say(`Admin ${admin.email} is made.`);
    if (password === undefined) say(`Password: ${admin.password}   (shown only this once)`);
  });
}

/** Takes the second factor off somebody who has lost it. */
export async function removeSecondFactor(rest: string[]): Promise<void> {
  const { values } = parseOptions(() => parseArgs({ args: rest, options: { email: { type: 'string' } } as const }));
  const { email } = values;
  if (email === undefined) throw new Misuse('remove-second-factor needs --email');
  const { removeByEmail } = await import('../domain/second-factors.js');
  await withDatabase(({ db }) => removeByEmail(db, system('cli'), email));
  say(`The second factor of ${email} is removed, and his sessions have ended.`);
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Misuse('create-admin needs --email where there is nobody to ask');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return terminal.question(question).finally(() => terminal.close());
}
