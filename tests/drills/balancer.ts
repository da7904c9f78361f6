import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy before several instances, as an operator would have one. */
export interface Balancer {
  origin: string;
  add(port: number): void;
  remove(port: number): void;
  /** Answers of its own making, by their reason. */
  failures: Map<string, number>;
  stop(): Promise<void>;
}

interface Backend {
  port: number;
  isUp: boolean;
  /** Questions in a row that were not answered in time. */
  missed: number;
}

const lookEveryMs = 250;
/** Milliseconds for an answer. */
const patience = 3000;
const mostMissed = 8;
/** Nothing was sent yet. */
const refused = /ECONNREFUSED/;

/**
 * Asks each instance four times a second whether it is ready, and gives requests in turn to those that are. Another one is
 * tried where a connection is refused, or where what was asked is safe to repeat; nothing else is sent twice.
 */
export async function openBalancer(): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const failures = new Map<string, number>();
  let backends: Backend[] = [];
  let turn = 0;

  const look = (backend: Backend) => {
    const asked = request({ host: '127.0.0.1', port: backend.port, path: '/health/ready', timeout: patience });
    asked.on('response', (answer) => {
      answer.resume();
      backend.isUp = answer.statusCode === 200;
      backend.missed = 0;
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', ({ message }) => {
      backend.missed += 1;
      // One that is slow to answer may be busy; one that refuses, or says no, is out at once.
      if (refused.test(message) || backend.missed >= mostMissed) backend.isUp = false;
    });
    asked.end();
  };
  const timer = setInterval(() => backends.forEach(look), lookEveryMs);

  const next = (not: Set<Backend>) => {
    const up = backends.filter((each) => each.isUp && !not.has(each));
    turn += 1;
    return up[turn % up.length];
  };
  const fail = (response: ServerResponse, reason: string) => {
    failures.set(reason, (failures.get(reason) ?? 0) + 1);
    if (response.headersSent) return void response.destroy();
    response.writeHead(502, { 'x-balancer': reason }).end();
  };
  const forward = (asked: IncomingMessage, response: ServerResponse, body: Buffer, tried = new Set<Backend>()) => {
    const backend = next(tried);
    if (!backend) return fail(response, 'nobody is ready');
    tried.add(backend);
    const { method = 'GET', url, headers } = asked;
    const sent = request({ host: '127.0.0.1', port: backend.port, method, path: url, headers, agent });
    sent.on('response', (answer) => {
      const { connection, 'keep-alive': _, ...rest } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, rest);
      answer.pipe(response);
      answer.on('aborted', () => fail(response, 'an answer broke off'));
    });
    sent.on('error', ({ message }) => {
      if (refused.test(message)) backend.isUp = false;
      if (response.headersSent || !(refused.test(message) || method === 'GET')) fail(response, `${method}: ${message}`);
      else forward(asked, response, body, tried);
    });
    sent.end(body);
  };
  const server = createServer(async (asked, response) => {
    const parts: Buffer[] = [];
    for await (const part of asked) parts.push(part);
    forward(asked, response, Buffer.concat(parts));
  }).listen(0, '127.0.0.1');
  // Longer than whoever asks here leaves a connection idle: one that closes as it is used would lose what was asked.
  server.keepAliveTimeout = 600_000;
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (port) => void backends.push({ port, isUp: true, missed: 0 }),
    remove: (port) => {
      backends = backends.filter((each) => each.port !== port);
    },
    failures,
    stop: async () => {
      clearInterval(timer);
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
