import { describe, expect, test } from '@jest/globals';
import { compilePage } from '../../src/domain/checks.js';
import { type FieldDocument, pageSchema } from '../../src/domain/schemas.js';

const options = [
  { value: 'a', label: 'Apple' },
  { value: 'b', label: 'Banana' },
  { value: 'c', label: 'Cherry' },
];
const asked = (field: Partial<FieldDocument>): FieldDocument => ({
  key: 'it',
  type: 'text',
  label: 'It',
  required: true,
  ...field,
});
/** rule broken → complaint, of one answer to one field on 21 November 2026. */
function complaint(field: Partial<FieldDocument>, answer?: unknown) {
  const fields = [asked(field)];
  const check = compilePage(fields, pageSchema(fields));
  const details = check(answer === undefined ? {} : { it: answer }, '2026-11-21');
  return details.map(({ field: at, rule }) => (at === 'it' ? rule : `${at} ${rule}`)).join();
}

const valid: [Partial<FieldDocument>, unknown][] = [
  [{}, 'x'],
  [{ required: false }, undefined],
  [{ required: false }, ''],
  [{ min_length: 3, max_length: 3 }, '👋👋👋'],
  [{ pattern: '^[A-Z]{2}$' }, 'DE'],
  [{ type: 'textarea', max_length: 20 }, 'one\ntwo\tthree'],
  [{ type: 'email' }, 'jörg@exämple.com'],
  [{ type: 'phone' }, '+49 (0) 30 123-456'],
  [{ type: 'url' }, 'https://example.com/a?b=c'],
  [{ type: 'number', min: 0, max: 10 }, 0],
  [{ type: 'number' }, -1.5],
  [{ type: 'date', min: '-18y', max: 'today' }, '2026-11-21'],
  [{ type: 'date', min: '-18y' }, '2008-11-21'],
  [{ type: 'date', min: '-9999y', max: '+9999y' }, '2026-11-21'],
  [{ type: 'select', options }, 'b'],
  [{ type: 'multi_select', options, min: 1, max: 2 }, ['a', 'c']],
  [{ type: 'multi_select', options, required: false }, []],
  [{ type: 'checkbox' }, true],
  [{ type: 'checkbox', required: false }, false],
  [{ type: 'address' }, { street: '1 Main St', city: 'X', state: 'Y', zip: '1' }],
];

const invalid: [Partial<FieldDocument>, unknown, string][] = [
  [{}, undefined, 'required'],
  [{}, '', 'required'],
  [{}, ' \u00a0 ', 'required'],
  [{}, 7, 'type'],
  [{}, null, 'type'],
  [{}, 'two\nlines', 'characters'],
  [{ min_length: 3 }, 'ab', 'min_length'],
  [{ max_length: 2 }, 'abc', 'max_length'],
  [{ pattern: '^[A-Z]{2}$' }, 'de', 'pattern'],
  [{ type: 'textarea' }, 'a\u0000', 'characters'],
  [{ type: 'email' }, 'not an email', 'format'],
  [{ type: 'phone' }, '12', 'format'],
  [{ type: 'phone' }, '0800 CALL NOW', 'format'],
  [{ type: 'url' }, 'javascript:alert(1)', 'format'],
  [{ type: 'url' }, 'https://', 'format'],
  [{ type: 'number', min: 1 }, 0, 'min'],
  [{ type: 'number', max: 1 }, 2, 'max'],
  [{ type: 'number' }, '3', 'type'],
  [{ type: 'number' }, Number.POSITIVE_INFINITY, 'type'],
  [{ type: 'date' }, '2026-02-30', 'format'],
  [{ type: 'date' }, '21.11.2026', 'format'],
  [{ type: 'date', max: 'today' }, '2026-11-22', 'max'],
  [{ type: 'date', max: '-18y' }, '2008-11-22', 'max'],
  [{ type: 'date', min: '2026-01-01' }, '2025-12-31', 'min'],
  [{ type: 'select', options }, 'd', 'options'],
  [{ type: 'select', options }, ['a'], 'type'],
  [{ type: 'multi_select', options }, [], 'required'],
  [{ type: 'multi_select', options, min: 0 }, [], 'required'],
  [{ type: 'date', max: '+9999y' }, '2026-13-01', 'format'],
  [{ type: 'multi_select', options, min: 2 }, ['a'], 'min'],
  [{ type: 'multi_select', options, max: 1 }, ['a', 'b'], 'max'],
  [{ type: 'multi_select', options }, ['a', 'a'], 'options'],
  [{ type: 'multi_select', options }, ['a', 'x'], 'options'],
  [{ type: 'checkbox' }, false, 'required'],
  [{ type: 'checkbox', required: false }, 'yes', 'type'],
  [{ type: 'address' }, { street: 'a', city: 'b', state: 'c' }, 'it.zip required'],
  [{ type: 'address' }, { street: 'a', city: 'b', state: 'c', zip: 'd', planet: 'e' }, 'it.planet unknown'],
  [{ type: 'address' }, { street: 'a', city: 'b', state: 'c', zip: 'x'.repeat(21) }, 'it.zip max_length'],
  [{ type: 'address' }, { street: 'a\u0007', city: 'b', state: 'c', zip: 'd' }, 'characters'],
];

describe('an answer', () => {
  test.each(valid)('to %j may be %j', (field, answer) => {
    expect(complaint(field, answer)).toBe('');
  });

  test.each(invalid)('to %j may not be %j: %s', (field, answer, rule) => {
    expect(complaint(field, answer)).toBe(rule);
  });

  test('to a field called constructor must really be there', () => {
    const fields = [asked({ key: 'constructor' })];
    expect(compilePage(fields, pageSchema(fields))({}, '2026-11-21')).toMatchObject([{ field: 'constructor' }]);
  });

  test('cannot hang the server, whatever the pattern', () => {
    const fields = [asked({ pattern: '^(a+)+$' })];
    const check = compilePage(fields, pageSchema(fields));
    // A backtracking engine needs 2^50 steps for this.
    expect(check({ it: `${'a'.repeat(50)}!` }, '2026-11-21')).toMatchObject([{ rule: 'pattern' }]);
  });
});
