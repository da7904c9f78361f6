import pg from 'pg';
import { fill } from '../fill.js';
import { latency, within } from '../latency.js';
import { staff } from '../staff.js';
import type { Case } from './cases.js';

/** The back office's figures, over a year and ten million events, and who is stuck. */
export const dashboard: Case = async ({ product, databaseUrl, rounds }) => {
  await fill(databaseUrl, Number(process.env.PEOPLE ?? 1_000_000));
  const { office } = await staff(product);
  const flow = await flowId(databaseUrl);
  const from = new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10);
  const asked: [string, string, number][] = [
    ['Figures of a year, with the funnel of a version', `dashboard?flow=${flow}&from=${from}`, 300],
    ['Figures of 90 days, with the funnel of a version', `dashboard?flow=${flow}`, 300],
    ['Figures of all flows', 'dashboard', 300],
    ['Who is stuck', 'resources/submissions/actions/stuck', 300],
    ['Who is stuck, one page of a flow', `resources/submissions/actions/stuck?flow=${flow}&page=address`, 300],
  ];
  const rows = [];
  for (const [what, path, most] of asked)
    rows.push(within(what, await latency(`${product.origin}/admin/api/${path}`, office, 2 * rounds + 1), most));
  return rows;
};

async function flowId(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query("select id from flows where slug = 'default'");
  await client.end();
  return rows[0].id;
}
