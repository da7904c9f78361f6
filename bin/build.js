import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const tool = (path) => join(root, 'node_modules', path);
const node = (...args) => [process.execPath, args];

/**
 * Each stage runs when its inputs are not those that its last run saw. `needs`: the tool, absent from an installation
 * without development packages; `when`: what must be there for the stage to make sense.
 */
const stages = [
  {
    name: 'server',
    says: 'Compiling the server',
    inputs: ['src', 'admin', 'tsconfig.json', 'tsconfig.build.json'],
    outputs: ['dist/src/server.js'],
    clears: ['dist/src', 'dist/admin'],
    needs: tool('typescript/bin/tsc'),
    run: () => node(tool('typescript/bin/tsc'), '-p', 'tsconfig.build.json'),
  },
  {
    name: 'client',
    says: 'Generating the client from openapi.json',
    inputs: ['openapi.json', 'client/src', 'client/package.json', 'client/tsconfig.json'],
    ignores: ['client/src/api.d.ts'],
    outputs: ['client/dist/index.js', 'client/src/api.d.ts'],
    when: 'client/tsconfig.json',
    needs: join(root, 'client/node_modules/typescript/bin/tsc'),
    run: () => ['npm', ['run', '--silent', 'build', '-w', 'client']],
  },
  {
    name: 'wizard',
    says: 'Building the wizard',
    // The wizard checks dates and addresses by the server's own rules.
    inputs: ['wizard', 'client/src', 'src/domain', 'package-lock.json'],
    outputs: ['dist/wizard/index.html'],
    when: 'wizard/vite.config.ts',
    needs: tool('vite/bin/vite.js'),
    cwd: 'wizard',
    run: () => node(tool('vite/bin/vite.js'), 'build', '--outDir', '../dist/wizard', '--emptyOutDir'),
  },
  {
    name: 'preview',
    says: 'Building the preview',
    inputs: ['wizard', 'client/src', 'src/domain', 'package-lock.json'],
    outputs: ['dist/preview/preview.js'],
    when: 'wizard/vite.preview.config.ts',
    needs: tool('vite/bin/vite.js'),
    cwd: 'wizard',
    run: () => node(tool('vite/bin/vite.js'), 'build', '-c', 'vite.preview.config.ts'),
  },
  {
    name: 'admin',
    says: 'Bundling the back office',
    // The flow builder reads changes of a draft as the server does, and the preview is one of its pages.
    inputs: ['admin', 'src/domain/layouts.ts', 'src/domain/languages.ts', 'dist/preview', 'package-lock.json'],
    outputs: ['dist/admin-assets'],
    when: 'dist/admin/bundle.js',
    needs: tool('adminjs/package.json'),
    run: () => node('dist/admin/bundle.js'),
  },
];

/** Builds what is not up to date, of the stages named or of all; says what it does. Throws when a tool fails. */
export async function build({ only, quiet = false } = {}) {
  const chosen = stages.filter(({ name }) => !only || only.includes(name));
  if (chosen.every(isCurrent)) {
    if (!quiet) console.log('Everything is built.');
    return;
  }
  const unlock = await lock();
  try {
    // Looked at again: whoever held the lock may have done it, and one stage makes the next one's inputs.
    for (const stage of chosen) if (!isCurrent(stage)) await make(stage);
  } finally {
    unlock();
  }
}

function isCurrent(stage) {
  if (stage.when && !existsSync(join(root, stage.when))) return true;
  const built = stage.outputs.every((path) => existsSync(join(root, path)));
  // A production image has what was built, and neither the tools nor the sources.
  if (built && !(existsSync(stage.needs) && existsSync(join(root, stage.inputs[0])))) return true;
  const stamp = stampOf(stage);
  return built && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash(stage);
}

async function make(stage) {
  if (!existsSync(stage.needs)) throw new Error(`${stage.says} needs the development packages: run npm install.`);
  const seen = hash(stage);
  const since = Date.now();
  process.stdout.write(`${stage.says} … `);
  for (const path of stage.clears ?? []) rmSync(join(root, path), { recursive: true, force: true });
  const { code, output } = await run(stage);
  if (code !== 0) throw new Error(`failed.\n${output}`);
  console.log(`${((Date.now() - since) / 1000).toFixed(1)} s`);
  mkdirSync(dirname(stampOf(stage)), { recursive: true });
  writeFileSync(stampOf(stage), seen);
}

function run({ run: command, cwd = '.' }) {
  const [program, args] = command();
  return new Promise((done, failed) => {
    // npm is a script, which Windows starts through its shell alone.
    const shell = program === 'npm' && process.platform === 'win32';
    const child = spawn(program, args, {
      cwd: join(root, cwd),
      shell,
      env: { ...process.env, NODE_ENV: 'production' },
    });
    const stop = () => child.kill();
    process.once('exit', stop);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
    child.once('error', failed);
    child.once('close', (code) => {
      process.off('exit', stop);
      done({ code, output });
    });
  });
}

const stampOf = ({ name }) => join(root, 'dist/.built', name);

/** One hash of all that the stage reads: names and content, since dates say little after a clone or a copy. */
function hash({ inputs, ignores = [] }) {
  const sum = createHash('sha256').update(process.version);
  const files = inputs.flatMap(filesUnder).filter((path) => !ignores.includes(path));
  for (const path of files) sum.update(`${path}\0`).update(readFileSync(join(root, path)));
  return sum.digest('hex');
}

function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  const names = readdirSync(full).filter((name) => name !== 'node_modules' && name !== 'dist');
  return names.sort().flatMap((name) => filesUnder(`${path}/${name}`));
}

/** One build at a time in a folder; a lock whose process is gone is void. */
async function lock() {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const file = join(root, 'dist/.lock');
  const mine = `${file}.${process.pid}`;
  const unlock = () => rmSync(file, { force: true });
  let waiting = false;
  for (;;) {
    writeFileSync(mine, String(process.pid));
    try {
      linkSync(mine, file);
      process.once('exit', unlock);
      return () => {
        process.off('exit', unlock);
        unlock();
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    } finally {
      rmSync(mine, { force: true });
    }
    if (!holderLives(file)) unlock();
    else if (!waiting) console.log('Waiting for another build in this folder …');
    waiting = true;
    await new Promise((wait) => setTimeout(wait, 100));
  }
}

function holderLives(file) {
  try {
    return process.kill(Number(readFileSync(file, 'utf8')), 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** For the programs of this folder: what fails is said, without a stack, and ends them. */
export async function buildOrExit(options) {
  // By default a signal would end us without the exit handlers that end what we started.
  const leave = (signal) => process.exit(signal === 'SIGINT' ? 130 : 143);
  const signals = ['SIGINT', 'SIGTERM'];
  for (const signal of signals) process.on(signal, leave);
  try {
    await build(options);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  for (const signal of signals) process.off(signal, leave);
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  await buildOrExit({ quiet: process.argv.includes('--quiet') });
}
