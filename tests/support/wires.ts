import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A stretch of network before a database, which can fail in every way that networks do. */
export interface Wire {
  /** The database's URL, through this wire. */
  url: string;
  /** Lets nothing through any more, either way; connections stay, and new ones are taken and not answered. */
  freeze(): void;
  /** Holds back each part of an answer for so many milliseconds. */
  slow(milliseconds: number): void;
  /** Ends every connection, and refuses new ones. */
  cut(): Promise<void>;
  /** As it was in the beginning. What was held back while it was frozen goes through. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function wireTo(databaseUrl: string): Promise<Wire> {
  const to = new URL(databaseUrl);
  const pairs = new Set<Pair>();
  let isFrozen = false;
  let late = 0;
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    const back = delayed(() => late);
    const pair = { near, far, back };
    pairs.add(pair);
    back.pipe(near);
    if (!isFrozen) join(pair);
    for (const socket of [near, far]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  Object.assign(url, { hostname: '127.0.0.1', port: String(port) });
  const cut = async () => {
    for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: url.href,
    freeze: () => {
      isFrozen = true;
      pairs.forEach(part);
    },
    cut,
    slow: (milliseconds) => {
      late = milliseconds;
    },
    mend: async () => {
      // A pipe that is laid twice carries everything twice.
      if (isFrozen) pairs.forEach(join);
      [isFrozen, late] = [false, 0];
      if (!server.listening) await listen(port);
    },
    close: cut,
  };
}

interface Pair {
  near: Socket;
  far: Socket;
  back: Transform;
}

function join({ near, far, back }: Pair): void {
  near.pipe(far);
  far.pipe(back);
}

function part({ near, far, back }: Pair): void {
  near.unpipe(far);
  far.unpipe(back);
  near.pause();
  far.pause();
}

/** Lets through, in order, what comes in, each part so late. */
function delayed(late: () => number): Transform {
  return new Transform({
    transform: (part, _encoding, done) => void setTimeout(done, late(), null, part),
  });
}
