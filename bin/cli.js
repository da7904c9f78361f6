#!/usr/bin/env node
import { buildOrExit } from './build.js';
import { leaveWithShell } from './npm-shell.js';

leaveWithShell();
await buildOrExit({ quiet: true, only: ['server'] });
// A signal must not leave an embedded database behind: its exit handler runs only on process.exit.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
// Whoever listens may leave, as `head` does: what was begun is finished all the same.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
});
const { main } = await import('../dist/src/cli.js');
process.exitCode = await main(process.argv.slice(2));
