import assert from 'node:assert/strict';
import { Caller } from '../support/caller.js';
import { freePort, type Program, run } from '../support/processes.js';

/** The product as it runs in earnest, in a process of its own. */
export interface Instance extends Program {
  origin: string;
  port: number;
  /** The status of a page of its health. */
  health(page: 'live' | 'ready'): Promise<number>;
  /** Sends SIGTERM, and waits: the exit code. */
  stop(): Promise<number | string>;
  kill(): Promise<void>;
}

export const password = 'drills are for staying calm';
export const admin = { email: 'admin@example.com', password };

interface Asked {
  /** Empty: the embedded one. */
  databaseUrl?: string;
  env?: Record<string, string>;
  /** Arguments of node's own. */
  node?: string[];
  /** Where its output goes to, instead of being kept. */
  output?: number;
}

/** Started, and not waited for. */
export async function launch({ databaseUrl = '', env = {}, node = [], output }: Asked): Promise<Instance> {
  const port = await freePort();
  const program = run(
    [...node, 'bin/start.js'],
    {
      ...{ PORT: String(port), DATABASE_URL: databaseUrl, DATABASE_TIMEOUT: '2', NODE_ENV: 'production' },
      ...{ SESSION_SECRET: 'a secret of the drills alone', TOKEN_SECRET: 'another secret of the drills' },
      ...{ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password, BCRYPT_COST: '4', RATE_LIMIT_SCALE: '1000000' },
      ...{ PUBLIC_URL: 'http://localhost', ...env },
    },
    { output },
  );
  const origin = `http://127.0.0.1:${port}`;
  return {
    ...program,
    ...{ origin, port },
    health: async (page) => (await fetch(`${origin}/health/${page}`)).status,
    stop: async () => {
      program.child.kill('SIGTERM');
      return program.end();
    },
    kill: async () => {
      program.child.kill('SIGKILL');
      await program.end();
    },
  };
}

/** Started, and ready. */
export async function instance(asked: Asked): Promise<Instance> {
  const started = await launch(asked);
  await within(30, async () => (await started.health('ready')) === 200, started);
  return started;
}

/** Milliseconds until the check holds; what it throws means that it does not yet. Throws after so many seconds, or when the process has ended. */
export async function within(
  seconds: number,
  check: () => Promise<boolean>,
  { child, stderr }: Partial<Program> = {},
): Promise<number> {
  const began = performance.now();
  for (;;) {
    const holds = await check().catch(() => false);
    const ms = performance.now() - began;
    if (holds) return ms;
    assert(child?.exitCode == null && child?.signalCode == null, `The process has ended: ${stderr?.()}`);
    assert(ms < seconds * 1000, `It did not come to hold within ${seconds} s: ${check}`);
    await new Promise((wait) => setTimeout(wait, 20));
  }
}

let people = 0;

/** Somebody new, registered and signed in, with a submission of the default flow; tried again where the machine is too busy. */
export async function newcomer(at: { origin: string }): Promise<{ caller: Caller; at: string }> {
  for (let tries = 1; ; tries += 1) {
    const found = await register(at).catch((error) => error as Error);
    if (!(found instanceof Error)) return found;
    if (tries === 5) throw found;
  }
}

async function register({ origin }: { origin: string }) {
  people += 1;
  const email = `person${people}.${process.pid}@example.com`;
  const { status, data, text } = await new Caller(origin).post('/auth/register', { email, password });
  assert.equal(status, 201, text);
  const caller = new Caller(origin, { ...data, id: data.user.id, email });
  const begun = await caller.post('/submissions', { flow: 'default' });
  assert.equal(begun.status, 201, begun.text);
  return { caller, at: `/submissions/${begun.data.id}` };
}

export async function signedIn({ origin }: { origin: string }, who = admin): Promise<Caller> {
  const { status, data, text } = await new Caller(origin).post('/auth/login', who);
  assert.equal(status, 200, text);
  return new Caller(origin, { ...data, id: data.user.id, email: who.email });
}

export const answers = (text: string) => ({ answers: { about_me: text, birthdate: '1990-05-17' } });
