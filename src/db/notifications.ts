import pg from 'pg';
import type { Config } from '../config.js';
import type { Logger } from '../log.js';
import { asLibpq } from './ssl.js';

export interface Hearing {
  /** A notification's payload. */
  heard(payload: string): void;
  /** The connection stands, the first time or again: what was said meanwhile was not heard. */
  stands(): void;
  /** It is lost; it is sought anew until it stands. */
  lost(): void;
}

/** Milliseconds: between two tries to connect, between two questions whether it still stands, and for an answer. */
const pauses = { retry: 100, longest: 1000, beat: 1000, answer: 3000 };

/**
 * Listens on a channel of PostgreSQL's by a connection of its own, for as long as the process lives: the connection is
 * asked each second whether it stands, so that a network that swallows everything is noticed too.
 */
export function listen(
  config: Pick<Config, 'databaseUrl'>,
  channel: string,
  hearing: Hearing,
  log: Logger,
): { close(): Promise<void> } {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let pause = pauses.retry;

  const again = (work: () => void, after: number) => {
    if (closed) return;
    timer = setTimeout(work, after);
    timer.unref();
  };

  const dropped = (mine: pg.Client, err: unknown) => {
    if (client !== mine) return;
    client = undefined;
    mine.end().catch(() => {});
    if (closed) return;
    clearTimeout(timer);
    log.warn({ err }, `the connection that listens on ${channel} was lost`);
    hearing.lost();
    again(connect, pause);
  };

  const beat = (mine: pg.Client) => {
    mine.query('select').then(
      () => client === mine && again(() => beat(mine), pauses.beat),
      (err) => dropped(mine, err),
    );
  };

  const connect = () => {
    const mine = new pg.Client({
      connectionString: asLibpq(config.databaseUrl ?? ''),
      application_name: 'doorstep listening',
      keepAlive: true,
      connectionTimeoutMillis: pauses.answer,
      query_timeout: pauses.answer,
    });
    client = mine;
    mine.on('error', (err) => dropped(mine, err));
    mine.on('end', () => dropped(mine, new Error('the connection ended')));
    mine.on('notification', ({ payload }) => hearing.heard(payload ?? ''));
    mine
      .connect()
      .then(() => mine.query(`listen ${mine.escapeIdentifier(channel)}`))
      .then(
        () => {
          if (client !== mine) return;
          pause = pauses.retry;
          hearing.stands();
          again(() => beat(mine), pauses.beat);
        },
        (err) => {
          pause = Math.min(pause * 2, pauses.longest);
          dropped(mine, err);
        },
      );
  };
  connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
