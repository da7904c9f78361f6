import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll } from '../support/processes.js';
import { openPostgres, type Postgres } from './postgres.js';

/** One thing that goes wrong, and what is asked of the product then. */
export interface Drill {
  name: string;
  /** Ends the sentence "It is asked that …". */
  asks: string;
  /** Returns what was seen; throws where what is asked does not hold. */
  run(stage: Stage): Promise<string>;
  /** Milliseconds; by default five minutes. */
  mayTake?: number;
  /** Run only when it is asked for by name. */
  isLong?: boolean;
}

/** What a drill may use up; all of it is gone after it. */
export interface Stage {
  /** A new folder that PostgreSQL's user may pass through. */
  folder(): string;
  postgres(settings?: string[]): Promise<Postgres>;
  /** Done when the drill is over, the last one first. */
  after(undo: () => unknown): void;
}

/** A drill that this machine does not allow: it is said, and counts for nothing. */
export class NotRun extends Error {}

/** Lets a drill have a stage, and clears it whatever happens. A server that is `shared` is taken where none of its own is needed. */
export async function onStage<T>(run: (stage: Stage) => Promise<T>, shared?: Postgres): Promise<T> {
  const undo: (() => unknown)[] = [];
  const after = (step: () => unknown) => void undo.push(step);
  const folder = () => {
    const dir = mkdtempSync(join(tmpdir(), 'doorstep-drill-'));
    chmodSync(dir, 0o711);
    after(() => rmSync(dir, { recursive: true, force: true }));
    return dir;
  };
  const postgres = async (settings?: string[]) => {
    if (shared && !settings) return shared;
    const opened = await openPostgres(folder(), settings);
    after(opened.stop);
    return opened;
  };
  try {
    return await run({ folder, postgres, after });
  } finally {
    await endAll();
    for (const step of undo.reverse()) await step();
  }
}
