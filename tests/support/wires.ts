import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A stretch of network before a database, which can fail in every way that networks do. */
export interface Wire {
  /** The database's URL, through this wire. */
  url: string;
  /** Lets nothing through any more, either way; connections stay, and new ones are taken and not answered. */
  freeze(): void;
  /** Ends every connection, and refuses new ones. */
  cut(): Promise<void>;
  /** As it was in the beginning. What was held back while it was frozen goes through. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function wireTo(databaseUrl: string): Promise<Wire> {
  const to = new URL(databaseUrl);
  const pairs = new Set<[Socket, Socket]>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    if (isFrozen) pause(pair);
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        for (const each of pair) each.destroy();
      });
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(databaseUrl);
  Object.assign(url, { hostname: '127.0.0.1', port: String(port) });
  const cut = async () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: url.href,
    freeze: () => {
      isFrozen = true;
      pairs.forEach(pause);
    },
    cut,
    mend: async () => {
      isFrozen = false;
      for (const [near, far] of pairs) {
        near.pipe(far);
        far.pipe(near);
      }
      if (!server.listening) await listen(port);
    },
    close: cut,
  };
}

function pause([near, far]: [Socket, Socket]): void {
  near.unpipe(far);
  far.unpipe(near);
  near.pause();
  far.pause();
}
