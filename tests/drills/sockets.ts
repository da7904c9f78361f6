import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Instance } from './instances.js';

/** A connection by hand, for what no client would send. */
export async function open({ port }: Pick<Instance, 'port'>): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Sends as it is, and returns the status of the answer; 0 where the connection was closed without one, or a reset was quicker. */
export async function ask(to: Pick<Instance, 'port'>, parts: (string | Buffer)[]): Promise<number> {
  const socket = await open(to);
  const status = statusOf(socket);
  // An answer may come, and the connection go, while there is more to send.
  for (const part of parts) if (socket.writable) socket.write(part);
  return status.finally(() => socket.destroy());
}

/** The status that comes; 0 where the connection ends without one. */
export async function statusOf(socket: Socket): Promise<number> {
  try {
    for await (const part of socket) {
      const [, status] = String(part).match(/^HTTP\/1\.1 (\d+)/) ?? [];
      // 100 is none yet.
      if (status && status !== '100') return Number(status);
    }
  } catch {
    // Reset by the other side.
  }
  return 0;
}
