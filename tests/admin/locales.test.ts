import { describe, expect, test } from '@jest/globals';
import { de } from '../../admin/locales/de.js';
import { en, type Words } from '../../admin/locales/en.js';
import { complaintsIn, refusal, told } from '../../admin/refusals.js';
import { webhookEvents } from '../../src/domain/webhooks.js';
import { DomainError, type ErrorCode, errorTable } from '../../src/errors.js';
import { de as wizardGerman } from '../../wizard/src/texts/de.js';
import { en as wizardEnglish } from '../../wizard/src/texts/en.js';
import { literals } from '../support/literals.js';
import { sources } from '../support/sources.js';

/** Every text and every sentence of a language, by its path. */
function* leaves(words: object, at = ''): Generator<[path: string, text: unknown]> {
  for (const [name, value] of Object.entries(words)) {
    const path = at ? `${at}.${name}` : name;
    if (typeof value === 'object') yield* leaves(value, path);
    else yield [path, value];
  }
}

describe('the two languages', () => {
  const [english, inGerman] = [new Map(leaves(en)), new Map(leaves(de))];
  /** What has no English of its own: refusals are named by theirs, columns said as they are written. */
  const own = /^(refusals|columns)\./;

  test('say the same things', () => {
    const names = (words: Map<string, unknown>) => [...words.keys()].filter((path) => !own.test(path)).sort();
    expect(names(inGerman)).toEqual(names(english));
  });

  test('are both written in all of it: what is the same in both is a name, or the same word', () => {
    const same = new Set([
      ...[
        'API',
        'Admin',
        'Code',
        'Filter',
        'Filter ({{count}})',
        'Mail',
        'Mails',
        'Name',
        'Name {{number}}',
        'Option 1',
      ],
      ...['Person', 'Slug', 'Status', 'Support', 'System', 'Text', 'Version', 'Webhook', 'Webhooks', 'live', 'to'],
    ]);
    const alike = [...english].filter(([path, text]) => typeof text === 'string' && inGerman.get(path) === text);
    const wrong = alike.filter(([path, text]) => text !== '' && !same.has(String(text)) && !own.test(path));
    expect(wrong).toEqual([]);
  });

  test('German says nothing of resources and records', () => {
    expect([...inGerman].filter(([, text]) => /Ressource|Datens(a|ä)tz/.test(String(text)))).toEqual([]);
  });

  test('German counts one thing as one', () => {
    const { imports, translations, differences } = de;
    expect(imports.result(1, 3)).toBe('1 von 3 Personen kann importiert werden');
    expect(imports.result(2, 3)).toBe('2 von 3 Personen können importiert werden');
    expect([imports.run(1, 3), imports.run(2, 3)]).toEqual(['1 Person importieren', 'Die 2 guten importieren']);
    expect(translations.gap('Dänisch', 1, 9)).toBe('Dänisch: 1 von 9 Texten fehlt');
    const added = { kind: 'language.added', language: 'da', texts: 1, of: 9 } as const;
    expect(differences.sentences['language.added'](added)).toBe('Dänisch ist neu: 1 von 9 Texten ist übersetzt.');
  });

  test('German says what a rule is from now on, and was before', () => {
    const rule = { kind: 'field.rule', field: 'Name', type: 'text', rule: 'max_length' } as const;
    const said = (from?: number, to?: number) => de.differences.sentences['field.rule']({ ...rule, from, to } as never);
    expect(said(undefined, 50)).toBe('Für „Name“ gilt ab jetzt die Höchstlänge 50.');
    expect(said(40, 50)).toBe('Bei „Name“ ist die Höchstlänge 50, nicht mehr 40.');
    expect(said(40)).toBe('Bei „Name“ fällt die Höchstlänge weg (bisher 40).');
  });

  test('AdminJS says nothing of its own: every text that can be seen is one of ours', async () => {
    const { locales } = await import('adminjs');
    /** What our pages never draw: its first page, its login, its menu of languages, dropped files, its versions. */
    const unseen =
      /^(components\.|labels\.(adminVersion|appVersion|pages)|buttons\.(login|seeThe|confirmRemoval)|messages\.(welcome|adding|customize|writeOwn|customDash|roleBased|community|foundBug|needMore|invalidCred|successfullyBulk|bulkDelete|theseRecords|pickSome))/;
    const theirs = [...leaves(locales.en as object)].map(([path]) => path).filter((path) => !unseen.test(path));
    expect(theirs.length).toBeGreaterThan(30);
    for (const words of [en, de] as Words[]) {
      const ours = new Map(leaves(words.adminjs));
      expect(theirs.filter((path) => !ours.has(path))).toEqual([]);
    }
  });
});

test('every action that the audit log tells of has words, and none has that it does not', () => {
  const kind = /^(user|flow|page|field|session|submission|mail|webhook|list)\.[a-z_]+$/;
  const differences = new Set(Object.keys(en.differences.sentences));
  const named = sources(['src/domain', 'src/db', 'admin'], /\.ts$/)
    .filter(({ path }) => !path.startsWith('admin/locales/'))
    .flatMap(({ path, text }) => literals(path, text).map(({ text }) => text));
  const edits = new Set(['field.new', 'page.place']);
  const events = new Set<string>(webhookEvents.filter((event) => !(event in en.audit.actions)));
  const others = new Set([...differences, ...edits, ...events, 'webhook.test']);
  const actions = [...new Set(named)].filter((text) => kind.test(text) && !others.has(text)).sort();
  for (const words of [en, de]) expect(Object.keys(words.audit.actions).sort()).toEqual(actions);
});

describe('what the domain refuses', () => {
  /** Written for receivers of mails and webhooks, and for those who run the product. */
  const others =
    /^(src\/domain\/mail-texts|src\/db\/(embedded|migrat|pool)|src\/(?!domain|db|errors)|admin\/(locales|components))/;
  const notTold = new Set([
    'This is a test. Nothing happened.',
    'The back office has not been built: run npm run build.',
    'The back office does not find its way in {}.',
    // Of /health/ready, and of a start that fails.
    'The database does not answer.',
    'The schema is {}.',
    'The database takes no writes.',
    "The role {} of DATABASE_URL can't be given its rights: {}.",
  ]);
  const isSentence = (text: string) => /^[A-Z].* .*[.!?]$/.test(text) && !text.includes('\n') && !notTold.has(text);
  const sentences = new Map(
    sources(['src', 'admin'], /\.ts$/)
      .filter(({ path }) => !others.test(path))
      .flatMap(({ path, text }) => literals(path, text).map((one) => [one.text, `${path}:${one.line}`] as const))
      .filter(([text]) => isSentence(text)),
  );

  test('is said in German, every sentence of it', () => {
    expect(sentences.size).toBeGreaterThan(90);
    const missing = [...sentences].filter(([text]) => told(de, text) === text);
    expect(missing).toEqual([]);
  });

  test('and nothing is translated that nobody says', () => {
    const kinds = ['text', 'a number', 'a whole number', 'true or false', 'a list', 'a list of choices', 'an object'];
    const address = 'an address with street, city, state and zip';
    const made = [...kinds, address].map((kind) => `This must be ${kind}.`);
    const known = new Set([...sentences.keys(), ...made]);
    expect(Object.keys(de.refusals).filter((text) => !known.has(text))).toEqual([]);
  });

  test('with as many places for what varies', () => {
    const places = (text: string) => text.split('{}').length;
    expect(Object.entries(de.refusals).filter(([text, said]) => places(text) !== places(said))).toEqual([]);
  });

  test('by every code of the closed table', () => {
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      const error = new DomainError(code);
      expect({ code, message: refusal(de, error).message }).not.toEqual({ code, message: error.message });
      expect(refusal(en, error).message).toBe(error.message);
    }
  });

  test.each([
    ['This must have at least 3 characters.', 'Bitte geben Sie mindestens 3 Zeichen ein.'],
    ['This must be 2008-11-21 or later.', 'Das Datum darf nicht vor dem 21. November 2008 liegen.'],
    ['The page “{}” has no field.', 'Die Seite „{}“ hat kein Feld.'],
    ['The page “A.*\n$& {} $1” has no field.', 'Die Seite „A.*\n$& {} $1“ hat kein Feld.'],
    [
      'The field “A” stands twice: it is on the page “B” already.',
      'Das Feld „A“ steht zweimal: Es ist schon auf der Seite „B“.',
    ],
    ['constructor', 'constructor'],
    ['Nobody translated this.', 'Nobody translated this.'],
  ])('%s', (sentence, said) => {
    expect(told(de, sentence)).toBe(said);
    expect(told(en, sentence)).toBe(sentence);
  });

  test('keeps its field and its rule', () => {
    const detail = { field: 'a.b', error: 'This is required.', rule: 'required' };
    expect(complaintsIn(de, [detail])).toEqual([{ ...detail, error: 'Bitte ausfüllen.' }]);
  });

  test('in the wizard’s words, where the wizard says it too', () => {
    const [here, there] = [wizardEnglish.complaints, wizardGerman.complaints] as Record<string, unknown>[];
    const both = [...leaves(here as object)].filter(([, text]) => typeof text === 'string' && /\.$/.test(text));
    const inGerman = new Map(leaves(there as object));
    expect(both.length).toBeGreaterThan(5);
    for (const [path, text] of both) expect([path, told(de, String(text))]).toEqual([path, inGerman.get(path)]);
  });
});

describe('a menu entry', () => {
  type Named = Record<string, { actions: object; properties: object } | undefined>;
  const each = async () => {
    const { definitions } = await import('../../admin/resources/index.js');
    return definitions.map(({ table, options, actions = {} }) => ({
      table,
      properties: ['list', 'show', 'edit', 'filter'].flatMap(
        (where) => (options as Record<string, string[] | undefined>)[`${where}Properties`] ?? [],
      ),
      actions: Object.entries(actions).map(([name, make]) => ({ name, ...make({} as never) })),
    }));
  };

  test.each([en, de])('has words for its name, its columns and its actions ($name)', async ({ adminjs }) => {
    const resources = adminjs.resources as Named;
    const missing = (await each()).flatMap(({ table, properties, actions }) => {
      const own = resources[table];
      const seen = actions.filter(({ isVisible, component }) => isVisible !== false && component !== false);
      return [
        ...(table in adminjs.labels ? [] : [table]),
        ...properties.filter((name) => !(name in (own?.properties ?? {}))).map((name) => `${table}.${name}`),
        ...['list', 'show', ...seen.map(({ name }) => name)]
          .filter((name) => !(name in (own?.actions ?? {})) && !(name in adminjs.actions))
          .map((name) => `${table}: ${name}`),
      ];
    });
    expect(missing).toEqual([]);
  });

  test.each([en, de])(
    'says of every action that asks first what it will do, and afterwards that it is done ($name)',
    async ({ confirmations }) => {
      const asking = (await each()).flatMap(({ table, actions }) =>
        actions.filter(({ component }) => component === 'Confirm').map(({ name }) => [table, name] as const),
      );
      expect(asking.length).toBeGreaterThan(10);
      expect(asking.filter(([table, name]) => !confirmations[table]?.[name]?.done)).toEqual([]);
      const said = Object.entries(confirmations).flatMap(([table, own]) =>
        Object.keys(own).map((name) => [table, name]),
      );
      expect(said.sort()).toEqual([...asking].sort());
    },
  );
});
