import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

// What `/docs` consists of, all of it from here: a page, and files that carry their hash in their name.
const root = join(import.meta.dirname, '..');
const ours = join(root, 'src/http/documentation');
const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const files = [
  ...['page.css', 'page.js', 'session.js'].map((name) => join(ours, name)),
  join(root, 'wizard/public/logo.svg'),
  ...['swagger-ui.css', 'swagger-ui-bundle.js'].map((name) => join(swagger, name)),
];

const target = join(root, 'dist/docs');
rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'assets'), { recursive: true });
let page = readFileSync(join(ours, 'page.html'), 'utf8');
for (const file of files) {
  const content = readFileSync(file);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const name = basename(file);
  const hashed = name.replace('.', `-${hash}.`);
  writeFileSync(join(target, 'assets', hashed), content);
  page = page.replaceAll(`"/docs/${name}"`, `"/docs/assets/${hashed}"`);
}
writeFileSync(join(target, 'index.html'), page);
