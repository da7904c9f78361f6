import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instance } from './instances.js';
import { residentOf } from './memory.js';

export interface Seen<T> {
  result: T;
  /** Kilobytes more than before, at the most. */
  grown: number;
  /** Milliseconds that a bystander waited at the most. */
  slowest: number;
}

/** Does something to an instance, while somebody else goes on asking for what needs the database: each of his answers must be 200. */
export async function guarded<T>(it: Instance, work: () => Promise<T>): Promise<Seen<T>> {
  const before = residentOf(it.pid);
  const seen = { grown: 0, slowest: 0 };
  let over = false;
  const measure = async () => {
    for (; !over; await sleep(10)) seen.grown = Math.max(seen.grown, residentOf(it.pid) - before);
  };
  const ask = async () => {
    for (; !over; await sleep(20)) {
      const began = performance.now();
      const { status } = await fetch(`${it.origin}/api/v1/flows`);
      assert.equal(status, 200);
      seen.slowest = Math.max(seen.slowest, Math.round(performance.now() - began));
    }
  };
  const others = Promise.all([measure(), ask()]);
  const working = work();
  // Whichever fails first is what is told; the other one is heard too.
  for (const each of [others, working]) each.catch(() => {});
  const result = await Promise.race([working, others.then(() => working)]).finally(() => (over = true));
  await others;
  return { result, ...seen };
}
