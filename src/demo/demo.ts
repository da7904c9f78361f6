import { randomBytes } from 'node:crypto';
import { type Config, StartError } from '../config.js';
import * as store from '../db/demo.js';
import { type Db, inTransaction } from '../db/pool.js';
import { system } from '../domain/actors.js';
import * as drafts from '../domain/drafts.js';
import { createHasher } from '../domain/passwords.js';
import { type FirstAdmin, seed } from '../domain/seed.js';
import * as versions from '../domain/versions.js';
import { type Chances, createChances, day, span } from './chances.js';
import { publishedBy, type Timeline } from './editions.js';
import { forCompanies, welcome } from './flows.js';
import { type Entry, type Journey, journey } from './journeys.js';
import { member, type Person, peopleDomain, type Staff, staff } from './people.js';

export interface Made {
  users: number;
  submissions: number;
  events: number;
  /** Of the staff. */
  emails: string[];
  /** Everybody's. */
  password: string;
  /** Only where the database was so fresh that it had none. */
  admin?: FirstAdmin;
}

/**
 * Fills a fresh database with people who never were: three months of sign-ups and submissions, the same for the same
 * seed and moment. Nothing leaves for it: no mail, no webhook, no job. Throws StartError where it must not.
 */
export async function fill(db: Db, config: Config, asked: { users: number; seed?: number; now?: Date }): Promise<Made> {
  if (config.env === 'production') throw new StartError('Demo data is not for production: NODE_ENV says that this is.');
  const faker = await fakerOf(asked.seed ?? 1);
  const chances = createChances(faker, asked.now ?? new Date());
  const password = randomBytes(9).toString('base64url');
  const hash = await createHasher(config.bcryptCost).hash(password);
  return inTransaction(db, async (tx) => {
    const { admin } = await seed(tx, config);
    await refuseUsed(tx);
    const team = staff(chances);
    const people = Array.from({ length: asked.users }, (_, index) => member(chances, index + 1));
    const all = [...Object.values(team), ...people];
    await store.insertAll(tx, 'users', all);
    await store.insertAll(
      tx,
      'user_secrets',
      all.map(({ id, created_at }) => ({ user_id: id, password_hash: hash, password_changed_at: created_at })),
    );
    const audit = people.flatMap((person) => lives(person, team));
    const journeys = await journeysOf(tx, chances, { people, team, audit });
    const events = await insertJourneys(tx, journeys, audit);
    const emails = Object.values(team).map(({ email }) => email);
    return { users: all.length, submissions: journeys.length, events, emails, password, admin };
  });
}

/** A development package: an installation for production has none. */
async function fakerOf(seedOfAll: number) {
  try {
    const { faker } = await import('@faker-js/faker');
    faker.seed(seedOfAll);
    return faker;
  } catch {
    throw new StartError('The demo needs @faker-js/faker, a development package: run npm install without --omit=dev.');
  }
}

/** Throws StartError where somebody's own work is, or the demo was already: nothing is mixed with what people rely on. */
async function refuseUsed(tx: Db): Promise<void> {
  if (await store.hasPeopleOf(tx, peopleDomain)) throw new StartError('This database holds demo data already.');
  const all = await drafts.all(tx, system('cli'));
  const [only] = all;
  const isFresh = all.length === 1 && only?.document.slug === 'default' && (await versions.isLive(tx, only.flow));
  if (!isFresh || (await store.hasSubmissions(tx)))
    throw new StartError(
      'This database is in use already. Demo data goes into a fresh one: another DATABASE_URL or DATA_DIR.',
    );
}

/** What the audit log would hold of a member's account. */
function lives({ id, email, full_name, created_at, updated_at, is_active, deleted_at }: Person, team: Staff): Entry[] {
  const entry = { entity: 'users', entity_id: id, before: null as string | null };
  const after = JSON.stringify({ id, email, full_name, role: 'member', is_active: true, created_at });
  const registered = { ...entry, actor_id: id, action: 'user.registered', after, door: 'api' as const, created_at };
  if (is_active && !deleted_at) return [registered];
  const left = deleted_at
    ? {
        action: 'user.deleted',
        actor_id: team.admin.id,
        before: '{"deleted_at":null}',
        after: JSON.stringify({ deleted_at }),
      }
    : { action: 'user.updated', actor_id: team.support.id, before: '{"is_active":true}', after: '{"is_active":false}' };
  return [registered, { ...entry, ...left, door: 'admin' as const, created_at: updated_at as Date }];
}

interface Cast {
  people: Person[];
  team: Staff;
  audit: Entry[];
}

async function journeysOf(tx: Db, chances: Chances, { people, team, audit }: Cast): Promise<Journey[]> {
  const first = new Date(chances.now.getTime() - (span + 1) * day);
  const byDefault = await publishedBy(tx, chances, { editions: welcome, editor: team.editor, audit, since: first });
  const companies = await publishedBy(tx, chances, { editions: forCompanies, editor: team.editor, audit });
  const { happens, after, now } = chances;
  return people.flatMap((person) => {
    const end = person.is_active && !person.deleted_at ? now : (person.updated_at as Date);
    const begin = (timeline: Timeline, start: Date) => {
      const version = timeline(start);
      const until = { ...chances, now: end };
      return version && start < end ? [journey(until, { version, person, start, support: team.support })] : [];
    };
    const own = happens(0.95) ? begin(byDefault, after(person.created_at, 2000, 20 * 60_000)) : [];
    const other = happens(0.2) ? begin(companies, after(person.created_at, day / 4, 25 * day)) : [];
    return [...own, ...other];
  });
}

/** Events and audit entries in the order in which they happened, as their numbers say. */
async function insertJourneys(tx: Db, journeys: Journey[], audit: Entry[]): Promise<number> {
  const inOrder = <T extends { created_at: Date }>(rows: T[]) =>
    rows.sort((one, other) => one.created_at.getTime() - other.created_at.getTime());
  const submissions = journeys.map(({ submission }) => submission);
  const events = inOrder(journeys.flatMap((one) => one.events));
  const entries = inOrder([...audit, ...journeys.flatMap((one) => one.audit)]);
  await store.insertAll(tx, 'submissions', submissions);
  await store.insertAll(tx, 'submission_events', events);
  await store.insertAll(tx, 'audit_log', entries);
  return events.length;
}
