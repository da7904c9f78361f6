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
  return pino(options, to ?? standardOutput());
}

let output: DestinationStream | undefined;

/**
 * Standard output, for what is said within one turn of the event loop in one go: a system call a line is a tenth of a request.
 * What it does not take, because a disk is full, is lost: that is no reason to stop serving.
 */
function standardOutput(): DestinationStream {
  if (output) return output;
  const opened = () =>
    pino.destination({ dest: 1, sync: true }).on('error', () => {
      // It would keep what it could not write, and try that again before all else.
      stream = opened();
    });
  let stream = opened();
  let lines = '';
  const flush = () => {
    const said = lines;
    lines = '';
    if (said) stream.write(said);
  };
  // What was said last is what an end is explained by.
  process.on('exit', flush);
  output = {
    write: (line) => {
      if (!lines) setImmediate(flush);
      lines += line;
    },
  };
  return output;
}

/** Writes the line of a request as `logger.info` would, a tenth as dear. Undefined where the logger does not say such things. */
export function lineWriter(logger: Logger): ((line: RequestLine) => void) | undefined {
  if (!logger.isLevelEnabled('info')) return undefined;
  const stream = (logger as unknown as Record<symbol, DestinationStream>)[symbols.streamSym] as DestinationStream;
  const about = `","pid":${process.pid},"request_id":"`;
  return ({ id, method, path, status, ms }) =>
    stream.write(
      `{"level":"info","time":"${now()}${about}${id}","ms":${Math.round(ms)},"method":"${method}","path":"${path}","status":${status},"msg":"request"}\n`,
    );
}

let [told, at] = ['', 0];

/** ISO 8601, put together once a millisecond. */
function now(): string {
  const ms = Date.now();
  if (ms !== at) [told, at] = [new Date(ms).toISOString(), ms];
  return told;
}

/** Nothing in it needs escaping: the id and the path are checked before. */
interface RequestLine {
  id: string;
  method: string;
  path: string;
  status: number;
  ms: number;
}
