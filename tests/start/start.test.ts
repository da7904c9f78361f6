import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { remove, temporaryFolder } from '../support/folders.js';
import { endAll, eventually, freePort, type Program, processesIn, run } from '../support/processes.js';

// Real starts, on a machine that may be busy with the rest of the tests.
jest.setTimeout(60_000);

let dataDir: string;
let port: number;

beforeEach(async () => {
  dataDir = temporaryFolder();
  port = await freePort();
});
afterEach(async () => {
  await endAll();
  remove(dataDir);
});

/** `npm start` without npm. Empty values keep a developer's own .env out of it. */
const start = (env: Record<string, string> = {}) =>
  run(['bin/start.js'], { DATA_DIR: dataDir, PORT: String(port), DATABASE_URL: '', BCRYPT_COST: '4', ...env });

const ready = (program: Program) => program.says(/API docs +(\S+)/);
const left = () => processesIn(join(dataDir, 'postgres'));

async function call(method: string, path: string, body?: unknown, token?: string) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    body: body ? JSON.stringify(body) : undefined,
  });
  const { data } = (await response.json()) as { data: Record<string, unknown> };
  return { status: response.status, data };
}

async function register(email: string): Promise<string> {
  const { status, data } = await call('POST', '/api/v1/auth/register', { email, password: 'correct horse 17' });
  expect(status).toBe(201);
  return data.access_token as string;
}

describe('the first start', () => {
  test('says where everything is, with an admin whose password works; the second keeps all and tells no password', async () => {
    const first = start();
    await ready(first);
    expect(first.stdout()).toMatch(
      new RegExp(`Wizard +http://localhost:${port}/\n +Back office +http://localhost:${port}/admin\n`),
    );
    const [, email] = await first.says(/First admin +(\S+)/);
    const [, password] = await first.says(/Password +(\S+)/);
    expect((await call('POST', '/api/v1/auth/login', { email, password })).status).toBe(200);
    expect(await call('GET', '/api/v1/flows')).toMatchObject({ data: [{ slug: 'default', version: 1 }] });
    const token = await register('kept@example.com');
    const secrets = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    first.child.kill('SIGTERM');
    expect(await first.end()).toBe(0);

    const second = start();
    await ready(second);
    expect(second.stdout()).not.toContain('Password');
    expect(await call('GET', '/api/v1/auth/me', undefined, token)).toMatchObject({
      status: 200,
      data: { email: 'kept@example.com' },
    });
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(secrets);
  });

  test('makes the admin it is given, and does not print his password', async () => {
    const given = { ADMIN_EMAIL: 'boss@example.com', ADMIN_PASSWORD: 'correct horse 17' };
    const server = start(given);
    await ready(server);
    expect(server.stdout()).toContain('boss@example.com');
    expect(server.stdout()).not.toContain(given.ADMIN_PASSWORD);
    expect(
      (await call('POST', '/api/v1/auth/login', { email: 'boss@example.com', password: given.ADMIN_PASSWORD })).status,
    ).toBe(200);
  });
});

/** A registration the server has taken up and waits for: its headers are through, its body is sent by `finish`. */
async function underWay(email: string) {
  const body = JSON.stringify({ email, password: 'correct horse 17' });
  const headers = { 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' };
  const sent = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/v1/auth/register', headers });
  const answered = once(sent, 'response').then(
    ([answer]) => answer.resume().statusCode as number,
    () => 'cut off',
  );
  sent.flushHeaders();
  await once(sent, 'continue');
  return { answered, finish: () => sent.end(body) };
}

describe('what the operator can mend is one plain sentence and a non-zero exit', () => {
  const sentence = async (program: Program) => {
    expect(await program.end()).toBe(1);
    const said = program.stderr();
    expect(said).toMatch(/^[A-Z][^\n]+\.\n$/);
    expect(left()).toEqual([]);
    return said.trim();
  };

  test('a taken port', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    expect(await sentence(start())).toBe(`Port ${port} is taken; stop what uses it, or set PORT to another.`);
    other.close();
  });

  test('a host that is not this machine’s', async () => {
    expect(await sentence(start({ HOST: '192.0.2.1' }))).toMatch(
      /^Doorstep can't listen on 192.0.2.1, port \d+ \(.*\); set HOST and PORT\.$/,
    );
  });

  test('an unreachable database', async () => {
    const url = `postgres://x:secret@127.0.0.1:${await freePort()}/z`;
    const said = await sentence(start({ DATABASE_URL: url }));
    expect(said).toMatch(/^The database of DATABASE_URL can't be used: connect ECONNREFUSED/);
    expect(said).not.toContain('secret');
  });

  test('a wrong key', async () => {
    expect(await sentence(start({ PORT: 'eighty' }))).toBe('PORT must be a port number from 0 to 65535.');
  });

  test('NODE_ENV=production without secrets', async () => {
    expect(await sentence(start({ NODE_ENV: 'production' }))).toBe(
      'SESSION_SECRET must be set when NODE_ENV is production.',
    );
  });
});

describe('stopping', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s lets a request under way finish, ends with 0, and leaves nothing running',
    async (signal) => {
      const server = start();
      await ready(server);
      const { answered, finish } = await underWay('late@example.com');
      server.child.kill(signal);
      await server.says(/once more ends at once/);
      finish();
      expect(await answered).toBe(201);
      expect(await server.end()).toBe(0);
      expect(left()).toEqual([]);
    },
  );

  test('a signal that npm gave to its shell alone, which is gone now, is meant for the server too', async () => {
    const shell = `require('node:child_process').spawn(process.execPath, ['bin/start.js'], { stdio: 'inherit' })`;
    const env = { DATA_DIR: dataDir, PORT: String(port), DATABASE_URL: '', npm_lifecycle_event: 'start' };
    const server = run(['-e', shell], env);
    await ready(server);
    server.child.kill('SIGKILL');
    await eventually(() => processesIn(dataDir).length === 0);
    expect(server.stdout()).toMatch(/Stopping/);
  });

  test('a signal during the start ends it, and leaves nothing running', async () => {
    const server = start();
    await server.says(/first start only/);
    server.child.kill('SIGTERM');
    expect(await server.end()).not.toBe(0);
    await eventually(() => processesIn(dataDir).length === 0);
  });

  test('a second signal ends at once what a request holds up', async () => {
    const server = start();
    await ready(server);
    const { answered } = await underWay('late@example.com');
    server.child.kill('SIGTERM');
    await server.says(/once more ends at once/);
    // Again and again: right after the first it would be npm's echo of the same one, which is let pass.
    const again = setInterval(() => server.child.kill('SIGTERM'), 50);
    expect(await server.end()).toBe(143);
    clearInterval(again);
    expect(await answered).toBe('cut off');
    await eventually(() => left().length === 0);
  });
});

test('kill -9 under numbered saves: the next start adopts the orphan, and every acknowledged save is there', async () => {
  const killed = start();
  await ready(killed);
  const token = await register('saver@example.com');
  const { data } = await call('POST', '/api/v1/submissions', { flow: 'default' }, token);
  const page = `/api/v1/submissions/${data.id}/pages/about-you`;
  let acknowledged = 0;
  const save = (n: number) => call('PUT', page, { answers: { about_me: String(n), birthdate: '1990-05-17' } }, token);
  const saving = (async () => {
    for (let n = 1; ; n += 1) {
      const { status } = await save(n);
      if (status === 200) acknowledged = n;
    }
  })().catch(() => 'the server is gone');
  await eventually(() => acknowledged >= 25);
  killed.child.kill('SIGKILL');
  await killed.end();
  expect(await saving).toBe('the server is gone');

  const again = start();
  await ready(again);
  const { data: kept } = await call('GET', `/api/v1/submissions/${data.id}`, undefined, token);
  const saved = Number((kept.answers as { about_me: string }).about_me);
  // One more may have been stored than was heard of.
  expect([acknowledged, acknowledged + 1]).toContain(saved);
  // It began at 1, and each save added one.
  expect(kept.revision).toBe(saved + 1);
  again.child.kill('SIGTERM');
  expect(await again.end()).toBe(0);
  expect(left()).toEqual([]);
});
