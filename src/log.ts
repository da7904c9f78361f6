import { type DestinationStream, type Logger, pino, stdTimeFunctions, symbols } from 'pino';
import type { Config } from './config.js';

export type { Logger } from 'pino';

/** What may carry a credential or a person's data; PostgreSQL puts the offending row's values into `detail` and `where`. */
const HIDDEN = [
  ...['authorization', 'cookie', '["set-cookie"]'].flatMap((name) => {
    const at = name.startsWith('[') ? name : `.${name}`;
    return [`headers${at}`, `req.headers${at}`, `res.headers${at}`];
  }),
  ...['err.detail', 'err.where', 'err.parameters'],
  // A lost connection of the pool's brings its whole client along.
  'err.client',
];

/** A logger that writes one JSON line an event, to standard output unless told otherwise. */
export function createLogger(level: Config['logLevel'], to?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: HIDDEN, remove: true },
  };
  return to ? pino(options, to) : pino(options);
}

/**
 * Writes the line of a request as `logger.info` would, a tenth as dear: what many requests say within one turn of the event loop is
 * written at once. Undefined where the logger does not say such things.
 */
export function lineWriter(logger: Logger): ((line: RequestLine) => void) | undefined {
  if (!logger.isLevelEnabled('info')) return undefined;
  const stream = (logger as unknown as Record<symbol, DestinationStream>)[symbols.streamSym] as DestinationStream;
  let lines = '';
  const flush = () => {
    stream.write(lines);
    lines = '';
  };
  return ({ id, method, path, status, ms }) => {
    if (!lines) setImmediate(flush);
    lines += `{"level":"info"${stdTimeFunctions.isoTime()},"pid":${process.pid},"request_id":"${id}","ms":${ms},"method":"${method}","path":"${path}","status":${status},"msg":"request"}\n`;
  };
}

/** Nothing in it needs escaping: the id and the path are checked before. */
interface RequestLine {
  id: string;
  method: string;
  path: string;
  status: number;
  ms: number;
}
