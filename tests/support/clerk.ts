import type { Role } from '../../src/db/types.js';
import { password, type TestApp } from './app.js';

/** An answer of the back office. Tests read what they expect of it, so its parts are loosely typed. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts on the shape; the compiler need not.
type Loose = any;

export interface OfficeAnswer {
  status: number;
  headers: Headers;
  text: string;
  body: Loose;
}

/** Somebody at the back office: a browser's cookie, and nothing else of a browser. */
export class Clerk {
  cookie = '';

  constructor(
    readonly origin: string,
    readonly id = '',
    readonly email = '',
  ) {}

  /** A path below `/admin`. An object is sent as a form, a string as it is. */
  async send(
    method: string,
    path: string,
    body?: Record<string, unknown> | string,
    headers: Record<string, string> = {},
  ) {
    const response = await fetch(`${this.origin}/admin${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(this.cookie ? { cookie: this.cookie } : {}), ...headers },
      body: typeof body === 'object' ? new URLSearchParams(body as Record<string, string>) : body,
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    };
  }

  get = (path: string, headers?: Record<string, string>): Promise<OfficeAnswer> =>
    this.send('GET', path, undefined, headers);
  post = (path: string, body: Record<string, unknown> = {}, headers?: Record<string, string>): Promise<OfficeAnswer> =>
    this.send('POST', path, body, headers);
  postJson = (path: string, body: unknown): Promise<OfficeAnswer> =>
    this.send('POST', path, JSON.stringify(body), { 'content-type': 'application/json' });

  list = (resource: string, query: Record<string, string> = {}) =>
    this.get(`/api/resources/${resource}/actions/list?${new URLSearchParams(query)}`);
  show = (resource: string, id: string) => this.get(`/api/resources/${resource}/records/${id}/show`);
  create = (resource: string, values: Record<string, unknown>) =>
    this.post(`/api/resources/${resource}/actions/new`, values);
  edit = (resource: string, id: string, values: Record<string, unknown>) =>
    this.post(`/api/resources/${resource}/records/${id}/edit`, values);
  delete = (resource: string, id: string) => this.post(`/api/resources/${resource}/records/${id}/delete`);

  /** Signs in as a person does, and keeps the cookie. */
  async signIn(secret = password): Promise<OfficeAnswer> {
    return this.take(await this.post('/login', { email: this.email, password: secret }));
  }

  /** Keeps the cookie of an answer, as a browser does. */
  take(answer: OfficeAnswer): OfficeAnswer {
    const [given] = answer.headers.getSetCookie();
    if (given) this.cookie = given.split(';')[0] ?? '';
    return answer;
  }
}

/** A new account of the staff, signed in to the back office. */
export async function clerk(app: TestApp, role: Role): Promise<Clerk> {
  const account = await app.signedIn(role);
  const person = new Clerk(app.origin, account.id, account.email);
  await person.signIn();
  return person;
}

/** field → complaint, as the back office tells it. */
export const complaintsOf = (answer: OfficeAnswer): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answer.body.record?.errors ?? {}).map(([field, error]) => [
      field,
      (error as { message: string }).message,
    ]),
  );

/** column → value of every record of a list. */
export const rowsOf = (answer: OfficeAnswer): Record<string, Loose>[] =>
  answer.body.records.map(({ params }: Loose) => params);
