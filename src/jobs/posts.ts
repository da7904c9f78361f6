import { lookup as dnsLookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPublic, literalOf } from '../domain/targets.js';

/** What of the network tests put their own in place of. */
export interface Outside {
  /** All addresses of a name. */
  resolve?: (name: string) => Promise<{ address: string; family: number }[]>;
  /** Whether something may be sent to an address. */
  isAllowed?: (address: string) => boolean;
  /** Milliseconds, in all. */
  timeout?: number;
}

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface Answer {
  status: number;
  /** Its beginning, free of control characters. */
  text: string;
}

/** A reason why nothing came back, in words that may be shown and stored. */
export class Unanswered extends Error {
  override name = 'Unanswered';
}

const timeoutOfAll = 15_000;
/** Bytes of an answer that are read, and characters of it that are kept. */
const [mostRead, mostKept] = [4096, 1000];

/**
 * Posts JSON and returns what is answered, whatever its status; no redirect is followed. What is connected to is an address
 * that was checked: no name is resolved twice. Throws Unanswered.
 */
export async function post({ url: text, headers, body }: Post, outside: Outside = {}): Promise<Answer> {
  const { resolve = (name) => dnsLookup(name, { all: true }), isAllowed = isPublic, timeout = timeoutOfAll } = outside;
  const url = new URL(text);
  const literal = literalOf(url);
  // Node resolves no literal, so that `lookup` never sees it.
  if (literal && !isAllowed(literal)) throw refused(literal);
  const signal = AbortSignal.timeout(timeout);
  const lookup = checkedLookup(resolve, isAllowed);
  const length = String(Buffer.byteLength(body));
  try {
    return await send(url, body, {
      ...{ method: 'POST', agent: false, lookup, signal },
      headers: { 'content-type': 'application/json', 'content-length': length, 'user-agent': 'Doorstep', ...headers },
    });
  } catch (error) {
    if (signal.aborted) throw new Unanswered(`No answer within ${timeout / 1000} seconds.`);
    throw error instanceof Unanswered ? error : new Unanswered(reasonOf(error));
  }
}

/** `dns.lookup`, but that it finds nothing where one of the addresses is not allowed. */
export function checkedLookup(
  resolve: NonNullable<Outside['resolve']>,
  isAllowed: NonNullable<Outside['isAllowed']>,
): LookupFunction {
  return (name, { all, family }, done) => {
    const find = async () => {
      const found = await resolve(name);
      const wrong = found.find(({ address }) => !isAllowed(address));
      if (wrong) throw refused(wrong.address);
      const fitting = found.filter((each) => !family || each.family === family);
      if (!fitting[0]) throw new Unanswered('Its name has no address.');
      return fitting as [(typeof fitting)[0], ...typeof fitting];
    };
    find().then(
      (found) => (all ? done(null, found) : done(null, found[0].address, found[0].family)),
      (error) => done(error, ''),
    );
  };
}

const refused = (address: string) =>
  new Unanswered(`Nothing was sent: ${address} is not an address of the public internet.`);

function send(url: URL, body: string, options: RequestOptions): Promise<Answer> {
  return new Promise((answered, failed) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    request.once('error', failed);
    // One who changes to another protocol is cut off without an error.
    const cut = () => failed(new Unanswered('The connection was cut.'));
    request.once('close', cut);
    // Of what it says only the beginning counts, and its status counts although the rest never comes.
    request.once('response', (response) => {
      request
        .off('close', cut)
        .off('error', failed)
        .on('error', () => {});
      beginning(response).then((text) => {
        answered({ status: response.statusCode ?? 0, text });
        request.destroy();
      });
    });
    request.end(body);
  });
}

function beginning(response: IncomingMessage): Promise<string> {
  return new Promise((done) => {
    const parts: Buffer[] = [];
    let length = 0;
    const finish = () => done(clean(Buffer.concat(parts)));
    response.on('data', (part: Buffer) => {
      parts.push(part);
      length += part.length;
      if (length >= mostRead) finish();
    });
    for (const end of ['end', 'error', 'close', 'aborted']) response.once(end, finish);
  });
}

/** As PostgreSQL and a terminal can take it. */
function clean(bytes: Buffer): string {
  const text = bytes
    .subarray(0, mostRead)
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
  return [...text].slice(0, mostKept).join('').trim();
}

/** Node's own words, such as ECONNREFUSED, without the address that it knows better than whoever reads it. */
function reasonOf(error: unknown): string {
  const { code, message, errors } = error as AggregateError & { code?: string };
  const known = code && reasons[code];
  if (known) return known;
  return clean(Buffer.from(message || errors?.map(({ message: each }: Error) => each).join(', ') || 'It failed.'));
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was cut.',
  ENOTFOUND: 'Its name has no address.',
  EAI_AGAIN: 'Its name could not be looked up.',
};
