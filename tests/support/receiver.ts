import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  port: number;
  requests: Received[];
  /** Answers one request, the first being number 1; by default 204. Who does nothing leaves it open. */
  answer: (response: ServerResponse, number: number) => void;
  stop(): Promise<void>;
}

/** Somebody else's server, on loopback, that webhooks are posted to. */
export async function openReceiver(host = '127.0.0.1', port = 0): Promise<Receiver> {
  const receiver: Receiver = {
    ...{ url: '', port: 0, requests: [], stop: async () => {} },
    answer: (response) => response.writeHead(204).end(),
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { method = '', url: path = '', headers } = request;
    receiver.requests.push({ method, path, headers, body });
    receiver.answer(response, receiver.requests.length);
  });
  server.listen(port, host);
  await once(server, 'listening');
  receiver.port = (server.address() as AddressInfo).port;
  receiver.url = `http://${host}:${receiver.port}/hook`;
  receiver.stop = async () => {
    server.close();
    server.closeAllConnections();
  };
  return receiver;
}
