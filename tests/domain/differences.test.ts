import { describe, expect, test } from '@jest/globals';
import { sentence } from '../../admin/components/shared/difference-words.js';
import { en } from '../../admin/locales/en.js';
import { changedPages, differences, type PageShape, type Shape } from '../../src/domain/differences.js';

type Field = PageShape['fields'][number];
const field = (key: string, more: Partial<Field> = {}): Field => ({
  ...{ key, type: 'text', label: key[0]?.toUpperCase() + key.slice(1), required: false },
  ...more,
});
const page = (key: string, fields: Field[], more: Partial<PageShape> = {}): PageShape => ({
  ...{ key, title: `The ${key}`, fields },
  ...more,
});
const inEnglish = { language: 'en', languages: [], translations: {} };
const flow = (...pages: PageShape[]): Shape => ({ ...inEnglish, title: 'Welcome', pages });

const options = [
  { value: 'r', label: 'Red' },
  { value: 'b', label: 'Blue' },
];
const colour = (more: Partial<Field> = {}) => field('colour', { type: 'select', options, ...more });
const one = (...fields: Field[]) => flow(page('one', fields));

const told = (before: Shape, after: Shape) =>
  differences(before, after).map((group) => [
    group.page?.title ?? 'The flow',
    ...group.differences.map((one) => sentence(en, one)),
  ]);

describe('a difference is one sentence', () => {
  test.each<[string, Shape, Shape, string[][]]>([
    ['nothing', one(field('name')), one(field('name')), []],
    [
      'another title',
      flow(),
      { ...flow(), title: 'Hello' },
      [['The flow', 'The flow is called “Hello”, no longer “Welcome”.']],
    ],
    [
      'pages in another order',
      flow(page('one', []), page('two', []), page('three', [])),
      flow(page('three', []), page('one', []), page('two', [])),
      [['The flow', 'The pages come in another order: The three, The one and The two.']],
    ],
    [
      'a new page, which moves nothing',
      flow(page('one', [])),
      flow(page('new', [field('name'), field('motto')]), page('one', [])),
      [['The new', 'The page “The new” is new, with Name and Motto.']],
    ],
    [
      'a page that goes with its fields',
      flow(page('one', []), page('two', [field('name')])),
      flow(page('one', [])),
      [['The two', 'The page “The two” goes, and with it Name.']],
    ],
    [
      'a page that goes, and whose field another one takes',
      flow(page('one', []), page('two', [field('name')])),
      flow(page('one', [field('name')])),
      [
        ['The one', 'Name moves from The two to The one.'],
        ['The two', 'The page “The two” goes.'],
      ],
    ],
    [
      'a page of another name and text',
      flow(page('one', [])),
      flow(page('one', [], { title: 'First', description: 'Hello' })),
      [['First', 'The page is called “First”, no longer “The one”.', 'The text under the title is new: “Hello”.']],
    ],
    [
      'a text that goes',
      flow(page('one', [], { description: 'Hello' })),
      flow(page('one', [])),
      [['The one', 'The text under the title goes.']],
    ],
    [
      'fields that come and go',
      one(field('phone')),
      one(field('name', { required: true }), field('motto')),
      [['The one', 'Name is new and must be answered.', 'Motto is new and may be left out.', 'Phone goes.']],
    ],
    [
      'a field on another page, and one that becomes required',
      flow(
        page('about', [field('birthdate'), field('phone')], { title: 'About you' }),
        page('home', [], { title: 'Address' }),
      ),
      flow(
        page('about', [field('phone', { required: true })], { title: 'About you' }),
        page('home', [field('birthdate')], { title: 'Address' }),
      ),
      [
        ['About you', 'Phone becomes required.'],
        ['Address', 'Birthdate moves from About you to Address.'],
      ],
    ],
    [
      'fields in another order',
      one(field('name'), field('motto')),
      one(field('motto'), field('name')),
      [['The one', 'The order is another: Motto and Name.']],
    ],
    [
      'another name, type and help',
      one(field('name', { help: 'As in your passport' })),
      one(field('name', { label: 'Full name', type: 'textarea', required: true })),
      [
        [
          'The one',
          'Name is called Full name now.',
          'Full name changes its type from “text” to “long text”.',
          'Full name becomes required.',
          'The help text of Full name goes.',
        ],
      ],
    ],
    [
      'rules that come, change and go',
      one(field('name', { min_length: 2, max_length: 10 })),
      one(field('name', { max_length: 20, pattern: '^[A-Z]' })),
      [
        [
          'The one',
          'Name has no shortest length any more (it was 2).',
          'The longest length of Name is 20, no longer 10.',
          'The pattern of Name is ^[A-Z] from now on.',
        ],
      ],
    ],
    [
      'bounds of a date, a number and choices, each in its words',
      one(
        field('born', { type: 'date', max: '-18y' }),
        field('age', { type: 'number', min: 1 }),
        colour({ type: 'multi_select', max: 1 }),
      ),
      one(
        field('born', { type: 'date', max: 'today' }),
        field('age', { type: 'number', min: 0 }),
        colour({ type: 'multi_select', max: 2 }),
      ),
      [
        [
          'The one',
          'The latest date of Born is today, no longer 18 years before today.',
          'The lowest value of Age is 0, no longer 1.',
          'The greatest number of choices of Colour is 2, no longer 1.',
        ],
      ],
    ],
    [
      'options that come, go, are renamed and stand in another order',
      one(colour()),
      one(
        colour({
          options: [
            { value: 'b', label: 'Deep blue' },
            { value: 'r', label: 'Red' },
            { value: 'g', label: 'Green' },
          ],
        }),
      ),
      [
        [
          'The one',
          'Colour: the option “Blue” is called “Deep blue” now.',
          'Colour offers “Green” as well.',
          'Colour offers its options in another order: Deep blue, Red and Green.',
        ],
      ],
    ],
    [
      'an option less',
      one(colour()),
      one(colour({ options: options.slice(1) })),
      [['The one', 'Colour no longer offers “Red”.']],
    ],
    [
      'names that look like something else, which are shown as they are',
      one(field('constructor')),
      one(field('constructor', { label: '<script>', required: true })),
      [['The one', 'Constructor is called <script> now.', '<script> becomes required.']],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });
});

test('a page has changed for whoever passed it when it asks something else, or is gone; not when it stands elsewhere', () => {
  const before = [page('one', [field('name')]), page('two', [field('motto')]), page('three', [])];
  const after = [page('two', [field('motto')]), page('one', [field('name', { max_length: 3 })])];
  expect(changedPages(before, after)).toEqual(['one', 'three']);
  expect(changedPages(before, [...before].reverse())).toEqual([]);
});
