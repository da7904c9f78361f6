import { fill } from '../fill.js';
import { ask, latency, within } from '../latency.js';
import { start } from '../programs.js';
import { staff } from '../staff.js';
import type { Case, Row } from './cases.js';

const people = Number(process.env.PEOPLE ?? 1_000_000);

/** What the API is asked, with the most milliseconds it may take. */
const api: [string, number][] = [
  ...['created_at', 'email', 'full_name', 'last_login_at'].flatMap((by): [string, number][] => [
    [`users?sort=${by}`, 30],
    [`users?sort=-${by}`, 30],
    [`users?sort=-${by}&page=LAST`, 30],
    [`users?sort=-${by}&page=HALF`, 100],
  ]),
  ...['started_at', 'updated_at', 'completed_at'].flatMap((by): [string, number][] => [
    [`submissions?sort=${by}`, 30],
    [`submissions?sort=-${by}`, 30],
    [`submissions?sort=-${by}&page=LAST`, 30],
    [`submissions?sort=-${by}&page=HALF`, 100],
  ]),
  ...['users?role=support', 'users?is_active=false', 'users?role=member&is_active=true', 'submissions?status=completed']
    .concat('submissions?flow=default', 'submissions?flow=default&status=in_progress')
    .map((path): [string, number] => [path, 30]),
  ...['klein71234', 'zoe.klein', 'zoe', 'example'].map((q): [string, number] => [`users?q=${q}`, 30]),
];

/** What the back office is asked. */
const office: [string, number][] = [
  ...['email', 'full_name', 'role', 'is_active', 'last_login_at', 'created_at'].flatMap((by): [string, number][] => [
    [`users?sortBy=${by}&direction=asc`, 30],
    [`users?sortBy=${by}&direction=desc`, 30],
    [`users?sortBy=${by}&direction=desc&page=LAST`, 30],
  ]),
  ['users?page=HALF', 100],
  ...['q=zoe.klein', 'email=klein71234', 'full_name=zoe%20klein', 'role=editor', 'is_active=false', 'deleted=true']
    .concat('email_verified_at=__FORM_VALUE_NULL__', 'last_login_at=__FORM_VALUE_NULL__')
    .concat(...['created_at', 'updated_at', 'last_login_at', 'email_verified_at'].map((by) => dayOf(by)))
    .map((filter): [string, number] => [`users?filters.${filter}`, 30]),
  ...['started_at', 'updated_at'].flatMap((by): [string, number][] => [
    [`submissions?sortBy=${by}&direction=asc`, 30],
    [`submissions?sortBy=${by}&direction=desc`, 30],
    [`submissions?sortBy=${by}&direction=desc&page=LAST`, 30],
  ]),
  ['submissions?page=HALF', 100],
  ...['status=in_progress', 'current_page=address', 'answered_pages=about-you', 'revision=2', 'answers=tea']
    .concat(...['started_at', 'updated_at', 'completed_at'].map((by) => dayOf(by)))
    .map((filter): [string, number] => [`submissions?filters.${filter}`, 30]),
  ['submissions?filters.answers=coffee', 30],
  ...['', 'sortBy=created_at&direction=asc', 'sortBy=action&direction=asc', 'filters.action=user.registered']
    .concat('filters.q=registered', 'filters.entity_id=00000000-0000-0000-0000-000000000000')
    .map((query): [string, number] => [`audit_log?${query}`, 30]),
  ['audit_log?page=25000', 100],
];

/** A day half a year ago, as the filter of a column. */
function dayOf(column: string): string {
  const day = new Date(Date.now() - 182 * 86_400_000).toISOString().slice(0, 10);
  return `${column}~~from=${day}&filters.${column}~~to=${day}`;
}

/** The same asked of Express with one statement that sorts, cuts out and counts. */
const plain: [string, string][] = [
  ['users?sort=-created_at', 'users?'],
  ['users?sort=-created_at&page=HALF', `users?offset=${people / 2}`],
  ['users?sort=-created_at&page=LAST', `users?offset=${people * 0.9}`],
  ['users?q=zoe.klein', 'users?q=zoe.klein'],
];

/** Lists of a million, one client: page by page, by cursor, sorted, filtered, searched. */
export const lists: Case = async ({ product, databaseUrl, rounds }) => {
  await fill(databaseUrl, people);
  const express = await start('lists', ['--import', 'tsx', 'bench/yardsticks/lists.ts'], {
    env: { DATABASE_URL: databaseUrl },
  });
  const as = await staff(product);
  const doors = {
    API: { base: `${product.origin}/api/v1/`, headers: as.api, asked: api },
    'back office': { base: `${product.origin}/admin/api/resources/`, headers: as.office, asked: office },
  };
  const rows: Row[] = [];
  for (const [door, { base, headers, asked }] of Object.entries(doors)) {
    for (const [path, most] of asked) {
      const at = door === 'API' ? base + path : base + path.replace('?', '/actions/list?');
      const ms = await latency(await paged(at, headers), headers, 2 * rounds + 1);
      const row = within(`List, ${door}, ${path}`, ms, most);
      const plainly = door === 'API' && plain.find(([ours]) => ours === path)?.[1];
      const theirs = plainly ? await latency(`${express.origin}/${plainly}`, {}, rounds) : undefined;
      const beside = `Express, one statement with offset and count: ${theirs?.toFixed(0)} ms`;
      rows.push(theirs ? { ...row, ratio: ms / theirs, of: beside } : row);
    }
  }
  rows.push(await byCursor(doors.API.base, as.api, rounds));
  await express.stop();
  return rows;
};

const totalOf = (body: string) => JSON.parse(body).meta.total as number;

/** Which page the last is, or one half way down, only the list itself knows. */
async function paged(url: string, headers: Record<string, string>): Promise<string> {
  if (!/LAST|HALF/.test(url)) return url;
  const total = totalOf((await ask(url.replace(/&?page=(LAST|HALF)/, ''), headers)).body);
  return url.replace('LAST', String(Math.ceil(total / 20))).replace('HALF', String(Math.ceil(total / 40)));
}

/** From half way down the list, one page after the other, each by the cursor of the one before. */
async function byCursor(base: string, headers: Record<string, string>, rounds: number): Promise<Row> {
  let { body } = await ask(await paged(`${base}users?sort=-last_login_at&page=HALF`, headers), headers);
  const took: number[] = [];
  for (let page = 0; page < 4 * rounds; page += 1) {
    const answer = await ask(`${base}users?sort=-last_login_at&after=${JSON.parse(body).meta.next}`, headers);
    took.push(answer.ms);
    body = answer.body;
  }
  const middle = took.toSorted((one, other) => one - other)[took.length >> 1] as number;
  return within('List, API, users?sort=-last_login_at, by cursor from half way down', middle, 30);
}
