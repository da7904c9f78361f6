import assert from 'node:assert/strict';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { guarded } from './bystanders.js';
import type { Drill } from './drills.js';
import { type Instance, instance } from './instances.js';
import { ask } from './sockets.js';

/** A request by hand: its first line, its headers, its body. */
function raw(line: string, headers: string[], body: string | Buffer = ''): (string | Buffer)[] {
  const all = [`${line} HTTP/1.1`, 'Host: localhost', ...headers, `Content-Length: ${Buffer.byteLength(body)}`];
  return [`${all.join('\r\n')}\r\n\r\n`, body];
}

const register = 'POST /api/v1/auth/register';
const json = ['Content-Type: application/json'];
const form = ['Content-Type: application/x-www-form-urlencoded', 'Sec-Fetch-Site: same-origin'];
const many = (count: number, each: (n: number) => string, by: string) =>
  Array.from({ length: count }, (_, n) => each(n)).join(by);

/** So many bytes of nothing, packed. */
function bombs(bytes = 128 * 1024 * 1024) {
  const nothing = Buffer.alloc(bytes);
  return {
    gzip: gzipSync(nothing, { level: 9 }),
    br: brotliCompressSync(nothing, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  };
}

/** What is sent, and the statuses that may come. */
function requests(): [what: string, allowed: number[], parts: (string | Buffer)[]][] {
  const { gzip, br } = bombs();
  return [
    ['a body of 1 MB', [422], raw(register, json, `{"email":"${'x'.repeat(1_000_000)}"}`)],
    ['a body of 16 MB', [413], raw(register, json, `{"email":"${'x'.repeat(16_000_000)}"}`)],
    ['100,000 keys', [413, 422], raw(register, json, `{${many(100_000, (n) => `"${n.toString(36)}":1`, ',')}}`)],
    ['objects nested 5,000 deep', [422], raw(register, json, `{"email":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`)],
    ['lists nested 100,000 deep', [400, 422], raw(register, json, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)],
    ['10,000 query parameters', [431], raw(`GET /api/v1/flows?${many(10_000, (n) => `p${n}=1`, '&')}`, [])],
    ['3,500 short query parameters', [401, 422], raw(`GET /api/v1/users?${many(3500, () => 'a=1', '&')}`, [])],
    ['2,000 headers', [431], raw('GET /api/v1/flows/default', many(2000, (n) => `X-${n}: 1`, '\n').split('\n'))],
    ['a header of 64 kB', [431], raw('GET /api/v1/flows/default', [`X-Long: ${'x'.repeat(65_536)}`])],
    ['a path of 64 kB', [431], raw(`GET /${'x'.repeat(65_536)}`, [])],
    ['a gzip bomb', [413], raw(register, [...json, 'Content-Encoding: gzip'], gzip)],
    ['a brotli bomb', [413, 415], raw(register, [...json, 'Content-Encoding: br'], br)],
    ['gzip in gzip', [400, 415], raw(register, [...json, 'Content-Encoding: gzip, gzip'], gzipSync(gzip))],
    ['no gzip at all', [400], raw(register, [...json, 'Content-Encoding: gzip'], 'nothing packed')],
    ['a form of 1 MB', [413], raw('POST /admin/login', form, `email=${'x'.repeat(1_000_000)}`)],
    [
      'a form of 100,000 fields',
      [413],
      raw(
        'POST /admin/login',
        form,
        many(100_000, () => 'a=', '&'),
      ),
    ],
    ['a form of names 5,000 deep', [400], raw('POST /admin/login', form, `${'a.'.repeat(5000)}b=1`)],
    ['a packed form', [415], raw('POST /admin/login', [...form, 'Content-Encoding: gzip'], gzip)],
    ['a form of 5,000 parts', [400, 413], raw('POST /admin/login', [...multipart, ...form.slice(1)], parts(5000))],
    ['both lengths', [400], raw('POST /api/v1/auth/register', [...json, 'Transfer-Encoding: chunked'], '0\r\n\r\n')],
  ];
}

const multipart = ['Content-Type: multipart/form-data; boundary=x'];
const parts = (count: number) =>
  `${many(count, (n) => `--x\r\nContent-Disposition: form-data; name="${n}"\r\n\r\n1`, '\r\n')}\r\n--x--\r\n`;

/** Kilobytes that a process may grow by under any of these. */
const mostGrowth = 400_000;

export const hostile = (times: number): Drill => ({
  name: `Hostile requests, ${times} of each at once`,
  asks: 'a clear 4xx each, memory bounded, the others are answered meanwhile',
  run: async (stage) => {
    const postgres = await stage.postgres();
    const it = await instance({ databaseUrl: await postgres.newDatabase(), env: { PUBLIC_URL: '' } });
    await warm(it);
    const all = requests();
    const { grown, slowest, result } = await guarded(it, async () => {
      const wrong: string[] = [];
      for (const [what, allowed, sent] of all) {
        const statuses = await Promise.all(Array.from({ length: times }, () => answerTo(it, sent)));
        if (!statuses.every((status) => allowed.includes(status))) wrong.push(`${what}: ${[...new Set(statuses)]}`);
      }
      return wrong;
    });
    assert.deepEqual(result, []);
    assert(grown < mostGrowth, `it grew by ${grown} kB`);
    return `${all.length} kinds refused, at most ${Math.round(grown / 1024)} MB more, others answered within ${slowest} ms`;
  },
});

/** Who closes with something unread resets the connection, which may overtake the answer: then it is asked for again. */
async function answerTo(it: Instance, sent: (string | Buffer)[]): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const status = await ask(it, sent);
    if (status || tries === 5) return status;
  }
}

/** The back office comes a second or two after the rest, and is not what is measured. */
async function warm({ origin }: Instance): Promise<void> {
  assert.equal((await fetch(`${origin}/admin/login`)).status, 200);
  assert.equal((await fetch(`${origin}/api/v1/flows/default`)).status, 200);
}
