import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { interleaved, load, median } from '../load.js';
import { folder, type Program, yardstick } from '../programs.js';
import type { Case } from './cases.js';

const path = '/api/v1/flows/default';

/** How a flow may be asked for. */
const ways = {
  plain: {},
  gzip: { 'Accept-Encoding': 'gzip' },
  br: { 'Accept-Encoding': 'br' },
} as Record<string, Record<string, string>>;

/** The published flow against Node sending the same bytes with the same headers, and against Express with one SELECT. */
export const flow: Case = async ({ product, databaseUrl, rounds, seconds }) => {
  const headers: Record<string, Record<string, string>> = { ...ways };
  const kept: Record<string, object> = {};
  for (const [name, given] of Object.entries(ways)) kept[`/${name}`] = await answer(product, given);
  const { etag } = (await answer(product, {})) as { etag: string };
  headers['304'] = { 'If-None-Match': etag };
  kept['/304'] = await answer(product, headers['304']);
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(kept));
  const node = await yardstick('node', { ANSWERS: file });
  const express = await yardstick('express', { DATABASE_URL: databaseUrl });
  const rows = [];
  for (const [name, given] of Object.entries(headers)) {
    const at = (url: string) => () => load({ url, connections: 64, seconds, headers: given });
    const found = await interleaved(rounds, {
      ours: at(product.origin + path),
      node: at(`${node.origin}/${name}`),
      express: at(`${express.origin}/flow`),
    });
    const speed = (runs: { perSecond: number }[]) => median(runs.map(({ perSecond }) => perSecond));
    rows.push({
      what: `Published flow, ${name}, 64 connections`,
      figure: `${Math.round(speed(found.ours))} /s`,
      ratio: speed(found.ours) / speed(found.node),
      of: 'bare node:http, same bytes and headers',
      claim: { atLeast: 0.9 },
      beside: `Express with one SELECT: ${(speed(found.express) / speed(found.node)).toFixed(2)}`,
    });
  }
  await Promise.all([node.stop(), express.stop()]);
  return rows;
};

/** What the product says, as it is on the wire, in the form that the yardstick reads. */
function answer({ origin }: Program, headers: Record<string, string>): Promise<object> {
  return new Promise((resolve, reject) => {
    get(origin + path, { headers }, async (got) => {
      const chunks: Buffer[] = [];
      for await (const chunk of got) chunks.push(chunk);
      const pairs = got.rawHeaders.flatMap((name, at) => (at % 2 ? [] : [[name, got.rawHeaders[at + 1]]]));
      // Node writes these by itself.
      const own = pairs.filter(([name]) => !/^(date|connection|keep-alive|transfer-encoding)$/i.test(name as string));
      resolve({
        status: got.statusCode,
        headers: own.flat(),
        etag: got.headers.etag,
        body: Buffer.concat(chunks).toString('base64'),
      });
    }).on('error', reject);
  });
}
