import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, open } from '../drills/sockets.js';
import { type TestApp, testApp } from '../support/app.js';

let app: TestApp;
let at: { port: number };
beforeAll(async () => {
  app = await testApp();
  at = { port: Number(new URL(app.origin).port) };
});
afterAll(() => app.stop());

const question = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';

describe('one connection', () => {
  test('may ask a hundred times without waiting, and is answered each time', async () => {
    const socket = await open(at);
    socket.write(question.repeat(100));
    let said = '';
    for await (const part of socket) {
      said += part;
      if (said.split('HTTP/1.1 200').length > 100) break;
    }
    expect(said).not.toContain('HTTP/1.1 503');
  });

  test('that goes on asking is cut off, and nobody else waits for it', async () => {
    const socket = await open(at);
    let said = '';
    socket.on('data', (part) => (said += part));
    socket.write(question.repeat(5000));
    // Reset, most likely: what it still sends is not read.
    await new Promise((closed) => socket.once('close', closed));
    expect(said.split('HTTP/1.1 ').length).toBeLessThan(5000);
    expect((await app.visitor.get('!/health')).status).toBe(200);
  });
});

test.each([
  [150, 200],
  [250, 431],
])('%i headers are answered with %i', async (count, status) => {
  const headers = Array.from({ length: count }, (_, n) => `X-${n}: 1\r\n`).join('');
  expect(await ask(at, [`GET /health HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n`])).toBe(status);
});
