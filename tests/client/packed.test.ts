import { execFile } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { openBrowser, watch } from '../support/browser.js';
import { example } from '../support/examples.js';
import { remove, temporaryFolder } from '../support/folders.js';

const execute = promisify(execFile);
const types = { js: 'text/javascript', mjs: 'text/javascript', html: 'text/html' };

/** A project of somebody else's, with the packed client and what it depends on in its node_modules. */
const project = temporaryFolder();
let pages: Server;
let app: TestApp;
beforeAll(async () => {
  await installPacked();
  pages = createServer((request, response) => {
    const file = join(project, request.url ?? '');
    const ending = file.split('.').pop() as keyof typeof types;
    if (!existsSync(file) || !types[ending]) return void response.writeHead(404).end();
    response.setHeader('content-type', types[ending]);
    createReadStream(file).pipe(response);
  }).listen(0, '127.0.0.1');
  await new Promise((done) => pages.once('listening', done));
  app = await testApp({ corsOrigins: [pagesOrigin()] });
}, 60_000);
afterAll(async () => {
  pages?.close();
  await app?.stop();
  remove(project);
});

const pagesOrigin = () => `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;

async function installPacked() {
  const npm = [join(projectRoot, 'client'), '--offline', '--ignore-scripts', '--pack-destination', project];
  await execute('npm', ['pack', ...npm], { cwd: projectRoot, shell: process.platform === 'win32' });
  const [tarball = ''] = readdirSync(project);
  await execute('tar', ['-xzf', tarball], { cwd: project });
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  // As npm unpacks it; its dependencies are those of this project.
  renameSync(join(project, 'package'), join(modules, 'doorstep-client'));
  const openapiFetch = realpathSync(join(projectRoot, 'node_modules/openapi-fetch'));
  symlinkSync(openapiFetch, join(modules, 'openapi-fetch'), 'junction');
}

const files = () => readdirSync(join(project, 'node_modules/doorstep-client'), { recursive: true }).map(String);

describe('the packed client', () => {
  test('holds what is built, its types, README and licence, and nothing else', () => {
    expect(files()).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE', join('dist', 'api.d.ts')]));
    const others = files().filter((file) => !/^dist([\\/][\w-]+(\.d)?\.(ts|js))?$/.test(file));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(files().filter((file) => /(?<!\.d)\.ts$/.test(file))).toEqual([]);
  });

  test('runs the README’s plain JavaScript with Node', async () => {
    writeFileSync(join(project, 'onboard.mjs'), example('client/README.md', 'js', app.origin));
    const { stdout, stderr } = await execute(process.execPath, ['onboard.mjs'], { cwd: project });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/begins “Welcome”: About you, Where you live\.$/m);
    expect(stdout).toContain('VALIDATION_ERROR: birthdate: This must be a date');
    expect(stdout).toContain('Done: completed, 2 of 2 pages.');
  });

  test('runs the example of docs/api.md with Node', async () => {
    writeFileSync(join(project, 'api.mjs'), example('docs/api.md', 'js', app.origin));
    const { stdout } = await execute(process.execPath, ['api.mjs'], { cwd: project });
    expect(stdout).toMatch(/^completed \d{4}-\d\d-\d\dT/m);
  });

  test('runs the README’s page in a browser, without a build step, and takes its session up again', async () => {
    writeFileSync(join(project, 'page.html'), example('client/README.md', 'html', app.origin));
    await app.visitor.post('/auth/register', { email: 'ada@example.com', password });
    const browser = await openBrowser();
    try {
      const context = await browser.newContext();
      const troubles = watch(context, app.origin);
      const page = await context.newPage();
      const told = () => page.getByText('ada@example.com has 0 submissions.').waitFor({ timeout: 8000 });
      await page.goto(`${pagesOrigin()}/page.html`);
      await told();
      const signIns = page.waitForRequest(/auth\/login/, { timeout: 8000 }).catch(() => 'none');
      await page.reload();
      await told();
      await context.close();
      expect(await signIns).toBe('none');
      expect(troubles.console.filter((line) => !line.includes('favicon'))).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
