import {
  type Edit,
  edited,
  freeKey,
  isRequired,
  type LaidPage,
  type Layout,
  type Place,
  pageOf,
  placeOf,
  type Spot,
  spotOf,
  type Words,
  wordsOf,
} from '../../../src/domain/layouts.js';
import { texts } from './texts.js';

/** An id made here, so that what is added can be changed before it is saved. Works over plain http too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export const labelOf = (layout: Layout, field: string) => String(layout.fields[field]?.label ?? '');

const neighbours = (items: { id: string }[], index: number): Spot => ({
  after: items[index - 1]?.id ?? null,
  before: items[index]?.id ?? null,
});

/** The place of a field on a page, counted without it: 0 is the first. */
export function placeAt(layout: Layout, field: string, page: string, index: number): Place {
  const others = (layout.pages.find(({ id }) => id === page)?.fields ?? []).filter(({ id }) => id !== field);
  return { page, ...neighbours(others, Math.min(Math.max(index, 0), others.length)) };
}

export function placing(layout: Layout, field: string, to: Place | null): Edit {
  return { op: 'place', field, from: placeOf(layout, field), to, required: isRequired(layout, field) ?? true };
}

export const lastOn = (layout: Layout, field: string, page: string) =>
  placeAt(layout, field, page, Number.MAX_SAFE_INTEGER);

/** A page to the place of that number, counted without it. */
export function pageMoving(layout: Layout, page: string, index: number): Edit {
  const others = layout.pages.filter(({ id }) => id !== page);
  const to = neighbours(others, Math.min(Math.max(index, 0), others.length));
  return { op: 'page.place', page, from: spotOf(layout.pages, page), to, words: wordsIn(layout, page) };
}

function wordsIn({ pages }: Layout, id: string): Words {
  const page = pages.find((one) => one.id === id);
  return page ? wordsOf(page) : { key: '', title: '', description: null };
}

export function pageAdding(layout: Layout, page: string): Edit {
  const keys = layout.pages.map(({ key }) => key);
  const words = { key: freeKey('new-page', keys, '-'), title: texts.newPage, description: null };
  return { op: 'page.place', page, from: null, to: { after: layout.pages.at(-1)?.id ?? null, before: null }, words };
}

/** Its fields are taken off one by one, so that one that somebody else puts there meanwhile is not lost with it. */
export function pageRemoving(layout: Layout, { id, fields }: LaidPage): Edit[] {
  const edits: Edit[] = [];
  let now = layout;
  for (const field of fields) {
    const edit = placing(now, field.id, null);
    edits.push(edit);
    now = edited(now, edit);
  }
  return [...edits, { op: 'page.place', page: id, from: spotOf(now.pages, id), to: null, words: wordsIn(now, id) }];
}

/** A change as it would be made on what there is now. */
export function rebased(layout: Layout, edit: Edit): Edit {
  const pick = (is: object, keys: object) =>
    Object.fromEntries(Object.keys(keys).map((key) => [key, (is as Record<string, unknown>)[key] ?? null]));
  switch (edit.op) {
    case 'title':
      return { ...edit, from: layout.title };
    case 'flow':
      return { ...edit, from: pick(layout.flow, edit.to) };
    case 'page':
      return { ...edit, from: pick(layout.pages.find(({ id }) => id === edit.page) ?? {}, edit.to) as Partial<Words> };
    case 'page.place':
      return {
        ...edit,
        from: spotOf(layout.pages, edit.page),
        ...(edit.to ? {} : { words: wordsIn(layout, edit.page) }),
      };
    case 'place':
      return placing(layout, edit.field, edit.to);
    case 'required':
      return { ...edit, from: isRequired(layout, edit.field) ?? edit.from };
    case 'field':
      return { ...edit, from: pick(layout.fields[edit.field] ?? {}, edit.to) };
    default:
      return edit;
  }
}

/** Where a field stands, to be read aloud. */
export function whereIs(layout: Layout, field: string): string {
  const page = pageOf(layout, field);
  if (!page) return '';
  return texts.where(labelOf(layout, field), {
    page: layout.pages.indexOf(page) + 1,
    pages: layout.pages.length,
    at: page.fields.findIndex(({ id }) => id === field) + 1,
    of: page.fields.length,
  });
}

export function wherePageIs({ pages }: Layout, page: string): string {
  const index = pages.findIndex(({ id }) => id === page);
  return texts.wherePage(pages[index]?.title ?? '', index + 1, pages.length);
}

/** A key made of what people read, which no other has. */
export function keyFrom(label: string, taken: string[], separator: '-' | '_'): string {
  const plain = label
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, separator)
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, '')
    .slice(0, 63);
  return freeKey(plain || (separator === '_' ? 'field' : 'page'), taken, separator);
}
