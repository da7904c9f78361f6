import type { Browser } from 'playwright-core';
import { openBrowser } from '../../tests/support/browser.js';
import { median } from '../load.js';
import type { Case } from './cases.js';

/** A phone as Lighthouse takes one: 1.6 Mbit/s down, 150 ms there and back, a processor a quarter as fast as this one. */
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (0.75 * 1024 * 1024) / 8,
};
const slowdown = 4;

/** The wizard as somebody sees it who was never here, on a slow phone: until its largest part is painted, and what came by then. */
export const firstView: Case = async ({ product, rounds }) => {
  const browser = await openBrowser();
  try {
    const seen: Seen[] = [];
    // The first one warms up, and does not count.
    for (let round = 0; round <= rounds; round += 1) seen.push(await visit(browser, product.origin));
    const of = (name: keyof Seen) => median(seen.slice(1).map((each) => each[name]));
    return [
      {
        what: 'Wizard, first view on a slow phone',
        figure: `largest paint after ${Math.round(of('largest'))} ms`,
        ratio: of('largest') / 1000,
        of: 'a second',
        claim: { atMost: 1 },
        beside: `first paint ${Math.round(of('first'))} ms, form ${Math.round(of('form'))} ms`,
      },
      {
        what: 'Wizard, first view, JavaScript on the wire',
        figure: `${(of('script') / 1000).toFixed(1)} kB`,
        ratio: of('script') / 120_000,
        of: '120 kB',
        claim: { atMost: 1 },
        beside: `in all ${(of('bytes') / 1000).toFixed(1)} kB`,
      },
    ];
  } finally {
    await browser.close();
  }
};

interface Seen {
  /** Milliseconds since the address was entered. */
  largest: number;
  first: number;
  /** When what is asked can be answered. */
  form: number;
  /** Bytes on the wire, headers and all. */
  script: number;
  bytes: number;
}

async function visit(browser: Browser, origin: string): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75 });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const kinds = new Map<string, string>();
  const seen = { script: 0, bytes: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    seen.bytes += encodedDataLength;
    if (kinds.get(requestId) === 'Script') seen.script += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', network);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(`${origin}/`);
  await page.getByRole('textbox').first().waitFor();
  const form = await page.evaluate(() => performance.now());
  const painted = await page.evaluate(paints);
  await context.close();
  return { ...painted, ...seen, form };
}

/** Runs in the page. */
function paints(): Promise<{ largest: number; first: number }> {
  const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      observer.disconnect();
      resolve({ first, largest: list.getEntries().at(-1)?.startTime ?? 0 });
    });
    // The form stands a moment before it is painted.
    requestAnimationFrame(() =>
      setTimeout(() => observer.observe({ type: 'largest-contentful-paint', buffered: true }), 500),
    );
  });
}
