import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, myself } from './processes.js';

/** Runs alone among all processes that use the same file; a lock whose holder was killed is taken over. */
export async function withLock<T>(file: string, run: () => Promise<T>): Promise<T> {
  const mine = `${myself} ${randomUUID()}`;
  while (!take(file, mine)) {
    breakIfAbandoned(file);
    await sleep(25);
  }
  try {
    return await run();
  } finally {
    if (read(file) === mine) rmSync(file, { force: true });
  }
}

/** A link never replaces a file, and appears with its content: nobody ever reads a lock half written. */
function take(file: string, content: string): boolean {
  const draft = `${file}.${content.slice(-12)}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function breakIfAbandoned(file: string): void {
  const held = read(file);
  if (held === undefined || isAlive(held.split(' ')[0] ?? '')) return;
  const aside = `${file}.${randomUUID().slice(-12)}`;
  try {
    renameSync(file, aside);
    // Between the look and the move somebody else may have broken it and taken it: his goes back.
    if (read(aside) !== held) linkSync(aside, file);
  } catch {
    // Another waiter moved it first, or has it already: the next round looks again.
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
