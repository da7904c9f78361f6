import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { projectRoot, takeProductionBuilds } from '../src/config.js';
import { assetsDir } from './assets.js';
import { colourSheet } from './colours.js';
import { components, overrides } from './components.js';

// Before adminjs is imported: it reads then where its bundle goes.
takeProductionBuilds();
const { ComponentLoader, Router } = await import('adminjs');
// @ts-expect-error it comes without types
const { componentsBundler, generateUserComponentEntry } = await import('adminjs/bundler');

interface Resolver {
  resolve(source: string, importer: string, options: { skipSelf: true }): Promise<unknown>;
}

/** TypeScript imports name what will be there when it is compiled; the bundler reads the sources. */
const sources = {
  name: 'sources',
  resolveId(this: Resolver, source: string, importer: string | undefined) {
    if (!importer || !/^\.{1,2}\/.*\.js$/.test(source) || !/\.tsx?$/.test(importer)) return null;
    return this.resolve(source.replace(/\.js$/, ''), importer, { skipSelf: true });
  },
};

/** The components of ours, bundled by AdminJS's own bundler, which knows what its pages have loaded already. */
async function bundleComponents(): Promise<string> {
  const componentLoader = new ComponentLoader();
  const path = (name: string) => join(projectRoot, 'admin/components', `${name}.tsx`);
  for (const name of components) componentLoader.add(name, path(name));
  for (const [replaced, name] of Object.entries(overrides)) componentLoader.override(replaced, path(name));
  const plugins = [sources, ...componentsBundler.inputOptions.plugins];
  componentsBundler.setInputOption('plugins', plugins);
  await componentsBundler.createEntry({
    content: generateUserComponentEntry({ options: {}, componentLoader }, assetsDir),
  });
  await componentsBundler.build();
  return join(assetsDir, 'bundle.js');
}

/** Where the wizard's build leaves the one that previews are drawn with. */
const previewDir = join(projectRoot, 'dist/preview');

const statics = join(projectRoot, 'admin/static');

/** Under a name with its hash, as it is and compressed. Returns that name. */
function keep(name: string, content: Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const hashed = name.replace('.', `-${hash}.`);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(join(assetsDir, hashed), content);
  writeFileSync(join(assetsDir, `${hashed}.br`), brotliCompressSync(content, { params }));
  writeFileSync(join(assetsDir, `${hashed}.gz`), gzipSync(content, { level: 9 }));
  return hashed;
}

/** One sheet of all styles: the colours, then what uses them, in the order of their names. */
function styles(): Buffer {
  const folder = join(statics, 'styles');
  const names = readdirSync(folder).sort();
  return Buffer.concat([Buffer.from(colourSheet()), ...names.map((name) => readFileSync(join(folder, name)))]);
}

mkdirSync(assetsDir, { recursive: true });
const stock = Router.assets.filter(({ path }) => /(global|design-system|app)\.bundle\.js$/.test(path));
const files = [
  ...stock.map(({ path, src }) => [basename(path), readFileSync(src)] as const),
  ['components.bundle.js', readFileSync(await bundleComponents())] as const,
  ...['preview.js', 'preview.css'].map((name) => [name, readFileSync(join(previewDir, name))] as const),
  ['logo.svg', readFileSync(join(statics, 'logo.svg'))] as const,
  ['office.css', styles()] as const,
];
const manifest = Object.fromEntries(files.map(([name, content]) => [name, keep(name, content)]));
const file = join(assetsDir, 'manifest.json');
// Last and at once: at no moment is the folder without a whole build.
writeFileSync(`${file}.${process.pid}`, JSON.stringify(manifest, null, 2));
renameSync(`${file}.${process.pid}`, file);
const current = new Set(Object.values(manifest).flatMap((name) => [name, `${name}.br`, `${name}.gz`]));
for (const name of readdirSync(assetsDir)) {
  if (/-[0-9a-f]{12}\./.test(name) && !current.has(name)) rmSync(join(assetsDir, name), { force: true });
}
