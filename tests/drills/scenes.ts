import assert from 'node:assert/strict';
import { Caller } from '../support/caller.js';
import { eventually } from '../support/processes.js';
import { type Wire, wireTo } from '../support/wires.js';
import type { Stage } from './drills.js';
import { answers, type Instance, instance, newcomer, password, within } from './instances.js';
import type { Postgres } from './postgres.js';

/** One instance, a member at work in it, and a wire between it and its database. It waits two seconds for PostgreSQL. */
export interface Scene {
  it: Instance;
  member: Caller;
  /** The member's submission. */
  at: string;
  /** A token of a session that was ended. */
  ended: Caller;
  wire: Wire;
  postgres: Postgres;
  databaseUrl: string;
}

export async function scene(stage: Stage, settings?: string[]): Promise<Scene> {
  const postgres = await stage.postgres(settings);
  const databaseUrl = await postgres.newDatabase();
  const wire = await wireTo(databaseUrl);
  stage.after(wire.close);
  const it = await instance({ databaseUrl: wire.url });
  const { caller: member, at } = await newcomer(it);
  const { caller: ended } = await newcomer(it);
  assert.equal((await ended.post('/auth/logout')).status, 200);
  const visitor = new Caller(it.origin);
  await eventually(async () => (await visitor.get('/flows/default')).status === 200);
  return { it, member, at, ended, wire, postgres, databaseUrl };
}

export const save = ({ member, at }: Scene, text: string) => member.put(`${at}/pages/about-you`, answers(text));

/** Milliseconds: DATABASE_TIMEOUT of two seconds, what it adds for PostgreSQL to say so itself, and room for a busy machine. */
const inTime = 2000 + 500 + 1500;
const soon = 5;

/** Everything that needs the database says 503 in time, nothing is let through that would not be, and all is well soon after. */
export async function withstands(on: Scene, fail: () => unknown, mend: () => unknown): Promise<string> {
  const { it, member, at } = on;
  const visitor = new Caller(it.origin);
  const newcomers = { email: `retried.${process.pid}@example.com`, password };
  assert.equal((await save(on, 'before')).status, 200);
  await fail();
  const began = performance.now();
  const refused = await Promise.all([
    save(on, 'meanwhile'),
    member.get(at),
    on.ended.get('/auth/me'),
    visitor.post('/auth/login', { email: member.email, password }),
    visitor.post('/auth/login', { email: member.email, password: 'not the right one' }),
    visitor.post('/auth/register', newcomers),
  ]);
  const took = performance.now() - began;
  const statuses = refused.map(({ status, code }) => `${status} ${code}`);
  assert.deepEqual(statuses, Array(6).fill('503 UNAVAILABLE'));
  assert(took < inTime, `503 took ${took} ms`);
  for (const { headers } of refused) assert.match(headers.get('retry-after') ?? '', /^\d+$/);
  assert.deepEqual([await it.health('live'), await it.health('ready')], [200, 503]);
  assert.equal((await visitor.get('/flows/default')).status, 200);
  await mend();
  const back = await within(
    soon,
    async () => (await save(on, 'after')).status === 200 && (await it.health('ready')) === 200,
    it,
  );
  assert([201, 409].includes((await visitor.post('/auth/register', newcomers)).status));
  await nothingTwice(on, newcomers.email);
  return `503 in ${took.toFixed(0)} ms, live 200, ready 503, nothing let through, well again in ${back.toFixed(0)} ms`;
}

/** What was sent again after a 503 is there once, and each save has its event. */
async function nothingTwice({ member, at, ended, postgres, databaseUrl }: Scene, email: string): Promise<void> {
  const { revision, id } = (await member.get(at)).data;
  const found = await postgres.query(
    `select (select count(*)::int from submission_events where submission_id = $1 and type = 'page_saved') as saves,
      (select count(*)::int from users where email = $2) as accounts`,
    [id, email],
    databaseUrl,
  );
  assert.deepEqual(found, [{ saves: revision - 1, accounts: 1 }]);
  assert.equal((await ended.get('/auth/me')).status, 401);
}
