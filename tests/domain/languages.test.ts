import { describe, expect, test } from '@jest/globals';
import { canonical, fallbacks, isLanguage, lookup } from '../../src/domain/languages.js';

describe('a language’s tag', () => {
  test('is kept in one spelling alone, as language, script, region and variant', () => {
    const good = ['de', 'de-AT', 'zh-Hant-TW', 'es-419', 'sl-rozaj', 'fil'];
    expect(good.filter(isLanguage)).toEqual(good);
    const bad = [
      '',
      'DE',
      'de-at',
      'de_AT',
      'german',
      'x-foo',
      'de-u-co-phonebk',
      'iw',
      'en-latn',
      'de-AT-AT',
      'i-klingon',
    ];
    expect(bad.filter(isLanguage)).toEqual([]);
    expect(canonical('de-at')).toBe('de-AT');
    expect(canonical('de_AT')).toBeUndefined();
  });

  test('falls back step by step to what is on offer', () => {
    expect(fallbacks('zh-Hant-TW')).toEqual(['zh-Hant-TW', 'zh-Hant', 'zh']);
    expect(fallbacks('de-AT-u-co-phonebk')).toEqual(['de-AT-u-co-phonebk', 'de-AT-u-co', 'de-AT', 'de']);
    expect(lookup('de-AT', ['en', 'de'])).toBe('de');
    expect(lookup('de', ['de-AT'])).toBeUndefined();
  });
});
