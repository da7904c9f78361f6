import { describe, expect, test } from '@jest/globals';
import { createHasher } from '../../src/domain/passwords.js';

describe('hashing', () => {
  test('makes the hasher’s own cost and knows another one', async () => {
    const hash = await createHasher(4).hash('a long enough password');
    expect(hash).toMatch(/^\$2b\$04\$/);
    expect([createHasher(4).isOutdated(hash), createHasher(5).isOutdated(hash)]).toEqual([false, true]);
  });

  test('takes no more than bcrypt reads, so that a longer password is never right', async () => {
    const hasher = createHasher(4);
    const hash = await hasher.hash('x'.repeat(72));
    expect(await hasher.verify('x'.repeat(72), hash)).toBe(true);
    expect(await hasher.verify('x'.repeat(73), hash)).toBe(false);
  });

  test('beyond its queue says so at once instead of making everybody wait', async () => {
    const hasher = createHasher(4);
    const outcomes = await Promise.allSettled(Array.from({ length: 120 }, () => hasher.hash('a long enough password')));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.reason).toMatchObject({ code: 'UNAVAILABLE', retryAfter: 5 });
    expect(await hasher.verify('no', await hasher.hash('yes'))).toBe(false);
  });
});
