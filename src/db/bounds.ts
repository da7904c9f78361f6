import pg from 'pg';

type Callback = (...outcome: unknown[]) => void;
type Failed = (error: unknown) => void;

/**
 * A kind of client that gives up a connection on which a query stays unanswered for so many milliseconds. PostgreSQL's own
 * statement_timeout says nothing where the server is frozen, or the network swallows what is sent: then the query, and
 * whoever waits for the connection, would wait for ever. `failed` is told of every query that fails.
 */
export function boundedClient(milliseconds: number, failed: Failed): typeof pg.Client {
  class BoundedClient extends pg.Client {
    override query(...asked: unknown[]): never {
      const timer = setTimeout(() => giveUp(this), milliseconds);
      const done = (error?: unknown) => {
        clearTimeout(timer);
        if (error) failed(error);
      };
      const callback = asked.at(-1);
      if (typeof callback === 'function') asked[asked.length - 1] = calledAfter(done, callback as Callback);
      const answer = super.query.apply(this, asked as never) as unknown;
      if (typeof callback !== 'function') (answer as Promise<unknown>).then(() => done(), done);
      return answer as never;
    }
  }
  return BoundedClient;
}

const calledAfter =
  (done: Failed, callback: Callback): Callback =>
  (...outcome) => {
    done(outcome[0]);
    callback(...outcome);
  };

/** Its socket ends, and with it every query that waits there, as if the network had ended it. */
function giveUp(client: pg.Client): void {
  const { stream } = (client as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection;
  stream.destroy(Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' }));
}
