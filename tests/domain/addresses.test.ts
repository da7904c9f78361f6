import { describe, expect, test } from '@jest/globals';
import { addressOf, plainAddress } from '../../src/addresses.js';

describe('a client’s address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['unknown', null],
    ["'; drop table users", null],
    [undefined, null],
  ])('%s is kept as %s', (given, kept) => {
    expect(plainAddress(given)).toBe(kept);
  });

  test('counts by its /64 in IPv6, however it is written', () => {
    const same = ['2001:db8:0:1::1', '2001:0db8:0000:0001:ffff::', '2001:db8:0:1:a:b:c:d'].map(addressOf);
    expect(new Set(same)).toEqual(new Set(['2001:db8:0:1']));
    expect(addressOf('2001:db8:0:2::1')).not.toBe(same[0]);
    expect(addressOf('::1')).toBe('0:0:0:0');
    expect(addressOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
  });
});
