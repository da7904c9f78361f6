import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../../support/app.js';
import type { Caller } from '../../support/caller.js';

let app: TestApp;
let editor: Caller;

const options = [
  { value: 'r', label: 'Red' },
  { value: 'b', label: 'Blue' },
];
const motto = { key: 'motto', type: 'text', label: 'Motto', help: 'What drives you?', required: true };
const colour = { key: 'colour', type: 'select', label: 'Colour', required: true, options };
const home = { key: 'home', type: 'address', label: 'Address', required: true };
const plain = {
  ...{ slug: 'plain', title: 'Join' },
  pages: [{ key: 'you', title: 'You', description: 'Tell us.', fields: [{ ...motto, key: 'plain_motto' }] }],
};
const spoken = {
  ...{ slug: 'join', title: 'Join', language: 'en', languages: ['de', 'de-AT'] },
  translations: { de: { title: 'Mitmachen' }, fr: { title: 'Participer' } },
  pages: [
    {
      ...{ key: 'you', title: 'You', description: 'Tell us.' },
      translations: { de: { title: 'Über Sie' }, 'de-AT': { description: 'Erzähl uns was.' } },
      fields: [
        { ...motto, translations: { de: { label: 'Wahlspruch' } } },
        { ...colour, translations: { de: { label: 'Farbe', options: { r: 'Rot', gone: 'Weg' } } } },
      ],
    },
    { key: 'home', title: 'Home', fields: [home] },
  ],
};

beforeAll(async () => {
  app = await testApp();
  editor = await app.signedIn('editor');
  for (const draft of [plain, spoken]) {
    expect((await editor.put(`/flows/${draft.slug}/draft`, draft)).status).toBe(201);
    await editor.post(`/flows/${draft.slug}/publish`, {});
  }
});
afterAll(() => app.stop());

const read = (query = '', headers = {}) => app.visitor.send('GET', `/flows/join${query}`, undefined, headers);

describe('GET /flows/{slug}?locale=', () => {
  test('without it the answer says nothing of languages, and is in the main one', async () => {
    const { data, headers } = await read();
    expect(Object.keys(data)).toEqual(['slug', 'version', 'title', 'published_at', 'pages']);
    expect(Object.keys(data.pages[0])).toEqual(['key', 'title', 'description', 'fields', 'schema']);
    expect(data.title).toBe('Join');
    expect(JSON.stringify(data)).not.toMatch(/lang|locale|translations|Mitmachen|Wahlspruch/);
    expect(headers.get('content-language')).toBeNull();
  });

  test('every text is in that language, or in the main one, which it then says', async () => {
    const { data, headers } = await read('?locale=de');
    expect(headers.get('content-language')).toBe('de');
    expect(headers.get('vary')).toBe('Origin, Accept-Encoding');
    expect(data).toMatchObject({ title: 'Mitmachen', locale: 'de', locales: ['en', 'de', 'de-AT'] });
    expect(data.langs).toBeUndefined();
    const [you, address] = data.pages;
    expect(you).toMatchObject({ title: 'Über Sie', description: 'Tell us.', langs: { description: 'en' } });
    expect(you.fields[0]).toMatchObject({ label: 'Wahlspruch', help: 'What drives you?', langs: { help: 'en' } });
    expect(you.fields[1]).toMatchObject({
      label: 'Farbe',
      options: [
        { value: 'r', label: 'Rot' },
        { value: 'b', label: 'Blue' },
      ],
      langs: { 'options.b': 'en' },
    });
    expect(address).toMatchObject({ title: 'Home', langs: { title: 'en' } });
  });

  test('the schema draws the page in that language, and demands the same', async () => {
    const [{ data: main }, { data: german }] = await Promise.all([read(), read('?locale=de')]);
    const { motto: asked, colour: chosen } = german.pages[0].schema.properties;
    expect(asked).toMatchObject({ title: 'Wahlspruch', description: 'What drives you?' });
    expect(chosen.oneOf).toEqual([
      { const: 'r', title: 'Rot' },
      { const: 'b', title: 'Blue' },
    ]);
    expect(german.pages[1].schema.properties.home.properties.zip.title).toBe('PLZ');
    const bare = (schema: object) =>
      JSON.stringify(schema, (key, value) => (/^(title|description)$/.test(key) ? 0 : value));
    for (const index of [0, 1]) expect(bare(german.pages[index].schema)).toBe(bare(main.pages[index].schema));
  });

  test('a region falls back on its language, text by text, and on the main one', async () => {
    const { data } = await read('?locale=de-AT');
    expect(data).toMatchObject({ title: 'Mitmachen', locale: 'de-AT', langs: { title: 'de' } });
    expect(data.pages[0]).toMatchObject({ description: 'Erzähl uns was.', langs: { title: 'de' } });
    expect((await read('?locale=de-CH')).data.locale).toBe('de');
    expect((await read('?locale=DE-at')).data.locale).toBe('de-AT');
    expect((await read('?locale=en-GB')).data).toMatchObject({ locale: 'en', title: 'Join' });
  });

  test('a language that is not on offer, though there are texts in it, gives the main one', async () => {
    expect((await read('?locale=fr')).data).toMatchObject({ locale: 'en', title: 'Join' });
    expect((await read('?locale=sw')).data).toMatchObject({ locale: 'en', title: 'Join' });
  });

  test.each(['', 'x', 'de_DE', 'de-', '../..', 'a'.repeat(200), '%00', '<script>'])(
    'what is no tag is refused: %j',
    async (tag) => {
      const { status, complaints } = await read(`?locale=${encodeURIComponent(tag)}`);
      expect(status).toBe(422);
      expect(Object.keys(complaints)).toEqual(['locale']);
    },
  );

  test('two of them are refused', async () => {
    expect((await read('?locale=de&locale=fr')).status).toBe(422);
  });

  test('each language has an ETag of its own, which answers 304; what gives the same has the same', async () => {
    const tags = await Promise.all(
      ['', '?locale=en', '?locale=de', '?locale=de-AT'].map(async (query) => (await read(query)).headers.get('etag')),
    );
    expect(new Set(tags).size).toBe(4);
    expect((await read('?locale=de-CH')).headers.get('etag')).toBe(tags[2]);
    // A header of its own: fetch would ask for a fresh answer.
    const known = { 'if-none-match': String(tags[2]), 'cache-control': 'max-age=0' };
    expect((await read('?locale=de', known)).status).toBe(304);
    expect((await read('?locale=en', known)).status).toBe(200);
  });

  test('a version keeps its translations, and one from before there were any goes on', async () => {
    const changed = { ...spoken, translations: { de: { title: 'Dabei sein' } } };
    await editor.put('/flows/join/draft', changed);
    expect((await read('?locale=de')).data.title).toBe('Mitmachen');
    await editor.post('/flows/join/publish', {});
    expect((await read('?locale=de')).data.title).toBe('Dabei sein');
    const first = await app.visitor.get('/flows/join/versions/1?locale=de');
    expect(first.data.title).toBe('Mitmachen');
    expect(first.headers.get('cache-control')).toContain('immutable');
    await editor.post('/flows/join/rollback', { version: 1 });
    expect((await read('?locale=de')).data.title).toBe('Mitmachen');
    const old = await app.visitor.get('/flows/plain?locale=de');
    expect(old.data).toMatchObject({ title: 'Join', locale: 'en', locales: ['en'] });
    expect(old.data.langs).toBeUndefined();
  });

  test('the list of flows has its titles in it', async () => {
    const titles = async (query: string) =>
      (await app.visitor.get(`/flows${query}`)).data.map(({ title }: { title: string }) => title);
    expect(await titles('')).toEqual(['Welcome', 'Join', 'Join']);
    expect(await titles('?locale=de-AT')).toEqual(['Welcome', 'Mitmachen', 'Join']);
    expect((await app.visitor.get('/flows?locale=de')).data[1]).toEqual({
      slug: 'join',
      title: 'Mitmachen',
      version: 3,
    });
    expect((await app.visitor.get('/flows?locale=-')).status).toBe(422);
  });
});

describe('the draft as one document', () => {
  test('says what is translated, also what rests, and is taken as it was given', async () => {
    const { data, headers } = await editor.get('/flows/join/draft');
    expect(data.translations).toEqual({ de: { title: 'Dabei sein' } });
    expect(data.pages[0].fields[1].translations.de.options).toEqual({ gone: 'Weg', r: 'Rot' });
    const again = await editor.send('PUT', '/flows/join/draft', JSON.stringify(data), {
      'if-match': String(headers.get('etag')),
    });
    expect(again.status).toBe(200);
    expect(again.data).toEqual(data);
    expect(again.headers.get('etag')).toBe(headers.get('etag'));
  });

  test('without a translation has no key for it, as before there were any', async () => {
    const { data } = await editor.get('/flows/plain/draft');
    expect(Object.keys(data)).toEqual(['slug', 'title', 'pages']);
    expect(Object.keys(data.pages[0])).toEqual(['key', 'title', 'description', 'fields']);
    expect(Object.keys(data.pages[0].fields[0]).sort()).toEqual(['help', 'key', 'label', 'required', 'type']);
  });

  test('is the whole draft: translations that it does not name are gone', async () => {
    const bare = { slug: 'join', title: 'Join', pages: [{ key: 'you', title: 'You', fields: [motto] }] };
    expect((await editor.put('/flows/join/draft', bare)).data).toEqual(bare);
    expect((await editor.put('/flows/join/draft', spoken)).data.pages).toEqual(spoken.pages);
  });

  test.each<[string, object, string]>([
    ['a language that is none', { languages: ['german'] }, 'languages.0'],
    ['a language in another spelling', { languages: ['de-at'] }, 'languages.0'],
    ['a language twice', { languages: ['de', 'de'] }, 'languages'],
    ['the main language among the others', { languages: ['en'] }, 'languages'],
    [
      'too many languages',
      { languages: Array.from({ length: 21 }, (_, n) => `a${'abcdefghijklmnopqrstu'[n]}`) },
      'languages',
    ],
    ['a text that is not asked for', { translations: { de: { subtitle: 'x' } } }, 'translations.de.subtitle'],
    ['a text that is too long', { translations: { de: { title: 'x'.repeat(201) } } }, 'translations.de.title'],
    ['control characters', { translations: { de: { title: 'a\u0007b' } } }, 'translations.de.title'],
    ['texts in what is no language', { translations: { 'no language': { title: 'x' } } }, 'translations.no language'],
    ['a name that JSON alone can say', JSON.parse('{"translations":{"__proto__":{"title":"x"}}}'), 'translations'],
  ])('refuses %s', async (_, part, path) => {
    const { status, complaints } = await editor.put('/flows/plain/draft', { ...plain, ...part });
    expect({ status, at: Object.keys(complaints) }).toEqual({ status: 422, at: [path] });
  });

  test('says in words how much there can be', async () => {
    const languages = Array.from({ length: 21 }, (_, n) => `a${'abcdefghijklmnopqrstu'[n]}`);
    const tooMany = await editor.put('/flows/plain/draft', { ...plain, languages });
    expect(tooMany.complaints.languages).toBe('A flow can be offered in at most 20 other languages.');
    const pages = Array.from({ length: 101 }, (_, n) => ({ key: `p${n}`, title: 'P', fields: [] }));
    const tooLong = await editor.put('/flows/plain/draft', { ...plain, pages });
    expect(tooLong.complaints.pages).toBe('This must have at most 100 entries.');
    const tag = await app.visitor.get(`/flows/plain?locale=${'a'.repeat(101)}`);
    expect(tag.complaints.locale).toBe('This must have at most 100 characters.');
  });

  test('texts that are hostile come back as they are', async () => {
    const title = '</script><img src=x onerror=alert(1)> “ ‮abc 🙂';
    const draft = { ...plain, slug: 'hostile', languages: ['de'], translations: { de: { title } } };
    draft.pages = [{ ...plain.pages[0], fields: [{ ...motto, key: 'hostile_motto' }] }] as typeof plain.pages;
    await editor.put('/flows/hostile/draft', draft);
    await editor.post('/flows/hostile/publish', {});
    expect((await app.visitor.get('/flows/hostile?locale=de')).data.title).toBe(title);
  });
});

test('compressed, too, it is in the language', async () => {
  const response = await fetch(`${app.origin}/api/v1/flows/join?locale=de`, { headers: { 'accept-encoding': 'gzip' } });
  const { data } = (await response.json()) as { data: { locale: string } };
  expect(data.locale).toBe('de');
});
