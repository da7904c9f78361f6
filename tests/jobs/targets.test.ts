import { afterEach, describe, expect, test } from '@jest/globals';
import { isPublic, problemOf } from '../../src/domain/targets.js';
import { type Outside, post } from '../../src/jobs/posts.js';
import { openReceiver, type Receiver } from '../support/receiver.js';

const open: Receiver[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.stop();
});

async function receiver(host?: string, port?: number): Promise<Receiver> {
  const one = await openReceiver(host, port);
  open.push(one);
  return one;
}

const say = (url: string, outside?: Outside) =>
  post({ url, headers: {}, body: '{}' }, outside).then(
    ({ status }) => status,
    ({ message }: Error) => message,
  );

const refusal = (address: string) => `Nothing was sent: ${address} is not an address of the public internet.`;

describe('an address of the public internet', () => {
  test.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is one', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '198.18.0.1'],
    ...['192.0.2.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::127.0.0.1'],
    ...['::7f00:1', 'fe80::1', 'fec0::1', 'fd00::1', 'ff02::1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1'],
    ...['2001:db8::1', '4000::1', 'localhost', ''],
  ])('%s is none', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});

describe('a webhook’s URL', () => {
  test.each([
    ...['https://example.com/hook', 'http://example.com:8080/a?b=c', 'https://8.8.8.8/', 'https://[2606:4700::1111]/x'],
    'https://xn--bcher-kva.example/',
  ])('%s is taken', (url) => {
    expect(problemOf(url, false)).toBeUndefined();
  });

  test.each([
    ...['http://127.0.0.1/', 'http://10.0.0.1/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://[fd00::1]/'],
    ...[
      'http://localhost/',
      'http://LOCALHOST/',
      'http://a.localhost:8000/',
      'http://localhost./',
      'http://example.com./',
    ],
    ...['http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://127.1/', 'http://１２７.0.0.1/'],
    ...['http://134744072/', 'http://8.8.2056/', 'http://1.2.3.4./'],
    ...['https://user@example.com/', 'https://:secret@example.com/', 'https://example.com/#part'],
    ...['ftp://example.com/', 'file:///etc/passwd', 'javascript:alert(1)', 'example.com', 'https://', 'https:///x y'],
  ])('%s is refused', (url) => {
    expect(problemOf(url, false)).toMatch(/^[A-Z].*\.$/);
  });

  test('may be a private one where that is allowed, but never hides what it is', () => {
    expect(problemOf('http://127.0.0.1:3000/', true)).toBeUndefined();
    expect(problemOf('http://localhost/', true)).toBeUndefined();
    expect(problemOf('http://2130706433/', true)).toBeDefined();
    expect(problemOf('http://user@localhost/', true)).toBeDefined();
  });
});

describe('at the moment of sending', () => {
  test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433'])('%s is not connected to', async (host) => {
    const { port, requests } = await receiver();
    expect(await say(`http://${host}:${port}/`)).toMatch(/^Nothing was sent/);
    expect(requests).toEqual([]);
  });

  test.each([['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['::ffff:127.0.0.1']])(
    'a name that leads to %s %s is not connected to',
    async (...addresses) => {
      const { port, requests } = await receiver();
      const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      expect(await say(`http://hook.example:${port}/`, { resolve })).toMatch(/^Nothing was sent/);
      expect(requests).toEqual([]);
    },
  );

  test('localhost, as this machine resolves it, is not connected to', async () => {
    const { port, requests } = await receiver();
    expect(await say(`http://localhost:${port}/`)).toMatch(/^Nothing was sent/);
    expect(requests).toEqual([]);
  });

  // 127.0.0.1 stands for a public address here, and 127.0.0.2 for a private one.
  test('a name is asked for once: one that changes its answer gains nothing', async () => {
    const allowed = await receiver('127.0.0.1');
    const secret = await receiver('127.0.0.2', allowed.port);
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    const resolve = async () => [{ address: answers.shift() ?? '127.0.0.2', family: 4 }];
    const outside = { resolve, isAllowed: (address: string) => address === '127.0.0.1' };
    const url = `http://hook.example:${allowed.port}/`;
    expect(await say(url, outside)).toBe(204);
    expect(answers).toHaveLength(2);
    expect(await say(url, outside)).toBe(refusal('127.0.0.2'));
    expect([allowed.requests.length, secret.requests.length]).toEqual([1, 0]);
  });

  test('who changes to another protocol, or hangs up, gives no answer, and holds nobody up', async () => {
    const odd = await receiver();
    odd.answer = (response, number) =>
      number === 1
        ? response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n')
        : response.destroy();
    for (const _ of [1, 2]) expect(await say(odd.url, { isAllowed: () => true })).toBe('The connection was cut.');
  });

  test('a redirect to a private address is an answer, and is not followed', async () => {
    const allowed = await receiver('127.0.0.1');
    const secret = await receiver('127.0.0.2');
    allowed.answer = (response) => response.writeHead(307, { location: secret.url }).end();
    expect(await say(allowed.url, { isAllowed: (address) => address === '127.0.0.1' })).toBe(307);
    expect(secret.requests).toEqual([]);
  });
});
