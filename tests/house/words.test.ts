import { describe, expect, test } from '@jest/globals';
import { type Literal, literals } from '../support/literals.js';
import { sources } from '../support/sources.js';

const office = sources(['admin'], /\.tsx?$/).filter(({ path }) => !path.startsWith('admin/locales/'));

/** Attributes that are read, by eyes or ears. */
const spoken = new Set(['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'label', 'help']);
/** Names, which are the same in every language, and what is no language at all. */
const names = /Doorstep|\bms\b|webhook-id|\bv\b/g;

const hasWords = (text: string) => /\p{L}{2}/u.test(text.replaceAll('{}', '').replace(names, ''));
/** A capital, and at least another word. */
const isSentence = (text: string) => /^[“(]?\p{Lu}[\p{Ll}’]*,? .*\p{Ll}{2}/u.test(text);

function isWords({ text, in: place, name }: Literal): boolean {
  if (place.startsWith('JSX') && name === undefined) return hasWords(text);
  const isSpoken = place.startsWith('JSX') || place === 'ConditionalExpression';
  if (isSpoken && spoken.has(name ?? '')) return hasWords(text);
  return !place.startsWith('JSX') && isSentence(text);
}

/** One word, where a component chooses it or keeps it: `{ yes: 'Yes' }`. */
const isOneWord = ({ text, in: place, name }: Literal) =>
  /^(ConditionalExpression|KeyValueProperty)$/.test(place) && name !== 'icon' && /^\p{Lu}\p{Ll}+$/u.test(text);

/** What the browser keeps something under. */
const keys = new Set(['builder {} {}']);

/** A word beside what is put into a template: `version {}`. */
const isWordBeside = ({ text, name }: Literal) =>
  !/^(className|key)$/.test(name ?? '') &&
  !keys.has(text) &&
  /(^|[ ,(])\p{Ll}{2,} \{\}|\{\},? \p{Ll}{2,}([ ,.)]|$)/u.test(text);

const wordsIn = (path: string, text: string) =>
  literals(path, text).filter(
    (one) => isWords(one) || (path.startsWith('admin/components/') && (isOneWord(one) || isWordBeside(one))),
  );

/** What the domain refuses is said in English and translated at the door; the tests of languages see to that. */
const isRefusal = (path: string) => /^admin\/(mount|forms|guard|resource|assets|resources\/\w+)\.ts$/.test(path);
/** Names: of browsers and systems, of components, of people in an example. */
const isNames = (path: string) =>
  /^admin\/(components|components\/shared\/devices|components\/imports\/files|colours|theme)\.ts$/.test(path);

describe('what the back office says', () => {
  test.each([
    ['between tags', 'const a = <p>Saved</p>;'],
    ['beside what is put in', 'const a = <p>page {number}</p>;'],
    ['in a label', 'const a = <nav aria-label="Menu" />;'],
    ['in a chosen label', "const a = <nav title={is ? 'on' : `off`} />;"],
    ['in an object', "const texts = { yes: 'Yes' };"],
    ['in a sentence', "notify({ message: 'It is done.' });"],
    ['in a template', `const a = (name: string) => \`Move \${name} up\`;`],
    ['in a small template', `const a = \`version \${number}\`;`],
    ['in a choice', "const a = is ? 'Yes' : 'No';"],
  ])('is found %s', (_, source) => {
    expect(wordsIn('admin/components/a.tsx', source)).not.toEqual([]);
  });

  test('is not taken for words where it is none', () => {
    const source = `import x from 'adminjs';
      const a = <p className="Big Box" data-focus="move on">{x.text}: {'·'} <code>—</code></p>;
      const b = { type: 'button', icon: 'Archive' } as const;
      if (key === 'Escape') go('/admin/resources');`;
    expect(wordsIn('admin/components/a.tsx', source)).toEqual([]);
  });

  test('stands in its locales, and nowhere else', () => {
    const found = office
      .filter(({ path }) => !isRefusal(path) && !isNames(path))
      .flatMap(({ path, text }) =>
        wordsIn(path, text).map((literal) => `${path}:${literal.line}: ${literal.text.trim()}`),
      );
    expect(found).toEqual([]);
  });
});
