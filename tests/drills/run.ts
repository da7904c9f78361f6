import { endAll } from '../support/processes.js';
import { type Drill, NotRun, onStage } from './drills.js';
import { drills } from './list.js';

/** A drill that takes longer than this has failed. Milliseconds. */
const limit = 5 * 60_000;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !drills[name]);
if (unknown.length) {
  process.stderr.write(`There is no drill ${unknown.join(', ')}: ${Object.keys(drills).join(', ')}.\n`);
  process.exit(2);
}
process.on('SIGINT', () => endAll().finally(() => process.exit(130)));
process.on('SIGTERM', () => endAll().finally(() => process.exit(143)));
let failed = 0;
const usual = Object.keys(drills).filter((name) => !drills[name]?.isLong);
for (const name of asked.length ? asked : usual) {
  const drill = drills[name] as Drill;
  const began = performance.now();
  const [held, seen] = await outcome(drill);
  if (held === 'NOT HELD') failed += 1;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${held.padEnd(8)} ${seconds.padStart(6)} s  ${drill.name}: ${drill.asks}.  ${seen}\n`);
}
process.exit(failed ? 1 : 0);

async function outcome(drill: Drill): Promise<[held: 'held' | 'not run' | 'NOT HELD', seen: string]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it takes too long')), drill.mayTake ?? limit);
  });
  try {
    return ['held', `Seen: ${await Promise.race([onStage(drill.run), late])}.`];
  } catch (error) {
    if (error instanceof NotRun) return ['not run', `It was not run: ${error.message}.`];
    return ['NOT HELD', String((error as Error).stack)];
  } finally {
    clearTimeout(timer);
  }
}
