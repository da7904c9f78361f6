import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect as dial } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { type Connection, connect } from '../../src/db/pool.js';
import { createLogger } from '../../src/log.js';
import { testConfig } from '../support/database.js';

let server: Server;
let product: ReturnType<typeof createApp>;
let connection: Connection;
const port = () => (server.address() as AddressInfo).port;

/** Served by https, as far as it knows, with a database that nobody reaches: the back office can't be made. */
beforeAll(async () => {
  const config = testConfig({ publicUrl: 'https://join.example.com', databaseUrl: 'postgres://x@127.0.0.1:1/x' });
  const log = createLogger('silent');
  connection = connect(config, log);
  product = createApp({ config, log, db: connection.db, pool: connection.pool });
  server = createServer({ maxHeaderSize: 8192 }, product.app).on('clientError', product.broken).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await product.close();
  await connection.close();
});

const guards = {
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
};

/** What comes back for words that need not be a request, as status, headers and body. */
async function said(words: string) {
  const socket = dial(port(), '127.0.0.1');
  socket.write(words);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.split(': ')[0]?.toLowerCase(), line.split(': ')[1]]));
  return { status: Number(first.split(' ')[1]), headers, body };
}

describe('what browsers are told is told with', () => {
  test('an answer of the back office that can’t be made', async () => {
    const answer = await fetch(`http://127.0.0.1:${port()}/admin/login`);
    expect(answer.status).toBe(503);
    expect(Object.fromEntries(answer.headers)).toMatchObject(guards);
  });

  test('an answer to what is no request', async () => {
    const { status, headers, body } = await said('GET / HTTP/1.1\r\nHost: x\r\nno header at all\r\n\r\n');
    expect(status).toBe(400);
    expect(headers).toMatchObject({ ...guards, connection: 'close' });
    expect(JSON.parse(body)).toMatchObject({ success: false, error: { code: 'BAD_REQUEST' } });
  });

  test.each([
    ['without end', `X: ${'x'.repeat(10_000)}\r\n`],
    ['by the hundred', 'X: 1\r\n'.repeat(250)],
  ])('an answer to headers %s', async (_, lines) => {
    const { status, headers } = await said(`GET / HTTP/1.1\r\nHost: x\r\n${lines}\r\n`);
    expect(status).toBe(431);
    expect(headers).toMatchObject({ ...guards, connection: 'close' });
  });
});
