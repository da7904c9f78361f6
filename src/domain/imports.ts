import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Db, inTransaction } from '../db/pool.js';
import type { Role, User } from '../db/types.js';
import * as store from '../db/users.js';
import type { Actor } from './actors.js';
import * as audit from './audit.js';
import type { Separator } from './csv.js';
import { type BadLine, type Person, peopleOf, type Unfit } from './import-lines.js';
import type { Keyring } from './keyring.js';
import * as mails from './mails.js';
import { permit } from './permissions.js';
import { issueFirst } from './user-tokens.js';
import { parse } from './validation.js';

export const Import = z.strictObject({
  csv: z.string(),
  /** What a check was told of: nothing else is imported then. */
  basis: z.string().optional(),
  /** Send each of them a link to set a password. */
  links: z.boolean().default(false),
});

/** What would come of a file, line by line. */
export interface Report {
  /** Why it can't be read at all; nothing else is told then. */
  unfit?: Unfit;
  separator: Separator;
  head: string[];
  /** Headings that were understood, each with the column it means. */
  columns: { heading: string; column: string }[];
  /** Headings that say nothing to us: what stands under them is left out. */
  ignored: string[];
  good: number;
  /** Of the good ones. */
  roles: Partial<Record<Role, number>>;
  inactive: number;
  /** The first of them. */
  sample: Person[];
  bad: BadLine[];
  /** Stands for all of this. */
  basis: string;
}

/** Looks through a file of people, and changes nothing. Throws FORBIDDEN. */
export async function check(db: Db, actor: Actor, csv: string): Promise<Report> {
  permit(actor, 'users.create');
  return (await read(db, csv)).report;
}

/**
 * Makes an account of each good line, all or none, each written down; whoever has an account is made no second one. Where
 * it is not what was checked any more, nothing is made, and how it is now is told.
 * Throws FORBIDDEN, VALIDATION_ERROR.
 */
export async function run(
  db: Db,
  { keyring }: { keyring: Keyring },
  actor: Actor,
  input: z.input<typeof Import>,
): Promise<Report & { imported: number }> {
  permit(actor, 'users.create');
  const { csv, basis, links } = parse(Import, input);
  try {
    return await inTransaction(db, async (tx) => {
      const { report, people } = await read(tx, csv);
      if (basis !== undefined && basis !== report.basis) throw new Overtaken();
      // In one order, so that two imports of the same people don't wait for each other.
      const made = await store.insertFree(tx, people.toSorted(byEmail));
      // Somebody registered, or imported the same, between our look and our writing.
      if (made.length < people.length) throw new Overtaken();
      await audit.recordAll(tx, actor, made.map(imported));
      if (links) await welcome(tx, keyring, actor, made);
      return { ...report, imported: made.length };
    });
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error;
    return { ...(await check(db, actor, csv)), imported: 0 };
  }
}

class Overtaken extends Error {}

// Without case, as the database takes them for the same.
const byEmail = (one: Person, other: Person) => (one.email.toLowerCase() < other.email.toLowerCase() ? -1 : 1);
const imported = (after: User) => ({ action: 'user.imported', entity: 'users', entityId: after.id, after });

/** Sends those who may sign in a link to set their first password. */
async function welcome(tx: Db, keyring: Keyring, actor: Actor, made: User[]): Promise<void> {
  const active = made.filter(({ is_active }) => is_active);
  const links = await issueFirst(tx, keyring, active);
  await mails.sendAll(
    tx,
    active.map(({ id, email }) => ({
      kind: 'reset_password',
      userId: id,
      recipient: email,
      tokenId: links.get(id),
    })),
  );
  await audit.recordAll(
    tx,
    actor,
    active.map(({ id }) => ({ action: 'user.welcomed', entity: 'users', entityId: id })),
  );
}

async function read(db: Db, csv: string): Promise<{ report: Report; people: Person[] }> {
  const { people, bad, ...told } = await peopleOf(db, csv);
  const roles: Report['roles'] = {};
  for (const { role } of people) roles[role] = (roles[role] ?? 0) + 1;
  const inactive = people.filter(({ is_active }) => !is_active).length;
  const basis = createHash('sha256')
    .update(JSON.stringify([csv, people, bad]))
    .digest('base64url');
  return { people, report: { ...told, good: people.length, roles, inactive, sample: people.slice(0, 5), bad, basis } };
}
