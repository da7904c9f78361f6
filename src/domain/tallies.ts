import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../db/pool.js';
import * as store from '../db/tallies.js';

/** How often, and how many times, to look whether writers are done. */
const pause = { ms: 100, times: 100 };

/**
 * Brings the tallies up to date: takes in the events that have come since, and puts rows of a kind together. They are right before
 * and after; it only keeps them quick to add up. No audit row: nobody decided it.
 */
export async function keepTallies(db: Db): Promise<void> {
  const { last } = await store.marks(db);
  // An event that is still being written may have a lower number than one that can be seen: its transaction is waited for.
  let waited = await store.writers(db);
  for (let times = 0; waited.length && times < pause.times; times += 1) {
    await sleep(pause.ms);
    const still = new Set(await store.writers(db));
    waited = waited.filter((id) => still.has(id));
  }
  while (!waited.length && !(await store.countSteps(db, last)));
  await store.fold(db);
}
