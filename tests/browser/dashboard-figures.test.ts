import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { fill } from '../../src/demo/demo.js';
import { serve, type TestApp } from '../support/app.js';
import { openBrowser, watch } from '../support/browser.js';
import { type Clerk, clerk } from '../support/clerk.js';
import { testDatabase } from '../support/database.js';
import { drawn, follow } from '../support/office-pages.js';

let app: TestApp;
let browser: Browser;
let support: Clerk;
let flow: string;
beforeAll(async () => {
  const database = await testDatabase();
  await fill(database.db, database.config, { users: 300 });
  [app, browser] = await Promise.all([serve(database), openBrowser()]);
  support = await clerk(app, 'support');
  flow = (await all<{ id: string }>("select id from flows where slug = 'default'"))[0]?.id ?? '';
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function all<T>(query: string, values: unknown[] = []): Promise<T[]> {
  return (await app.pool.query(query, values)).rows as T[];
}

/** What happened in the last 30 days, by UTC's days: a line for each day on which something did. */
const byDay = (column: string, table: string, where: string) =>
  all<{ day: string; n: number }>(`select to_char(${column} at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as n
    from ${table} where ${where} and to_char(${column} at time zone 'UTC', 'YYYY-MM-DD') >=
      to_char((now() at time zone 'UTC') - interval '29 days', 'YYYY-MM-DD') group by 1 order by 1`);

/** Of everybody who began a version in these days: which pages he saved, each the first time, in seconds since he began. */
const journeys = (number: number) =>
  all<{ id: string; status: string; saves: Record<string, number> | null }>(
    `select s.id, s.status, (select jsonb_object_agg(page_key, at) from (
        select page_key, extract(epoch from min(e.created_at) - s.started_at) as at from submission_events e
        where e.submission_id = s.id and type = 'page_saved' group by 1) as first) as saves
      from submissions s join flow_versions v on v.id = s.version_id
      where v.flow_id = $1 and v.number = $2 and (started_at at time zone 'UTC')::date >= (now() at time zone 'UTC')::date - 29`,
    [flow, number],
  );

function median(values: number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The funnel as one would count it by hand. */
async function funnel(number: number) {
  const people = await journeys(number);
  const [version] = await all<{ pages: { key: string; title: string }[] }>(
    'select pages from flow_versions where flow_id = $1 and number = $2',
    [flow, number],
  );
  const pages = (version?.pages ?? []).map(({ key, title }, index, every) => {
    const previous = every[index - 1]?.key;
    const since = (saves: Record<string, number> | null) => (previous === undefined ? 0 : saves?.[previous]);
    const shown = people.filter(({ saves }) => since(saves) !== undefined);
    const saved = shown.filter(({ saves }) => saves?.[key] !== undefined);
    const took = saved
      .map(({ saves }) => Number(saves?.[key]) - Number(since(saves)))
      .filter((seconds) => seconds >= 0);
    return { key, title, shown: shown.length, saved: saved.length, median_s: median(took) };
  });
  return { started: people.length, completed: people.filter(({ status }) => status === 'completed').length, pages };
}

const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const figures = async (query: object) => {
  const asked = new URLSearchParams({ from: day(29), to: day(0), ...query });
  return (await support.get(`/api/dashboard?${asked}`)).body;
};

test('by day and in all they are what plain SQL counts, of all flows and of one', async () => {
  for (const [query, only] of [
    [{}, 'true'],
    [{ flow }, `flow_id = '${flow}'`],
  ] as const) {
    const { days } = (await figures(query)).statistics;
    const told = (name: string) =>
      days
        .filter((each: Record<string, number>) => each[name])
        .map((each: Record<string, number>) => ({ day: each.day, n: each[name] }));
    expect(told('registrations')).toEqual(await byDay('created_at', 'users', "role = 'member'"));
    expect(told('started')).toEqual(await byDay('started_at', 'submissions', only));
    expect(told('completed')).toEqual(await byDay('completed_at', 'submissions', only));
    expect(told('started').length).toBeGreaterThan(10);
  }
  const tiles = (await figures({})).flows.map(({ slug, live, in_progress, completed }: Record<string, unknown>) => ({
    slug,
    live,
    in_progress,
    completed,
  }));
  const counted = await all(`select slug, (select max(number) from flow_versions v where v.flow_id = f.id) as live,
    (select count(*)::int from submissions s where s.flow_id = f.id and status = 'in_progress') as in_progress,
    (select count(*)::int from submissions s where s.flow_id = f.id and status = 'completed') as completed from flows f order by title`);
  expect(tiles).toEqual(counted);
});

test('the funnel of each version is what one counts by hand', async () => {
  const versions = await all<{ number: number }>('select number from flow_versions where flow_id = $1', [flow]);
  let people = 0;
  for (const { number } of versions) {
    const { started, completed, pages } = (await figures({ flow, version: number })).statistics.flow;
    const counted = await funnel(number);
    const rounded = (list: typeof counted.pages) =>
      list.map(({ median_s, ...page }) => ({
        ...page,
        median_s: median_s === null ? null : Math.round(median_s * 10),
      }));
    expect([number, started, completed, rounded(pages)]).toEqual([
      ...[number, counted.started, counted.completed],
      rounded(counted.pages),
    ]);
    people += counted.started;
  }
  expect(people).toBeGreaterThan(20);
});

test('the page shows these figures', async () => {
  const [name = '', value = ''] = support.cookie.split('=');
  const context = await browser.newContext({ viewport: { width: 1280, height: 1400 }, locale: 'en-GB' });
  await context.addCookies([{ name, value, url: app.origin }]);
  const troubles = watch(context, app.origin);
  const page = follow(await context.newPage());
  await page.goto(`${app.origin}/admin?flow=${flow}&version=3&days=30`);
  await drawn(page);
  const sum = async (...asked: Parameters<typeof byDay>) => (await byDay(...asked)).reduce((all, { n }) => all + n, 0);
  const [registrations, begun, done] = [
    await sum('created_at', 'users', "role = 'member'"),
    await sum('started_at', 'submissions', `flow_id = '${flow}'`),
    await sum('completed_at', 'submissions', `flow_id = '${flow}'`),
  ];
  await page
    .getByRole('img', { name: `Registrations: ${registrations}. Begun: ${begun}. Completed: ${done}` })
    .waitFor();
  const counted = await funnel(3);
  for (const { title, shown, saved } of counted.pages) {
    const row = page.getByRole('row', { name: new RegExp(`^${title}`) }).last();
    const percent = (part: number) => `${Math.round((100 * part) / shown)}%`;
    expect((await row.innerText()).replace(/\s+/g, ' ')).toContain(
      `${title} ${shown} ${saved} ${percent(saved)} ${shown - saved} ${percent(shown - saved)}`,
    );
  }
  const [tile] = await all<{ busy: number; done: number }>(
    `select count(*) filter (where status = 'in_progress')::int as busy, count(*) filter (where status = 'completed')::int as done
     from submissions where flow_id = $1`,
    [flow],
  );
  const card = page.locator('.tiles section').filter({ has: page.locator(`a[href*="${flow}"]`) });
  expect(await card.locator('.number').allInnerTexts()).toEqual([String(tile?.busy), String(tile?.done)]);
  expect(troubles).toEqual({ console: [], failed: [], foreign: [] });
  await context.close();
}, 60_000);
