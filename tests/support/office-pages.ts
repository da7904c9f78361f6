import type { Page } from 'playwright-core';
import type { Scene } from './office-scene.js';

type Role = 'support' | 'editor' | 'admin';

/** What is not there, or not for anybody. */
const missing = [
  '/admin/resources/users/records/00000000-0000-4000-8000-000000000000/show',
  '/admin/resources/nothing',
];

/** Addresses of the back office, and who of the staff sees something else there than the others do. */
export function officePages(of: Scene): { path: string; role: Role }[] {
  const record = (resource: string, id: string, ...actions: string[]) =>
    actions.map((action) => `/admin/resources/${resource}/records/${id}/${action}`);
  const list = (...names: string[]) => names.map((name) => `/admin/resources/${name}`);
  const make = (...names: string[]) => names.map((name) => `/admin/resources/${name}/actions/new`);
  const pages: Record<Role, string[]> = {
    support: [
      '/admin',
      ...list('users', 'submissions', 'flows', 'flow_versions'),
      '/admin/resources/submissions/actions/stuck?idle=1d',
      ...record('users', of.member, 'show', 'edit', 'deactivate'),
      ...record('submissions', of.stuck, 'show', 'correct'),
      ...record('flows', of.flow, 'show', 'history'),
    ],
    editor: [
      '/admin',
      ...list('pages', 'fields'),
      ...make('flows', 'pages', 'fields'),
      ...record('flows', of.flow, 'show', 'edit', 'publish', 'build', 'duplicate', 'archive'),
      ...record('flows', of.unready, 'show', 'publish', 'build'),
      ...record('pages', of.page, 'show', 'edit'),
      ...record('fields', of.choice, 'show', 'edit'),
      ...record('flow_versions', of.version, 'show'),
      ...record('flow_versions', of.earlier, 'rollBack'),
    ],
    admin: [
      `/admin?flow=${of.flow}&days=30`,
      ...list('users', 'mails', 'webhooks', 'webhook_deliveries', 'audit_log'),
      ...list('users?filters.deleted=true', 'users?filters.q=nobody-has-this', 'mails?filters.q=nobody-has-this'),
      ...make('users', 'webhooks'),
      '/admin/resources/users/actions/import',
      `/admin/resources/users/bulk/deactivateMany?recordIds=${of.member}`,
      ...record('users', of.member, 'show', 'edit', 'erase'),
      ...record('mails', of.mail, 'show', 'again'),
      ...record('webhooks', of.webhook, 'show', 'edit', 'secret', 'test'),
      ...record('webhook_deliveries', of.delivery, 'show', 'again'),
      ...record('audit_log', of.entry, 'show'),
      ...missing,
      '/admin/account',
    ],
  };
  return Object.entries(pages).flatMap(([role, paths]) => paths.map((path) => ({ path, role: role as Role })));
}

/** Pages that nobody need be signed in for. */
export const plainPages = [
  ...['/admin/login', '/admin/login?done=reset', '/admin/forgot-password', '/admin/reset-password?token=none'],
];

interface State {
  path: string;
  role: Role;
  reach(page: Page): Promise<unknown>;
}

const user = '/admin/resources/users';

/** What stands on a page only after something was done there. */
export function statesOf(of: Scene): State[] {
  const open = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
  return [
    { path: user, role: 'support', reach: open('Filter') },
    { path: user, role: 'admin', reach: open('Filter') },
    { path: '/admin/resources/audit_log', role: 'admin', reach: open('Filter') },
    { path: `${user}/records/${of.member}/show`, role: 'admin', reach: open('Delete') },
    {
      path: '/admin',
      role: 'support',
      reach: async (page) => {
        await page.getByRole('combobox', { name: /^Find a person/ }).fill('member');
        await page.getByRole('option').first().waitFor();
      },
    },
    {
      path: `/admin/resources/flows/records/${of.flow}/build`,
      role: 'editor',
      reach: (page) => page.locator('[data-focus^="field"], .field-card button.bare').first().click(),
    },
    { path: `/admin/resources/flows/records/${of.flow}/build`, role: 'editor', reach: open('Languages') },
    {
      path: `/admin/resources/flows/records/${of.flow}/history`,
      role: 'editor',
      reach: (page) =>
        page
          .getByRole('button', { name: /^Compare/ })
          .first()
          .click(),
    },
    {
      path: '/admin/resources/fields',
      role: 'editor',
      reach: async (page) => {
        await page.setViewportSize({ width: 820, height: 1100 });
        await page.getByRole('button', { name: /Menu/ }).click();
        await page.getByRole('link', { name: 'Fields', exact: true }).first().waitFor();
      },
    },
    { path: '/admin/account', role: 'editor', reach: open('Set it up') },
    {
      path: `/admin/resources/flows/records/${of.flow}/edit`,
      role: 'editor',
      reach: async (page) => {
        await page.getByTestId('button-save').click();
        await page.locator('.notices .message').waitFor();
      },
    },
  ];
}

/** Goes to a page of the back office as a link in it does, which is quicker than to load all anew; waits until it stands. */
export async function visit(page: Page, origin: string, path: string): Promise<void> {
  // To what is missing no link leads.
  const isLinked = path.startsWith('/admin/resources/') && !missing.includes(path);
  const isWithin = isLinked && page.url().startsWith(`${origin}/admin/resources/`);
  if (!isWithin) await page.goto(origin + path);
  else
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
  await drawn(page);
}

const asking = new WeakMap<Page, Set<unknown>>();

/** Notes what a page asks for, so that `drawn` knows when it has all. */
export function follow(page: Page): Page {
  const open = new Set<unknown>();
  asking.set(page, open);
  page.on('request', (request) => open.add(request));
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfinished', (request) => open.delete(request));
  return page;
}

/** Waits until a page of the back office stands: its heading, and three drawings on end in which it asks for nothing. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('h1, [data-testid$="Error"]').first().waitFor();
  const frames = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await frames();
    if (asking.get(page)?.size) quiet = -1;
  }
}
