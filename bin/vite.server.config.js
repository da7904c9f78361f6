import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

// The server as a few files rather than 2,000: docs/decisions/0019-the-server-is-bundled.md.
const root = join(import.meta.dirname, '..');
const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What stays a package: native, or wanted late and seldom. */
const outside = [
  ...['bcrypt', 'graphile-worker', 'node-pg-migrate'],
  ...Object.keys(optionalDependencies),
  // A development package, for demo data alone; and a driver that pg asks for and we don't have.
  ...['@faker-js/faker', 'pg-native'],
];

/** Packages of which what nobody calls is left out: AdminJS brings the pages that are drawn in browsers, and what draws them. */
const drawing = /\/node_modules\/(adminjs|@adminjs\/|react|redux|lodash|axios|prosemirror|@tiptap\/)/;

/** What makes the bundle of AdminJS's components, Babel and all, which is the build's work; what reads other databases' tables. */
const idle = /\/adminjs\/lib\/backend\/bundler\/\w+\.bundler\.js$|\/@adminjs\/sql\/lib\/dialects\/\w+\.parser\.js$/;
const nothing = 'export default undefined; export const [PostgresParser, MysqlParser] = [];';

/** AdminJS without that. Where its files look for others of the package, they are told where it lies. */
const leanAdminJs = {
  name: 'lean-adminjs',
  enforce: 'pre',
  load: (id) => (idle.test(id) ? nothing : null),
  transform(code, id) {
    const [, path] = id.match(/\/node_modules\/adminjs\/(.*)$/) ?? [];
    if (!path || !code.includes('import.meta.url')) return null;
    const url = `new URL('./${path}', import.meta.resolve('adminjs')).href`;
    return { code: code.replaceAll('import.meta.url', url), map: null };
  },
};

export default defineConfig({
  root,
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [leanAdminJs],
  ssr: { noExternal: true, external: outside },
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/src',
    emptyOutDir: true,
    // Beside the code, for a debugger: its names and lines are legible as it is.
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: { server: join(root, 'src/server.ts'), cli: join(root, 'src/cli.ts') },
      external: outside,
      treeshake: { moduleSideEffects: (id) => !drawing.test(id) },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
