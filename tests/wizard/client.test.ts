import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createClient, DoorstepError, opened } from 'doorstep-client';
import { password, type TestApp, testApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

interface Call {
  path: string;
  status: number;
}

/** A client that keeps its tokens in memory, and what it asked. `answer` may stand in for the server. */
function client(answer: (request: Request) => Response | undefined = () => undefined) {
  const calls: Call[] = [];
  const watched = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = input as Request;
    const response = answer(request) ?? (await fetch(request, init));
    calls.push({ path: new URL(request.url).pathname.replace('/api/v1', ''), status: response.status });
    return response;
  };
  const doorstep = createClient({ baseUrl: app.origin, tokens: 'memory', fetch: watched as typeof fetch });
  return { doorstep, calls, times: (path: string) => calls.filter((call) => call.path === path).length };
}

let people = 0;
const account = () => {
  people += 1;
  return { email: `client${people}@example.com`, password };
};

const failure = async (attempt: Promise<unknown>): Promise<DoorstepError> => {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DoorstepError);
  return error as DoorstepError;
};

const refused = (status: number, headers: Record<string, string> = {}) => {
  const error = { code: status === 401 ? 'TOKEN_EXPIRED' : 'UNAVAILABLE', message: 'No.' };
  return Response.json({ success: false, error }, { status, headers });
};

describe('the client', () => {
  test('goes through a flow from registering to finishing', async () => {
    const { doorstep } = client();
    const user = await doorstep.auth.register({ ...account(), full_name: 'Ada Lovelace' });
    expect(doorstep.user).toEqual(user);
    const begun = await doorstep.submissions.start('default');
    const { pages } = await doorstep.flows.readVersion(begun.flow, begun.version);
    expect(pages.map(({ key }) => key)).toEqual(['about-you', 'address']);
    const about = { about_me: 'I write programs.', birthdate: '1990-05-17' };
    const saved = await doorstep.submissions.savePage(begun.id, 'about-you', about, begun.revision);
    expect(saved.revision).toBe(begun.revision + 1);
    const address = { street: 'S', city: 'C', state: 'T', zip: 'Z' };
    await doorstep.submissions.savePage(begun.id, 'address', { address });
    expect((await doorstep.submissions.complete(begun.id)).status).toBe('completed');
    expect((await doorstep.submissions.list({ flow: 'default' })).data).toHaveLength(1);
    expect(await opened(doorstep.api.GET('/api/v1/auth/me'))).toEqual(user);
  });

  test('renews once, however many requests find the token stale, and sends each of them once more', async () => {
    let stale = 8;
    const { doorstep, times } = client((request) =>
      request.url.endsWith('/submissions') && stale-- > 0 ? refused(401) : undefined,
    );
    await doorstep.auth.register(account());
    const asked = Array.from({ length: 8 }, () => doorstep.submissions.list());
    for (const answer of await Promise.all(asked)) expect(answer.data).toEqual([]);
    expect(times('/auth/refresh')).toBe(1);
    expect(times('/submissions')).toBe(16);
  });

  test('sends a body again, whole, after renewing', async () => {
    let stale = 1;
    const { doorstep, times } = client((request) =>
      request.method === 'PUT' && stale-- > 0 ? refused(401) : undefined,
    );
    await doorstep.auth.register(account());
    const { id } = await doorstep.submissions.start('default');
    const answers = { about_me: 'Sent twice', birthdate: '1990-05-17' };
    expect((await doorstep.submissions.savePage(id, 'about-you', answers)).answers).toEqual(answers);
    expect(times('/auth/refresh')).toBe(1);
  });

  test('does not try a second time for ever: a token refused twice is an error', async () => {
    const { doorstep, times } = client((request) => (request.url.endsWith('/submissions') ? refused(401) : undefined));
    await doorstep.auth.register(account());
    expect((await failure(doorstep.submissions.list())).code).toBe('TOKEN_EXPIRED');
    expect(times('/submissions')).toBe(2);
  });

  test('knows that nobody is signed in when the session was ended, and stays signed in when the server is only away', async () => {
    let away = false;
    const { doorstep } = client((request) =>
      away && request.url.endsWith('/auth/refresh') ? refused(503, { 'retry-after': '7' }) : undefined,
    );
    const { id } = await doorstep.auth.register(account());
    await app.db.updateTable('sessions').set({ ended_at: new Date() }).where('user_id', '=', id).execute();
    away = true;
    const error = await failure(doorstep.submissions.list());
    expect([error.status, error.isTemporary, error.retryAfter]).toEqual([503, true, 7]);
    expect(doorstep.user?.id).toBe(id);
    away = false;
    expect((await failure(doorstep.submissions.list())).code).toBe('UNAUTHENTICATED');
    expect(doorstep.user).toBeUndefined();
  });

  test('signs out at the server: the token is worth nothing afterwards', async () => {
    const { doorstep } = client();
    const { id } = await doorstep.auth.register(account());
    await doorstep.auth.signOut();
    expect(doorstep.user).toBeUndefined();
    const rows = await app.db.selectFrom('sessions').selectAll().where('user_id', '=', id).execute();
    expect(rows.map(({ ended_at }) => ended_at)).toEqual([expect.any(Date)]);
    expect(await doorstep.auth.restore()).toBeUndefined();
  });

  test('tells a refusal by code, status, details and the request’s id', async () => {
    const { doorstep } = client();
    const error = await failure(doorstep.auth.register({ email: 'nobody', password: 'short' }));
    expect([error.code, error.status, error.isTemporary]).toEqual(['VALIDATION_ERROR', 422, false]);
    expect(error.details.map(({ field }) => field)).toEqual(['email', 'password']);
    expect(error.requestId).toMatch(/^[\w-]{36}$/);
  });

  test.each([
    ['no answer', new TypeError('fetch failed'), 'UNREACHABLE'],
    [
      'a page of a proxy in place of a success',
      new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      'UNREADABLE',
    ],
    ['a page of a proxy in place of an error', new Response('<html>', { status: 502 }), 'UNREADABLE'],
  ])('calls %s a temporary failure', async (_name, answer, code) => {
    const { doorstep } = client(() => {
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const error = await failure(doorstep.flows.list());
    expect([error.code, error.isTemporary]).toEqual([code, true]);
  });

  test('gives up on a server that does not answer in time', async () => {
    const never = (_input: unknown, init?: RequestInit) =>
      new Promise<Response>((_done, failed) => {
        init?.signal?.addEventListener('abort', () => failed(init.signal?.reason));
      });
    const doorstep = createClient({ baseUrl: app.origin, timeout: 20, fetch: never as typeof fetch });
    expect((await failure(doorstep.flows.list())).code).toBe('UNREACHABLE');
  });
});
