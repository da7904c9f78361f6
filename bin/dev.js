#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildOrExit, root } from './build.js';

// The server restarts, and the wizard is built again, whenever a file of theirs changes.
await buildOrExit({ quiet: true });
const vite = ['node_modules/vite/bin/vite.js', 'build', 'wizard', '--outDir', '../dist/wizard', '--watch'];
const commands = [['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'src/server.ts']];
if (existsSync(join(root, 'wizard/vite.config.ts'))) commands.push(vite);
const children = commands.map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }));

// A terminal's Ctrl-C reaches the children by itself, a SIGTERM only us; either way the last of them to end ends us.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {
  for (const child of children) child.kill('SIGTERM');
});
for (const child of children) {
  child.once('exit', () => {
    for (const other of children) if (other.exitCode === null) other.kill('SIGTERM');
  });
}
