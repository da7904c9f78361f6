import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import express, { type RequestHandler } from 'express';
import { lazily, waitingFor } from '../../src/http/lazy.js';

type Office = { router: RequestHandler };

let server: Server;
let loads: { succeed(office: Office): void; fail(error: Error): void }[];
beforeEach(async () => {
  loads = [];
  const office = lazily(() => new Promise<Office>((succeed, fail) => void loads.push({ succeed, fail })));
  const app = express();
  app.use('/admin', waitingFor(office.get));
  app.get('/api', (_request, response) => void response.send('the API'));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
});

const ask = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  return answer.ok ? answer.text() : answer.status;
};
const drawn: Office = { router: (_request, response) => void response.send('the back office') };

test('whoever comes to the back office before it is loaded waits for it; the API does not', async () => {
  const told: unknown[] = [];
  const waiting = [ask('/admin'), ask('/admin')].map((answer) => answer.then((text) => told.push(text)));
  while (loads.length === 0) await ask('/api');
  expect([await ask('/api'), told]).toEqual(['the API', []]);
  loads[0]?.succeed(drawn);
  await Promise.all(waiting);
  expect(told).toEqual(['the back office', 'the back office']);
  expect(await ask('/admin')).toBe('the back office');
  expect(loads).toHaveLength(1);
});

test('what did not load is tried again by the next who comes', async () => {
  const first = ask('/admin');
  while (loads.length === 0) await ask('/api');
  loads[0]?.fail(new Error('no database'));
  expect(await first).toBe(500);
  const second = ask('/admin');
  while (loads.length === 1) await ask('/api');
  loads[1]?.succeed(drawn);
  expect(await second).toBe('the back office');
});
