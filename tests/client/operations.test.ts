import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient, type DoorstepError } from 'doorstep-client';
import { projectRoot } from '../../src/config.js';
import { password, type TestApp, testApp } from '../support/app.js';
import { resetTokenFor, tokenFor } from '../support/links.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const { paths } = JSON.parse(readFileSync(join(projectRoot, 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, unknown>>;
};
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
);

/** The operation that a request reaches: of two that fit, the one with fewer parameters. */
function operationOf(method: string, path: string): string {
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  const found = operations.filter((operation) => {
    const [verb, template = ''] = operation.split(' ');
    return verb === method && fits(template);
  });
  return found.sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? `unknown: ${method} ${path}`;
}

const succeeded = new Set<string>();

/** A client that notes which operations answered it with a success. Of `stale` requests the token is refused first. */
function client(stale = 0) {
  const noting = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = input as Request;
    if (request.headers.has('authorization') && stale-- > 0)
      return Response.json({ success: false, error: { code: 'TOKEN_EXPIRED', message: '' } }, { status: 401 });
    const response = await fetch(request, init);
    if (response.ok) succeeded.add(operationOf(request.method, new URL(request.url).pathname));
    return response;
  };
  return createClient({ baseUrl: app.origin, tokens: 'memory', fetch: noting as typeof fetch });
}

async function signedIn(role: 'admin' | 'member') {
  const doorstep = client();
  const { email } = await app.signedIn(role);
  const user = await doorstep.auth.signIn({ email, password });
  return { doorstep, user };
}

const code = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'no failure',
    (error: DoorstepError) => error.code,
  );

const about = { about_me: 'I write programs.', birthdate: '1990-05-17' };
const address = { street: 'S', city: 'C', state: 'T', zip: 'Z' };

describe('each group of the client', () => {
  test('health: everything but the details is anybody’s', async () => {
    const { health } = client();
    expect(await health.about()).toMatchObject({ name: 'Doorstep' });
    expect(await health.status()).toMatchObject({ published_flows: 1 });
    for (const ask of [health.check, health.checkAtRoot, health.live, health.ready, health.database])
      expect((await ask()).status).toBe('ok');
    expect(await code(health.detailed())).toBe('UNAUTHENTICATED');
    expect((await (await signedIn('admin')).doorstep.health.detailed()).status).toBe('ok');
  });

  test('auth: from registering to signing out, with sessions that end one by one', async () => {
    const doorstep = client();
    const user = await doorstep.auth.register({ email: 'ops@example.com', password });
    expect(await doorstep.auth.me()).toEqual(user);
    const other = client();
    await other.auth.signIn({ email: 'ops@example.com', password });
    const sessions = await doorstep.auth.sessions();
    expect(sessions.map(({ is_current }) => is_current).sort()).toEqual([false, true]);
    await doorstep.auth.endSession(sessions.find(({ is_current }) => !is_current)?.id ?? '');
    expect(await code(other.auth.me())).toBe('UNAUTHENTICATED');
    expect(other.user).toBeUndefined();
    await doorstep.auth.signOut();
    expect(doorstep.user).toBeUndefined();
  });

  test('auth: the links of mails confirm an email and set a new password, once', async () => {
    const { auth } = client();
    const email = 'links@example.com';
    await auth.register({ email, password });
    await auth.resendVerification();
    const link = await tokenFor(app.db, email, 'verify_email');
    await auth.verifyEmail(link);
    expect((await auth.me()).email_verified_at).not.toBeNull();
    expect(await code(auth.verifyEmail(link))).toBe('VALIDATION_ERROR');
    await auth.forgotPassword(email);
    await auth.resetPassword(await resetTokenFor(app.db, email), 'another long password');
    expect(await code(auth.me())).toBe('UNAUTHENTICATED');
    expect((await auth.signIn({ email, password: 'another long password' })).email).toBe(email);
  });

  test('auth: a stale token is renewed on the way', async () => {
    const doorstep = client(1);
    const user = await doorstep.auth.register({ email: 'stale@example.com', password });
    expect(await doorstep.users.me()).toEqual(user);
  });

  test('users: what is changed of the own account is known at once', async () => {
    const { doorstep } = await signedIn('member');
    await doorstep.users.updateMe({ full_name: 'Ada Lovelace' });
    expect(doorstep.user?.full_name).toBe('Ada Lovelace');
    expect(await doorstep.users.me()).toEqual(doorstep.user);
    await doorstep.users.changePassword({ current_password: password, new_password: 'another long password' });
    expect(await code(doorstep.users.list())).toBe('FORBIDDEN');
  });

  test('users: everything held about oneself can be had, and erased for good', async () => {
    const { doorstep, user } = await signedIn('member');
    expect((await doorstep.users.exportMe()).account).toEqual(user);
    expect(await code(doorstep.users.eraseMe('not the right one'))).toBe('VALIDATION_ERROR');
    expect(doorstep.user).toBeDefined();
    await doorstep.users.eraseMe(password);
    expect(doorstep.user).toBeUndefined();
    expect(await code(doorstep.auth.signIn({ email: user.email, password }))).toBe('INVALID_CREDENTIALS');
  });

  test('users: staff make, find, change, refuse, delete and restore accounts', async () => {
    const { users } = (await signedIn('admin')).doorstep;
    const { id } = await users.create({ email: 'made@example.com', password, role: 'member' });
    expect((await users.read(id)).email).toBe('made@example.com');
    expect((await users.update(id, { full_name: 'One' })).full_name).toBe('One');
    expect((await users.replace(id, { full_name: 'Two' })).full_name).toBe('Two');
    expect((await users.deactivate(id)).is_active).toBe(false);
    expect((await users.activate(id)).is_active).toBe(true);
    await users.remove(id);
    expect(await code(users.read(id))).toBe('NOT_FOUND');
    expect((await users.restore(id)).id).toBe(id);
  });

  test('flows: a draft goes round with its ETag, and a stale one is refused', async () => {
    const { flows } = (await signedIn('admin')).doorstep;
    const { draft, etag } = await flows.readDraft('default');
    const written = await flows.writeDraft('default', { ...draft, title: 'Hello' }, { ifMatch: etag });
    expect(written).toMatchObject({ draft: { title: 'Hello' }, isNew: false });
    expect(written.etag).not.toBe(etag);
    expect(await code(flows.writeDraft('default', draft, { ifMatch: etag }))).toBe('REVISION_MISMATCH');
    expect((await flows.publish('default', { notes: 'A warmer word.' })).version).toBe(2);
    expect((await flows.read('default')).title).toBe('Hello');
    expect((await flows.rollBack('default', 1)).version).toBe(3);
    expect((await flows.readVersion('default', 2)).title).toBe('Hello');
    expect((await flows.writeDraft('brand-new', { ...draft, slug: 'brand-new', pages: [] })).isNew).toBe(true);
    expect((await flows.list()).map(({ slug }) => slug)).toEqual(['default']);
    await flows.archive('default');
    expect(await flows.list()).toEqual([]);
    await flows.unarchive('default');
    expect(await flows.list()).toHaveLength(1);
  });

  test('submissions: a member goes through, support corrects', async () => {
    const { submissions } = (await signedIn('member')).doorstep;
    const { id, revision } = await submissions.start('default');
    await submissions.savePage(id, 'about-you', about, revision);
    await submissions.savePage(id, 'address', { address });
    expect((await submissions.complete(id)).status).toBe('completed');
    const support = (await signedIn('admin')).doorstep.submissions;
    await support.correct(id, { answers: { about_me: 'I wrote programs.' }, reason: 'By phone.' });
    expect((await submissions.read(id)).answers.about_me).toBe('I wrote programs.');
  });
});

describe('lists', () => {
  test('tell where a page stands, and are walked to their end by the cursor', async () => {
    const { users, submissions } = (await signedIn('admin')).doorstep;
    for (let i = 0; i < 5; i++) await app.signedIn('support', `walked${i}@example.com`);
    const filters = { q: 'walked', sort: 'email', per_page: 2 } as const;
    const first = await users.list(filters);
    expect(first.meta).toMatchObject({ page: 1, per_page: 2, total: 5, total_pages: 3, total_exact: true });
    const emails: string[] = [];
    for await (const { email } of users.each(filters)) emails.push(email);
    expect(emails).toEqual([0, 1, 2, 3, 4].map((i) => `walked${i}@example.com`));

    let seen = 0;
    for await (const { flow } of submissions.each({ per_page: 1 })) seen += Number(flow === 'default');
    expect(seen).toBe((await submissions.list()).meta.total);
  });
});

// Last: it reads what the tests above have noted.
test('every operation of openapi.json is reached by a method and answers it with a success', () => {
  expect(operations.length).toBeGreaterThan(35);
  expect(operations.filter((operation) => !succeeded.has(operation))).toEqual([]);
});
