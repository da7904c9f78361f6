import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
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
