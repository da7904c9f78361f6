import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../config.js';
import { type Logger, lineWriter } from '../log.js';
import type { Metrics } from '../metrics.js';
import { type Encoding, encodingFor, headersOf, type Prepared, type Representation } from './delivery.js';
import { commonHeaders, isFitId } from './headers.js';
import type { LiveFlows } from './live-flows.js';

/** Answers a request where it can, and says whether it has. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean;

const above = '/api/v1/flows/';

/**
 * A published flow, answered before Express sees the request: it is what every visitor of a wizard asks for. What is said is
 * what the route behind it says, byte for byte; whatever is unusual about a request is left to that one. Express with its
 * middleware would be a tenth as quick (bench/README.md).
 */
export function createDoor(deps: { config: Config; flows: LiveFlows; log: Logger; metrics: Metrics }): Door {
  const { flows, metrics } = deps;
  const write = lineWriter(deps.log);
  const headersFor = preparedHeaders(deps.config);
  const observe = Object.fromEntries(
    [200, 304].map((status) => [status, metrics.observer({ method: 'GET', route: `${above}:slug`, status })]),
  ) as Record<200 | 304, (seconds: number) => void>;

  return (request, response) => {
    const { method, url = '' } = request;
    if (method !== 'GET' || !url.startsWith(above)) return false;
    const flow = flows.atHand(url.slice(above.length));
    const asked = flow && usual(request.rawHeaders);
    if (!asked) return false;
    const began = performance.now();
    const encoding = encodingFor(asked.encoding);
    const { etag, text } = flow[encoding];
    const status = asked.etag === etag ? 304 : 200;
    const id = asked.id ?? randomUUID();
    const raw = headersFor(flow, encoding, asked.origin)[status];
    // Written out at once, so that the one array serves every request.
    raw[1] = id;
    response.writeHead(status, raw);
    if (status === 200) response.end(text, 'latin1');
    else response.end();
    const ms = performance.now() - began;
    observe[status](ms / 1000);
    write?.({ id, method, path: url.split('?', 1)[0] as string, status, ms });
    return true;
  };
}

interface Asked {
  id?: string;
  encoding?: string;
  etag?: string;
  origin?: string;
}

/**
 * What a request says that makes a difference here, or undefined where the route behind has more to say of it. Read from the
 * raw headers, names and values in turn: to make an object of them costs more than all the rest.
 */
function usual(raw: string[]): Asked | undefined {
  const asked: Asked = {};
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] as string;
    if (!lengths.has(name.length)) continue;
    const value = raw[at + 1] as string;
    switch (name.toLowerCase()) {
      case 'accept-encoding':
        if (asked.encoding !== undefined) return undefined;
        asked.encoding = value;
        break;
      case 'if-none-match':
        if (asked.etag !== undefined || !/^"[\w-]+"$/.test(value)) return undefined;
        asked.etag = value;
        break;
      case 'origin':
        asked.origin ??= value;
        break;
      case 'x-request-id':
        if (asked.id !== undefined || !isFitId(value)) return undefined;
        asked.id = value;
        break;
      case 'cache-control':
      case 'content-length':
      case 'transfer-encoding':
      case 'expect':
        return undefined;
    }
  }
  return asked;
}

const names = ['accept-encoding', 'if-none-match', 'origin', 'x-request-id'];
const lengths = new Set(
  [...names, 'cache-control', 'content-length', 'transfer-encoding', 'expect'].map((name) => name.length),
);

type RawHeaders = Record<200 | 304, string[]>;

/** Headers as name and value in turn, put together once for each representation and origin. */
function preparedHeaders(config: Config) {
  const common = new Map(
    [undefined, ...config.corsOrigins].map((origin) => [origin, commonHeaders(config, origin)] as const),
  );
  const kept = new WeakMap<Representation, Map<string | undefined, RawHeaders>>();
  return (flow: Prepared, encoding: Encoding, named: string | undefined): RawHeaders => {
    const origin = common.has(named) ? named : undefined;
    const representation = flow[encoding];
    const byOrigin = kept.get(representation) ?? new Map<string | undefined, RawHeaders>();
    kept.set(representation, byOrigin);
    const known = byOrigin.get(origin);
    if (known) return known;
    const own = Object.entries(headersOf(flow, encoding, 'no-cache')).flat();
    const names = new Set(own.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()));
    // The flow's own Vary says what the common one says, and more.
    const others = pairs(common.get(origin) ?? []).filter(([name]) => !names.has(name));
    const all = ['X-Request-Id', '', ...others.flat(), ...own];
    const made = {
      200: [
        ...all,
        'Content-Type',
        'application/json; charset=utf-8',
        'Content-Length',
        String(representation.body.length),
      ],
      304: [...all],
    };
    byOrigin.set(origin, made);
    return made;
  };
}

const pairs = (raw: string[]) => raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1] as string] as const]));
