import assert from 'node:assert/strict';
import pg from 'pg';
import { type Answer, Caller } from '../support/caller.js';
import { answers, type Instance, newcomer, password, signedIn, within } from './instances.js';

/** What was asked for, by number, and what was answered: the product may fail at any moment, and nothing may be lost or doubled. */
export interface Ledger {
  /** Waits until so many pages more, a person and a version are acknowledged. */
  grows(pages: number, as: Instance): Promise<void>;
  /** Writes no more. */
  stop(): Promise<void>;
  /** Compares with the database. Throws where something acknowledged is missing, or anything is there twice. */
  settle(databaseUrl: string): Promise<string>;
}

type Kind = 'pages' | 'people' | 'versions';
type Send = (caller: Caller) => Promise<Answer>;

const writers = 4;

/** Begins to write: pages, registrations and published versions. `origin` may move. */
export async function openLedger(origin: () => string): Promise<Ledger> {
  let stopped = false;
  const acknowledged = { pages: 0, people: 0, versions: 0 };
  /** The answer, or undefined where none came, or none that says whether it is done. */
  const ask = async (kind: Kind, send: Send, as?: Caller): Promise<Answer | undefined> => {
    const answer = await send(new Caller(origin(), as?.identity)).catch(() => undefined);
    if (answer && answer.status < 300) acknowledged[kind] += 1;
    return answer && answer.status < 500 ? answer : void (await new Promise((wait) => setTimeout(wait, 25)));
  };
  const loop = async (work: (n: number) => Promise<void>) => {
    for (let n = 1; !stopped; n += 1) await work(n);
  };
  /** Again until an answer says that it is done; `before` means: by a try whose answer was lost, and there must have been one. */
  const insist = async (kind: Kind, send: Send, before: number, as?: Caller): Promise<boolean> => {
    for (let lost = false; !stopped; lost = true) {
      const answer = await ask(kind, send, as);
      if (!answer) continue;
      if (answer.status === before) assert(lost, `answered ${before} at the first try`);
      else assert(answer.status < 300, answer.text);
      return true;
    }
    return false;
  };

  const editor = await signedIn({ origin: origin() });
  const savers = await Promise.all(Array.from({ length: writers }, () => newcomer({ origin: origin() })));
  const saved = savers.map(() => 0);
  const registered: string[] = [];
  const published = { yes: new Set<string>(), maybe: new Set<string>() };
  const work = [
    ...savers.map(({ caller, at }, index) =>
      loop(async (n) => {
        const page = `${at}/pages/about-you`;
        const send = (by: Caller) => by.put(page, answers(String(n)), { 'if-match': `"${n}"` });
        if (await insist('pages', send, 412, caller)) saved[index] = n;
      }),
    ),
    loop(async (n) => {
      const email = `numbered${n}@example.com`;
      if (await insist('people', (by) => by.post('/auth/register', { email, password }), 409)) registered.push(email);
    }),
    // Not safe to repeat: asked for once, whatever comes of it.
    loop(async (n) => {
      const answer = await ask('versions', (by) => by.post('/flows/default/publish', { notes: `number ${n}` }), editor);
      published[answer ? 'yes' : 'maybe'].add(`number ${n}`);
      if (answer) assert.equal(answer.status, 201, answer.text);
    }),
  ];
  const finished = Promise.all(work);
  finished.catch(() => {});
  return {
    grows: async (pages, as) => {
      const { pages: before, people, versions } = acknowledged;
      const has = () => acknowledged.pages >= before + pages && acknowledged.people > people;
      const grown = within(30, async () => has() && acknowledged.versions > versions, as);
      // A writer that was answered what it should never be says so first.
      await Promise.race([grown, finished]);
    },
    stop: async () => {
      stopped = true;
      await finished;
    },
    settle: async (databaseUrl) => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      try {
        const ids = savers.map(({ at }) => at.split('/').at(-1));
        await settleSaves(client, ids, saved);
        await settleRegistrations(client, registered);
        await settleVersions(client, published);
      } finally {
        await client.end();
      }
      const sum = saved.reduce((one, other) => one + other);
      return `${sum} saves, ${registered.length} registrations, ${published.yes.size} versions acknowledged, each there once`;
    },
  };
}

/** The n-th save is the one that made revision n + 1. */
async function settleSaves(client: pg.Client, ids: unknown[], saved: number[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    const { rows } = await client.query(
      `select revision - 1 as made, (answers->>'about_me')::int as last,
        (select count(*)::int from submission_events where submission_id = s.id and type = 'page_saved') as events
       from submissions s where id = $1`,
      [id],
    );
    const { made, last, events } = rows[0];
    assert.deepEqual([last, events], [made, made]);
    // The last one may have been stored without an answer.
    assert([saved[index], (saved[index] ?? 0) + 1].includes(made), `${saved[index]} acknowledged, ${made} stored`);
  }
}

async function settleRegistrations(client: pg.Client, registered: string[]): Promise<void> {
  const { rows } = await client.query(
    `select email::text, count(distinct u.id)::int as accounts, count(m.id)::int as mails
     from users u left join mails m on m.user_id = u.id where email = any($1::citext[]) group by email`,
    [registered],
  );
  assert.equal(rows.length, registered.length);
  assert.deepEqual(
    rows.filter(({ accounts, mails }) => accounts !== 1 || mails !== 1),
    [],
  );
}

async function settleVersions(client: pg.Client, { yes, maybe }: { yes: Set<string>; maybe: Set<string> }) {
  const { rows } = await client.query<{ number: number; notes: string | null }>(
    'select number, notes from flow_versions order by number',
  );
  assert.deepEqual(
    rows.map(({ number }) => number),
    rows.map((_, at) => at + 1),
  );
  const notes = rows.slice(1).map((row) => String(row.notes));
  assert.equal(new Set(notes).size, notes.length);
  for (const note of yes) assert(notes.includes(note), `${note} is missing`);
  for (const note of notes) assert(yes.has(note) || maybe.has(note));
}
