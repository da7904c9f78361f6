import { DoorstepError, errorOf } from './errors.js';

export type Send = (request: Request) => Promise<Response>;

/** A fetch that answers with successes alone, read to the end; everything else is thrown as a DoorstepError. */
export function createTransport(doFetch: typeof fetch, timeout: number): Send {
  return async (request) => {
    const { response, text } = await exchange(doFetch, request, timeout);
    if (response.ok && !isJson(response)) throw new DoorstepError('UNREADABLE', { status: response.status });
    if (!response.ok) throw errorOf(response, text);
    return new Response(text, response);
  };
}

/** One deadline over asking and reading: an answer that stops half-way must not wait for ever. */
async function exchange(doFetch: typeof fetch, request: Request, timeout: number) {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeout);
  try {
    const response = await doFetch(request, { signal: deadline.signal });
    return { response, text: await response.text() };
  } catch (cause) {
    throw new DoorstepError('UNREACHABLE', { message: 'The server could not be reached.', cause });
  } finally {
    clearTimeout(timer);
  }
}

const isJson = (response: Response) => response.headers.get('content-type')?.includes('json') ?? false;
