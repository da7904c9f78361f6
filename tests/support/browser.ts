import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type LaunchOptions, type Page } from 'playwright-core';
import { projectRoot } from '../../src/config.js';

const INSTALLED = [
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A browser: CHROMIUM_PATH, else one that is installed, else the one from npm, unpacked into the project's `.tmp`. */
export async function openBrowser(): Promise<Browser> {
  const path = process.env.CHROMIUM_PATH ?? INSTALLED.find(existsSync);
  return chromium.launch({ ...(path ? { executablePath: path } : await fromNpm()), args: FLAGS, headless: true });
}

/** Root has no sandbox, and a container's /dev/shm is small. Never --single-process: it crashes with several contexts. */
const FLAGS = ['--no-sandbox', '--disable-setuid-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--no-zygote'];

async function fromNpm(): Promise<LaunchOptions> {
  const folder = join(projectRoot, '.tmp/chromium-147');
  if (!existsSync(folder)) {
    await promisify(execFile)(process.execPath, [join(projectRoot, 'tests/support/unpack-chromium.js'), folder]);
  }
  const env = { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') };
  return { executablePath: join(folder, 'chromium'), env: env as Record<string, string> };
}

/** What a person would not see, and a test must: each a line that says what and where. */
export interface Troubles {
  console: string[];
  failed: string[];
  /** Requests to another host than the product's own. */
  foreign: string[];
}

/** Notes, from now on, what goes wrong in the pages of a context. */
export function watch(context: BrowserContext, origin: string): Troubles {
  const troubles: Troubles = { console: [], failed: [], foreign: [] };
  const { host } = new URL(origin);
  context.on('console', (message) => {
    if (message.type() === 'error') troubles.console.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => troubles.console.push(String(error.error())));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.host !== host) troubles.foreign.push(url.href);
  });
  context.on('requestfailed', (request) => {
    // What a page that is left behind cancels is no trouble.
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') troubles.failed.push(`${request.method()} ${request.url()}: ${reason}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) troubles.failed.push(`${response.status()} ${response.url()}`);
  });
  return troubles;
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/**
 * What axe finds serious or critical in the page, or anything at all, a line each. Runs around the page's CSP, which
 * would refuse axe.
 */
export async function violations(page: Page, which: 'serious' | 'any' = 'serious'): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { readFile } = await import('node:fs/promises');
  const axe = await readFile(join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
  const expression = `${axe};axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations))`;
  const { result } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
  await session.detach();
  return (JSON.parse(String(result.value)) as Violation[])
    .filter(({ impact }) => which === 'any' || impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
