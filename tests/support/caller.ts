/** An answer, its envelope opened. Tests read what they expect of it, so its parts are loosely typed. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts on the shape; the compiler need not.
type Loose = any;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Loose;
  data: Loose;
  /** The error code, if it is one. */
  code?: string;
  /** field → complaint. */
  complaints: Record<string, string>;
}

interface Identity {
  access_token: string;
  refresh_token: string;
  id: string;
  email: string;
}

/** Somebody who calls the API. */
export class Caller {
  constructor(
    readonly origin: string,
    readonly identity?: Identity,
  ) {}

  get id(): string {
    return this.identity?.id ?? '';
  }

  get email(): string {
    return this.identity?.email ?? '';
  }

  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers);
  post = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('POST', path, body, headers);
  put = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('PUT', path, body, headers);
  patch = (path: string, body?: unknown, headers?: Record<string, string>) => this.send('PATCH', path, body, headers);
  delete = (path: string, headers?: Record<string, string>) => this.send('DELETE', path, undefined, headers);

  /** A path below `/api/v1`, or an absolute one after `!`. A string is sent as it is, anything else as JSON. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const url = path.startsWith('!') ? this.origin + path.slice(1) : `${this.origin}/api/v1${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.identity ? { authorization: `Bearer ${this.identity.access_token}` } : {}),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? (body as string | undefined) : JSON.stringify(body),
    });
    return opened(response);
  }
}

async function opened(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
  const body = isJson ? JSON.parse(text) : undefined;
  const details: { field: string; error: string }[] = body?.error?.details ?? [];
  return {
    status: response.status,
    headers: response.headers,
    text,
    body,
    data: body?.data,
    code: body?.error?.code,
    complaints: Object.fromEntries(details.map(({ field, error }) => [field, error])),
  };
}
