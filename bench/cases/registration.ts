import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../load.js';
import type { Program } from '../programs.js';
import type { Case } from './cases.js';

/** Milliseconds between two reads: two hundred a second, as many whether they are slow or quick. */
const pace = 5;
const registering = 8;

/** How long the slowest of a hundred reads of a flow takes while eight people register at once, against a quiet moment. */
export const registration: Case = async ({ product, rounds, seconds }) => {
  const quiet: number[] = [];
  const busy: number[] = [];
  let registered = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const before = await slowest(product, seconds);
    let over = false;
    const crowd = Array.from({ length: registering }, async () => {
      while (!over) registered += await register(product);
    });
    const during = await slowest(product, seconds);
    over = true;
    await Promise.all(crowd);
    // The first round warms up.
    if (round > 0) {
      quiet.push(before);
      busy.push(during);
    }
  }
  return [
    {
      what: `Published flow, p99 of ${1000 / pace} reads a second while ${registering} register at once`,
      figure: `${median(busy).toFixed(1)} ms`,
      ratio: median(busy) / median(quiet),
      of: `the same on a quiet moment (${median(quiet).toFixed(1)} ms)`,
      claim: { atMost: 1.5 },
      beside: `${registered} registered meanwhile`,
    },
  ];
};

let people = 0;

/** 1 where it went well; 0 where the product said to come back later, which is then done. */
async function register({ origin }: Program): Promise<number> {
  people += 1;
  const body = JSON.stringify({
    email: `crowd${people}-${process.pid}@example.com`,
    password: 'benchmarks are for reading',
    full_name: 'One of a Crowd',
  });
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`${origin}/api/v1/auth/register`, { method: 'POST', headers, body });
  if (status === 201) return 1;
  if (status !== 503) throw new Error(`A registration was answered with ${status}.`);
  await sleep(1000);
  return 0;
}

async function slowest({ origin }: Program, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const reads: Promise<number>[] = [];
  const end = performance.now() + seconds * 1000;
  for (let at = performance.now(); at < end; at += pace) {
    const early = at - performance.now();
    if (early > 0) await sleep(early);
    reads.push(read(`${origin}/api/v1/flows/default`, agent));
  }
  const took = (await Promise.all(reads)).sort((one, other) => one - other);
  agent.destroy();
  return took[Math.floor(took.length * 0.99)] as number;
}

function read(url: string, agent: Agent): Promise<number> {
  const since = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      answer.resume().once('end', () => resolve(performance.now() - since));
    }).once('error', reject);
  });
}
