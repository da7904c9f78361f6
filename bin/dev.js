#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build, buildOrExit, root } from './build.js';
import { leaveWithShell } from './npm-shell.js';

// The server restarts, and the wizard is built again, whenever a file of theirs changes. Restarting is ours and not
// `tsx watch`'s, which kills a server that takes its time, and the embedded database is then nobody's.
leaveWithShell();
await buildOrExit({ quiet: true });
let ending = false;
let server = startServer();
const wizard = existsSync(join(root, 'wizard/vite.config.ts')) ? buildWizard() : undefined;

/** What browsers load is built, of what the server takes as it is. */
const madeOf = { src: ['docs'], admin: ['preview', 'admin'] };
let pending;
for (const folder of ['src', 'admin', 'migrations']) {
  watch(join(root, folder), { recursive: true }, (_event, name) => {
    clearTimeout(pending);
    // An editor saves in several steps: wait for the last.
    pending = setTimeout(() => restart(name, madeOf[folder]), 150);
  });
}
watch(root, (_event, name) => name === '.env' && restart(name));

// A terminal's Ctrl-C reaches the children by itself, a SIGTERM only us.
process.on('SIGINT', () => end());
process.on('SIGTERM', () => end('SIGTERM'));

function startServer() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], { cwd: root, stdio: 'inherit' });
  child.once('exit', (code) => {
    if (!ending && child === server && code !== 0)
      console.log('The server ended; it starts again when a file changes.');
  });
  return child;
}

function buildWizard() {
  // What was compressed is soon not what stands there.
  for (const folder of ['wizard.br', 'wizard.gzip', 'docs.br', 'docs.gzip'])
    rmSync(join(root, 'dist', folder), { recursive: true, force: true });
  const args = ['build', '--watch', '--outDir', '../dist/wizard', '--emptyOutDir'];
  const env = { ...process.env, NODE_ENV: 'production' };
  return spawn(process.execPath, ['../node_modules/vite/bin/vite.js', ...args], {
    cwd: join(root, 'wizard'),
    stdio: 'inherit',
    env,
  });
}

async function restart(name, only = []) {
  if (ending) return;
  console.log(`${name} changed: starting again.`);
  await build({ quiet: true, only }).catch(({ message }) => console.error(message));
  const old = server;
  server = undefined;
  await stopped(old, 'SIGTERM');
  if (!ending && !server) server = startServer();
}

async function end(signal) {
  if (ending) return;
  ending = true;
  await Promise.all([stopped(server, signal), stopped(wizard, signal ?? 'SIGINT')]);
  process.exit(0);
}

/** Waits until the child is gone, having sent the signal, if one is named. */
function stopped(child, signal) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  if (signal) child.kill(signal);
  return new Promise((done) => child.once('exit', done));
}
