import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const tool = (path) => join(root, 'node_modules', path);
const node = (...args) => [process.execPath, args];
/** By itself Vite writes its configuration into node_modules first, which may be somebody else's. */
const asItIs = ['--configLoader', 'runner'];

/**
 * Each stage runs when its inputs are not those that its last run saw. `needs`: the tool, absent from an installation
 * without development packages; `when`: what must be there for the stage to make sense.
 */
const stages = [
  {
    name: 'server',
    says: 'Bundling the server',
    inputs: ['src', 'admin', 'bin/vite.server.config.js', 'package-lock.json'],
    outputs: ['dist/src/server.js', 'dist/src/cli.js'],
    needs: tool('vite/bin/vite.js'),
    run: () => node(tool('vite/bin/vite.js'), 'build', '-c', 'bin/vite.server.config.js', ...asItIs),
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
    run: () => node(tool('vite/bin/vite.js'), 'build', '--outDir', '../dist/wizard', '--emptyOutDir', ...asItIs),
  },
  {
    name: 'docs',
    says: 'Laying out the documentation',
    inputs: ['src/http/documentation', 'bin/docs.js', 'wizard/public', 'package-lock.json'],
    outputs: ['dist/docs/index.html'],
    needs: tool('swagger-ui-dist/package.json'),
    run: () => node('bin/docs.js'),
  },
  {
    name: 'compressed',
    says: 'Compressing what browsers load',
    inputs: ['dist/wizard', 'dist/docs', 'bin/compress.js'],
    outputs: ['dist/wizard.br/index.html', 'dist/docs.br/index.html'],
    needs: join(root, 'wizard/index.html'),
    run: () => node('bin/compress.js', 'dist/wizard', 'dist/docs'),
  },
  {
    name: 'preview',
    says: 'Building the preview',
    inputs: ['wizard', 'client/src', 'src/domain', 'package-lock.json'],
    outputs: ['dist/preview/preview.js'],
    when: 'wizard/vite.preview.config.ts',
    needs: tool('vite/bin/vite.js'),
    cwd: 'wizard',
    run: () => node(tool('vite/bin/vite.js'), 'build', '-c', 'vite.preview.config.ts', ...asItIs),
  },
  {
    name: 'admin',
    says: 'Bundling the back office',
    // The flow builder reads changes of a draft as the server does, and the preview is one of its pages.
    inputs: ['admin', 'src/domain/layouts.ts', 'src/domain/languages.ts', 'dist/preview', 'package-lock.json'],
    outputs: ['dist/admin-assets/manifest.json'],
    needs: tool('tsx/package.json'),
    run: () => node('--import', 'tsx', 'admin/bundle.ts'),
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
  if (!built || !existsSync(stamp)) return false;
  const [seen, content] = readFileSync(stamp, 'utf8').split('\n');
  const now = glance(stage);
  if (seen === now) return true;
  if (content !== hash(stage)) return false;
  // Touched or copied, and the same: the next start need not read it all.
  keepStamp(stage, now, content);
  return true;
}

async function make(stage) {
  if (!existsSync(stage.needs)) throw new Error(`${stage.says} needs the development packages: run npm install.`);
  // In this order: what changes in between is found by its content.
  const seen = [glance(stage), hash(stage)];
  const since = Date.now();
  process.stdout.write(`${stage.says} … `);
  const { code, output } = await run(stage);
  if (code !== 0) throw new Error(`failed.\n${output}`);
  console.log(`${((Date.now() - since) / 1000).toFixed(1)} s`);
  keepStamp(stage, ...seen);
}

function keepStamp(stage, seen, content) {
  try {
    mkdirSync(dirname(stampOf(stage)), { recursive: true });
    writeFileSync(stampOf(stage), `${seen}\n${content}`);
  } catch (error) {
    // Somebody who may only read starts all the same, and reads it all again.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
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

/** What shows at a glance that something was written: names, sizes and the times of the last change, which nobody can set. */
const glance = (stage) =>
  summed(stage, (path) => {
    const { size, ctimeMs } = statSync(join(root, path));
    return `${size} ${ctimeMs}`;
  });

/** One hash of all that the stage reads: names and content, since dates say little after a clone or a copy. */
const hash = (stage) => summed(stage, (path) => readFileSync(join(root, path)));

function summed({ inputs, ignores = [] }, told) {
  const sum = createHash('sha256').update(process.version);
  const files = inputs.flatMap(filesUnder).filter((path) => !ignores.includes(path));
  for (const path of files) sum.update(`${path}\0`).update(told(path));
  return sum.digest('hex');
}

function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return within(path).sort();
}

function within(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
    .flatMap((entry) => (entry.isDirectory() ? within(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
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
