import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import type { Config } from '../config.js';
import { commonHeaders } from './headers.js';

/** More headers than that no client sends; node would leave out what is above 2,000 of them, without a word. */
const mostHeaders = 200;
/** Requests that one connection has under way. */
const mostAtOnce = 100;

/**
 * Keeps one connection from taking what is there for all: who sends request after request without waiting for an answer is cut
 * off, and so many headers are not read.
 */
export function bounded(config: Config, app: RequestListener): RequestListener {
  const refusal = [...commonHeaders(config, undefined), 'Cache-Control', 'no-store', 'Connection', 'close'];
  const underWay = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket, rawHeaders } = request;
    const count = underWay.get(socket) ?? 0;
    // What came with the request that was one too many is still read out.
    if (socket.destroyed) return;
    if (count >= mostAtOnce) return void socket.destroy();
    if (rawHeaders.length > 2 * mostHeaders)
      return void response.writeHead(431, ['X-Request-Id', randomUUID(), ...refusal]).end();
    app(request, response);
    // A flow is answered by now.
    if (response.writableEnded) return;
    underWay.set(socket, count + 1);
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
  };
}
