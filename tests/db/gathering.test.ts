import { afterEach, expect, jest, test } from '@jest/globals';
import { gathered } from '../../src/db/gathering.js';

interface Run {
  items: string[];
  succeed(): void;
  fail(error: unknown): void;
}

const told = (answer: Promise<string>) => answer.catch(({ code }: { code: string }) => code);
const turn = () => new Promise(setImmediate);

/** One run at a time, of three at most; each stays under way until the test ends it. */
function gathering() {
  const runs: Run[] = [];
  const ask = gathered<string, string>(
    (items) =>
      new Promise((resolve, fail) => {
        runs.push({ items, succeed: () => resolve(items.map((item) => `${item} done`)), fail });
      }),
    { atOnce: 1, most: 3, patience: 10_000, key: (item) => item[0] ?? '' },
  );
  return { runs, ask: (item: string) => told(ask(item)) };
}

afterEach(() => void jest.restoreAllMocks());

test('what comes meanwhile goes together, as many as may, and never two of one key', async () => {
  const { runs, ask } = gathering();
  const answers = ['a1', 'b1', 'b2', 'c1', 'd1', 'e1'].map(ask);
  for (let at = 0; at < 3; at += 1) {
    runs[at]?.succeed();
    await turn();
  }
  expect(runs.map(({ items }) => items)).toEqual([['a1'], ['b1', 'c1', 'd1'], ['b2', 'e1']]);
  expect(await Promise.all(answers)).toEqual(['a1 done', 'b1 done', 'b2 done', 'c1 done', 'd1 done', 'e1 done']);
});

test('a lost connection is told to all who wait, and whoever comes next is served', async () => {
  const { runs, ask } = gathering();
  const answers = ['a1', 'b1', 'c1'].map(ask);
  runs[0]?.fail(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
  expect(await Promise.all(answers)).toEqual(['ECONNRESET', 'ECONNRESET', 'ECONNRESET']);
  const next = ask('d1');
  runs[1]?.succeed();
  expect(await next).toBe('d1 done');
});

test('who has waited too long while each run was slow is told so, not kept on', async () => {
  const { runs, ask } = gathering();
  const clock = jest.spyOn(performance, 'now').mockReturnValue(1000);
  const early = ['a1', 'b1'].map(ask);
  clock.mockReturnValue(9000);
  const late = ask('c1');
  clock.mockReturnValue(12_000);
  runs[0]?.succeed();
  await turn();
  runs[1]?.succeed();
  expect(await Promise.all([...early, late])).toEqual(['a1 done', 'UNAVAILABLE', 'c1 done']);
});
