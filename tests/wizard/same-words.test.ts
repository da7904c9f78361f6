import { describe, expect, test } from '@jest/globals';
import type { Page } from 'doorstep-client';
import { compilePage } from '../../src/domain/checks.js';
import { type FieldDocument, pageSchema } from '../../src/domain/schemas.js';
import { checkAccount } from '../../wizard/src/checks/accounts.js';
import { checkPage } from '../../wizard/src/checks/pages.js';
import { told } from '../../wizard/src/checks/refusals.js';
import { en } from '../../wizard/src/texts/en.js';
import { speak } from '../../wizard/src/texts/texts.js';
import { testApp } from '../support/app.js';

const today = '2024-02-29';

/** What server and wizard say to an answer of a field of that kind, which is called `asked` unless it says otherwise. */
function both(field: Partial<FieldDocument>, answer: unknown) {
  const whole = { key: 'asked', type: 'text', label: 'Asked', required: false, ...field } as FieldDocument;
  const schema = pageSchema([whole]);
  const answers = answer === undefined ? {} : { [whole.key]: answer };
  const details = compilePage([whole], schema)(answers, today);
  return {
    server: Object.fromEntries(details.map(({ field: path, error }) => [path, error])),
    wizard: checkPage({ key: 'p', title: 'P', fields: [whole], schema } as unknown as Page, answers, today),
  };
}

const options = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
  { value: 'c', label: 'C' },
];
const required = { required: true };
const long = 'x'.repeat(300);

const table: [field: Partial<FieldDocument>, answers: unknown[]][] = [
  [{}, [undefined, '', 'x', 7, null, ['x']]],
  [required, [undefined, '', ' ', '\u00a0', '\u3000', 'x']],
  [{ min_length: 3, max_length: 5 }, ['', 'ab', 'abc', 'abcdef', '🙂🙂', '🙂🙂🙂🙂🙂', '🙂🙂🙂🙂🙂🙂']],
  [{ ...required, min_length: 2, pattern: '^[a-z]+$' }, ['', 'a', 'A', 'ab', 'a1', '  ']],
  [{ pattern: '^\\p{Lu}' }, ['Ä', 'ä', '']],
  [{ type: 'textarea', ...required, max_length: 10 }, ['\n', 'a\nb', 'abcdefghijk']],
  [{ type: 'email' }, ['a@b.co', 'a@b', 'ä@münchen.de', 'a b@c.de', 'a..b@c.de', `${long}@b.co`, '', '@', 'a@b.c.']],
  [{ type: 'email', ...required, min_length: 9, pattern: '@example\\.com$' }, ['', 'a@b.co', 'name@example.com', 'x']],
  [{ type: 'phone' }, ['+49 30 123456', '12345', '030/123-456', 'abc', '', '+1 (555) 010-0000', '1'.repeat(16)]],
  [{ type: 'phone', ...required }, ['', ' ', '12', undefined]],
  [
    { type: 'url' },
    [
      'https://example.com',
      'example.com',
      'ftp://example.com',
      'http://',
      'https://a b',
      'javascript:alert(1)',
      'HTTP://x.y/ü',
    ],
  ],
  [{ type: 'url', ...required }, ['', 'mailto:a@b.c', `https://example.com/${'x'.repeat(2000)}`]],
  [{ type: 'number', min: 1, max: 10 }, [0, 1, 5.5, 10, 11, '5', 'x']],
  [
    { type: 'date', min: '2000-01-01', max: 'today' },
    ['1999-12-31', '2000-01-01', today, '2024-03-01', '2023-02-29', 'x', ''],
  ],
  [{ type: 'date', max: '-18y' }, ['2006-02-28', '2006-03-01', '2006-02-27']],
  [{ type: 'date', min: '-2w', max: '+1m' }, ['2024-02-14', '2024-02-15', '2024-03-29', '2024-03-30']],
  [{ type: 'date', min: '+3d', ...required }, ['2024-03-02', '2024-03-03', undefined]],
  [{ type: 'select', options }, ['a', 'd', '', undefined, 1]],
  [{ type: 'select', options, ...required }, ['b', 'd', '', undefined]],
  [
    { type: 'multi_select', options, min: 2, max: 2 },
    [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'a'], ['a', 'x'], 'a'],
  ],
  [{ type: 'multi_select', options, ...required }, [[], ['a'], undefined, ['z']]],
  [{ type: 'checkbox' }, [true, false, 'yes', undefined]],
  [{ type: 'checkbox', ...required }, [true, false, 'yes', undefined]],
  [
    { type: 'address', ...required },
    [
      undefined,
      {},
      { street: 'S', city: 'C', state: ' ', zip: 'x'.repeat(21) },
      'x',
      { street: 'S', city: 'C', state: 'T', zip: 'Z' },
    ],
  ],
  [{ type: 'address' }, [undefined, { street: 'S' }]],
  [{ key: 'constructor', ...required }, [undefined, '', 'x']],
  [{ key: 'properties', ...required, max_length: 3 }, [undefined, '', 'x', 'xxxx']],
  [{ key: 'required', type: 'select', options, ...required }, [undefined, 'x', 'a']],
];

describe('the wizard’s own check', () => {
  const cases = table.flatMap(([field, answers]) =>
    answers.map(
      (answer) => [JSON.stringify(field).slice(0, 80), JSON.stringify(answer)?.slice(0, 40), field, answer] as const,
    ),
  );

  test.each(cases)('says the same as the server of %s and %s', (_field, _answer, field, answer) => {
    const { server, wizard } = both(field, answer);
    expect(wizard).toEqual(server);
  });

  test('complains in that table about much and not about everything', () => {
    const bad = cases.filter(([, , field, answer]) => Object.keys(both(field, answer).server).length > 0);
    expect(bad.length).toBeGreaterThan(50);
    expect(cases.length - bad.length).toBeGreaterThan(30);
  });

  test('in German says no English, of its own or of the server’s complaints', () => {
    const english = Object.values(en.complaints).filter((text) => typeof text === 'string');
    try {
      speak('de-AT');
      for (const [, , field, answer] of cases) {
        const { server, wizard } = both(field, answer);
        expect(Object.fromEntries(Object.entries(server).map(([path, text]) => [path, told(text)]))).toEqual(wizard);
        for (const text of Object.values(wizard)) expect(text).not.toMatch(/\b(This|Please|must|at least)\b/);
        expect(Object.values(wizard).filter((text) => english.includes(text))).toEqual([]);
      }
      expect(told('This contains characters that cannot be stored.')).toMatch(/^Das enthält Zeichen/);
      expect(told('The page “Über Sie” has not been saved yet.')).toBe(
        'Die Seite „Über Sie“ wurde noch nicht gespeichert.',
      );
      expect(told('A sentence nobody wrote.')).toBe('Das ist nicht gültig.');
    } finally {
      speak('en');
    }
  });

  test('of a new account says what the server says', async () => {
    const { visitor, stop } = await testApp();
    try {
      const tried = [
        ['', ''],
        ['name', 'short'],
        ['name@example.com', '🙂'.repeat(19)],
        ['  ', 'a long enough password'],
        [`${long}@example.com`, '1234567'],
      ];
      for (const [email = '', password = ''] of tried) {
        const { complaints } = await visitor.post('/auth/register', { email, password });
        const own = checkAccount(email, password);
        expect(Object.keys(own)).toEqual(Object.keys(complaints));
        // An empty one is told apart from a wrong one here; the server need not.
        for (const [path, text] of Object.entries(own))
          if (text !== 'This is required.') expect(text).toBe(complaints[path]);
      }
    } finally {
      await stop();
    }
  });
});
