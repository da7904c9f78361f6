import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { folder, type Program, start } from '../programs.js';
import type { Case } from './cases.js';
import { resident, secrets, visitOffice } from './start.js';

const perRound = 6000;
const atOnce = 16;
const heapFile = join(folder, 'heap.json');

/**
 * What is left of the heap after thousands of requests of every kind, no two alike where they may differ: each round asks the same
 * of it, so that what a round leaves behind shows as growth.
 */
export const memory: Case = async ({ databaseUrl, rounds }) => {
  const env = { ...secrets, DATABASE_URL: databaseUrl, BCRYPT_COST: '4', HEAP_FILE: heapFile };
  const command = ['--expose-gc', '--import', './bench/starts/heap.js', 'bin/start.js'];
  const product = await start('memory', command, { env, ready: '/health/ready' });
  try {
    const cookie = await visitOffice(product.origin);
    const member = await register(product.origin);
    const left: number[] = [];
    // The first rounds fill what is kept on purpose, and do not count.
    for (let round = -2; round < Math.max(rounds, 2); round += 1) {
      await storm(product.origin, { cookie, ...member });
      const heap = await heapOf(product);
      if (round >= 0) left.push(heap);
    }
    const [first = 0, last = 0] = [left[0], left.at(-1)];
    const requests = perRound * (left.length - 1);
    return [
      {
        what: `Heap after ${requests} more requests of every kind`,
        figure: `${last.toFixed(1)} MB`,
        ratio: last / first,
        of: 'before them',
        claim: { atMost: 1.05 },
        beside: `by rounds ${left.map((each) => each.toFixed(1)).join(', ')}; resident ${resident(product)} MB`,
      },
    ];
  } finally {
    await product.stop();
  }
};

interface Known {
  cookie: string;
  token: string;
  submission: string;
}

async function storm(origin: string, known: Known): Promise<void> {
  let at = 0;
  const worker = async () => {
    while (at < perRound) {
      const kinds = kindsOf(known);
      const { path, ...init } = (kinds[at++ % kinds.length] as () => Asked)();
      const answer = await fetch(origin + path, { redirect: 'manual', ...init });
      await answer.arrayBuffer();
      if (answer.status >= 500) throw new Error(`${path}: ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

type Asked = RequestInit & { path: string };
let count = 0;

/** Each kind of request, with something in it that no other has. */
function kindsOf({ cookie, token, submission }: Known): (() => Asked)[] {
  const some = () => `${(count++).toString(36)}-${Math.random().toString(36).slice(2)}`;
  const json = { 'content-type': 'application/json' };
  const bearer = { ...json, authorization: `Bearer ${token}` };
  const answers = () => JSON.stringify({ answers: { about_me: some(), birthdate: '1990-05-17' } });
  return [
    () => ({ path: '/api/v1/flows/default', headers: { 'accept-encoding': `br;q=0.${count % 10}, ${some()}` } }),
    () => ({ path: `/api/v1/flows/default?locale=en-x-${some().slice(0, 8)}` }),
    () => ({ path: `/api/v1/flows/${some()}`, headers: { origin: `https://${some()}.example` } }),
    () => ({ path: `/${some()}?${some()}=1` }),
    () => ({ path: '/api/v1/auth/me', headers: { authorization: `Bearer ${token}x${some()}` } }),
    () => ({
      path: '/api/v1/auth/login',
      method: 'POST',
      headers: json,
      body: JSON.stringify({ email: `${some()}@example.com`, password: some() }),
    }),
    () => ({
      path: '/api/v1/auth/register',
      method: 'POST',
      headers: json,
      body: JSON.stringify({ email: `${some()}@example.com`, password: `long enough ${some()}` }),
    }),
    () => ({
      path: `/api/v1/submissions/${submission}/pages/about-you`,
      method: 'PUT',
      headers: bearer,
      body: answers(),
    }),
    () => ({ path: '/api/v1/auth/me', headers: bearer }),
    () => ({ path: `/admin/login?to=/admin/${some()}` }),
    () => ({ path: `/admin/api/resources/users/actions/list?filters.email=${some()}`, headers: { cookie } }),
    () => ({ path: `/admin/api/resources/${some()}/actions/list`, headers: { cookie } }),
    () => ({ path: '/admin', headers: { cookie } }),
  ];
}

async function register(origin: string): Promise<Omit<Known, 'cookie'>> {
  const ask = async (path: string, body: object, token = '') => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${origin}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return ((await answer.json()) as { data: Record<string, string> }).data;
  };
  const email = `${Date.now()}@example.com`;
  const { access_token: token = '' } = await ask('/auth/register', { email, password: 'benchmarks are for reading' });
  const { id: submission = '' } = await ask('/submissions', { flow: 'default' }, token);
  return { token, submission };
}

/** Megabytes that the heap holds when all garbage is collected. */
async function heapOf({ pid }: Program): Promise<number> {
  rmSync(heapFile, { force: true });
  process.kill(pid, 'SIGUSR2');
  while (!existsSync(heapFile)) await sleep(20);
  await sleep(50);
  const { heapUsed, external } = JSON.parse(readFileSync(heapFile, 'utf8')) as NodeJS.MemoryUsage;
  return (heapUsed + external) / 1024 / 1024;
}
