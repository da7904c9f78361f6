import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Case, Row } from './cases/cases.js';
import { dashboard } from './cases/dashboard.js';
import { firstView } from './cases/first-view.js';
import { flow } from './cases/flow.js';
import { lists } from './cases/lists.js';
import { memory } from './cases/memory.js';
import { registration } from './cases/registration.js';
import { save } from './cases/save.js';
import { start } from './cases/start.js';
import { database, folder, product } from './programs.js';

// In this order: the last two fill the database with a million people.
const cases: Record<string, Case> = { flow, save, registration, start, memory, firstView, dashboard, lists };

const asked = process.argv.slice(2);
const rounds = Number(process.env.ROUNDS ?? 5);
const seconds = Number(process.env.SECONDS ?? 5);
const { url: databaseUrl, stop } = await database();
const running = await product(databaseUrl);
try {
  const rows: Row[] = [];
  for (const name of asked.length ? asked : Object.keys(cases)) {
    const run = cases[name];
    if (!run) throw new Error(`There is no case ${name}: ${Object.keys(cases).join(', ')}.`);
    rows.push(...(await run({ product: running, databaseUrl, rounds, seconds })));
  }
  process.stdout.write(tableOf(rows));
} finally {
  await running.stop();
  await stop();
  rmSync(folder, { recursive: true, force: true });
}

function tableOf(rows: Row[]): string {
  const head = ['What', 'Figure', 'Ratio', 'Of', 'Claim', 'Beside'];
  const body = rows.map(({ what, figure, ratio, of = '', claim, beside = '' }) => [
    what,
    figure,
    ratio === undefined ? '' : ratio.toFixed(2),
    of,
    claim ? told(claim, ratio) : '',
    beside,
  ]);
  const lines = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  return `Node ${process.version}, ${cpus().length} cores, median of ${rounds} rounds of ${seconds} s\n\n${lines.join('\n')}\n`;
}

function told(claim: NonNullable<Row['claim']>, ratio = Number.NaN): string {
  const met = 'atLeast' in claim ? ratio >= claim.atLeast : ratio <= claim.atMost;
  const words = 'atLeast' in claim ? `at least ${claim.atLeast}` : `at most ${claim.atMost}`;
  return `${words}: ${met ? 'met' : 'missed'}`;
}
