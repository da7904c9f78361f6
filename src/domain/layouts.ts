/**
 * What a flow's draft is, and what changing it means, without a database: the server and the flow builder in the browser
 * read a change alike. Every change names what it was based on, so that nothing is overwritten unseen.
 */

/** A text in another language stands beside the others, as `title@de`: two who translate into two languages do not meet. */
export interface Words {
  key: string;
  title: string;
  description: string | null;
  [translation: `${string}@${string}`]: string | null;
}
export interface LaidPage extends Words {
  id: string;
  fields: { id: string; required: boolean }[];
}
export type Values = Record<string, unknown>;
/** What the flow says of itself beside its title: `language`, `languages`, `title@de`. */
export interface Layout {
  title: string;
  flow: Values;
  pages: LaidPage[];
  /** Fields by id, as the library has them; of those that are not here nothing is known. */
  fields: Record<string, Values>;
}

/** Between two neighbours, null at an end: what others move meanwhile elsewhere does not matter. */
export interface Spot {
  after: string | null;
  before: string | null;
}
export interface Place extends Spot {
  page: string;
}

export type Edit =
  | { op: 'title'; from: string; to: string }
  | { op: 'flow'; from: Values; to: Values }
  | { op: 'page'; page: string; from: Partial<Words>; to: Partial<Words> }
  /** From nowhere it is added, to nowhere removed. */
  | { op: 'page.place'; page: string; from: Spot | null; to: Spot | null; words: Words }
  | { op: 'place'; field: string; from: Place | null; to: Place | null; required: boolean }
  | { op: 'required'; field: string; from: boolean; to: boolean }
  | { op: 'field'; field: string; from: Values; to: Values }
  | { op: 'field.new'; field: string; to: Values };

/** Something that is no longer what a change was based on: where, by a path of ids, and what it is now. */
export interface Clash {
  at: string;
  what: 'changed' | 'moved' | 'gone' | 'not empty';
  now?: unknown;
}

export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const [one, other] = [a as Values, b as Values];
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => key in other && same(one[key], other[key]));
}

export function spotOf(items: { id: string }[], id: string): Spot | null {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) return null;
  return { after: items[index - 1]?.id ?? null, before: items[index + 1]?.id ?? null };
}

/** All that a page says, in every language. */
export const wordsOf = ({ id, fields, ...words }: LaidPage): Words => words as Words;

export const pageOf = ({ pages }: Layout, field: string): LaidPage | undefined =>
  pages.find(({ fields }) => fields.some(({ id }) => id === field));

export function placeOf(layout: Layout, field: string): Place | null {
  const page = pageOf(layout, field);
  const spot = page && spotOf(page.fields, field);
  return spot ? { page: page.id, ...spot } : null;
}

export const isRequired = (layout: Layout, field: string): boolean | undefined =>
  pageOf(layout, field)?.fields.find(({ id }) => id === field)?.required;

/** What keeps a change from being made as it was meant; nothing where it is made already. */
export function clashes(layout: Layout, edit: Edit): Clash[] {
  switch (edit.op) {
    case 'title':
      return differing('flow', { title: layout.title }, { title: edit.from }, { title: edit.to });
    case 'flow':
      return differing('flow', layout.flow, edit.from, edit.to);
    case 'page': {
      const page = layout.pages.find(({ id }) => id === edit.page);
      const at = `pages.${edit.page}`;
      return page ? differing(at, { ...page }, edit.from, edit.to) : [{ at, what: 'gone' }];
    }
    case 'page.place':
      return pageClashes(layout, edit);
    case 'place':
      return placeClashes(layout, edit);
    case 'required': {
      const at = `fields.${edit.field}`;
      const now = isRequired(layout, edit.field);
      if (now === undefined) return [{ at, what: 'gone' }];
      return differing(at, { required: now }, { required: edit.from }, { required: edit.to });
    }
    case 'field': {
      const values = layout.fields[edit.field];
      const at = `fields.${edit.field}`;
      return values ? differing(at, values, edit.from, edit.to) : [{ at, what: 'gone' }];
    }
    case 'field.new':
      return [];
  }
}

const differing = (at: string, is: Values, from: Values, to: Values): Clash[] =>
  changedSince(at, is, from, Object.keys(to)).filter(({ at: path }) => {
    const key = path.slice(at.length + 1);
    return !same(is[key] ?? null, to[key] ?? null);
  });

const changedSince = (at: string, is: Values, from: Values, keys: string[]): Clash[] =>
  keys
    .filter((key) => !same(is[key] ?? null, from[key] ?? null))
    .map((key) => ({ at: `${at}.${key}`, what: 'changed', now: is[key] ?? null }));

function pageClashes(layout: Layout, { page, from, to, words }: Extract<Edit, { op: 'page.place' }>): Clash[] {
  const at = `pages.${page}`;
  const is = layout.pages.find(({ id }) => id === page);
  if (!is) return from && to ? [{ at, what: 'gone' }] : [];
  if (!from) return [];
  if (to) return isMoved(spotOf(layout.pages, page) as Spot, from, to) ? [{ at, what: 'moved' }] : [];
  if (is.fields.length) return [{ at, what: 'not empty' }];
  const now = wordsOf(is);
  return changedSince(at, { ...now }, { ...words }, [...new Set([...Object.keys(now), ...Object.keys(words)])]);
}

function placeClashes(layout: Layout, { field, from, to, required }: Extract<Edit, { op: 'place' }>): Clash[] {
  const at = `fields.${field}`;
  const now = placeOf(layout, field);
  if (to && !layout.pages.some(({ id }) => id === to.page)) return [{ at: `pages.${to.page}`, what: 'gone' }];
  if (!now) return from && to ? [{ at, what: 'gone' }] : [];
  if (to && now.page === to.page && !isAway(now, to)) return [];
  if (!from || now.page !== from.page || isAway(now, from)) return [{ at, what: 'moved', now: now.page }];
  return to ? [] : changedSince(at, { required: isRequired(layout, field) }, { required }, ['required']);
}

/** Moved is what has neither of its neighbours any more: one of them may have been moved itself. */
const isMoved = (now: Spot, from: Spot, to: Spot) => isAway(now, from) && isAway(now, to);
const isAway = (now: Spot, from: Spot) => now.after !== from.after && now.before !== from.before;

/** The layout after a change; what a change names that is not there is left alone. */
export function edited(layout: Layout, edit: Edit): Layout {
  const pages = (change: (page: LaidPage) => LaidPage): Layout => ({ ...layout, pages: layout.pages.map(change) });
  switch (edit.op) {
    case 'title':
      return { ...layout, title: edit.to };
    case 'flow':
      return { ...layout, flow: { ...layout.flow, ...edit.to } };
    case 'page':
      return pages((page) => (page.id === edit.page ? ({ ...page, ...edit.to } as LaidPage) : page));
    case 'page.place':
      return withPage(layout, edit);
    case 'place': {
      const required = isRequired(layout, edit.field) ?? edit.required;
      return pages((page) => {
        const rest = page.fields.filter(({ id }) => id !== edit.field);
        if (page.id === edit.to?.page)
          return { ...page, fields: inserted(rest, { id: edit.field, required }, edit.to) };
        return rest.length === page.fields.length ? page : { ...page, fields: rest };
      });
    }
    case 'required':
      return pages((page) => ({
        ...page,
        fields: page.fields.map((field) => (field.id === edit.field ? { ...field, required: edit.to } : field)),
      }));
    case 'field':
    case 'field.new': {
      // Made a second time, it stays as it became since.
      if (edit.op === 'field.new' && layout.fields[edit.field]) return layout;
      const values = { ...layout.fields[edit.field], ...edit.to };
      return { ...layout, fields: { ...layout.fields, [edit.field]: values } };
    }
  }
}

function withPage(layout: Layout, { page: id, from, to, words }: Extract<Edit, { op: 'page.place' }>): Layout {
  const is = layout.pages.find((page) => page.id === id);
  const rest = layout.pages.filter((page) => page.id !== id);
  if (!to) return { ...layout, pages: rest };
  if (!is && from) return layout;
  const keys = rest.map(({ key }) => key);
  // Two editors may each add "a new page".
  const page = is ?? { id, ...words, key: freeKey(words.key, keys, '-'), fields: [] };
  return { ...layout, pages: inserted(rest, page, to) };
}

/** A key has at most so many characters. */
const longestKey = 63;

/** A key that is not taken: a number comes after it, and what would then be too long gives way. */
export function freeKey(key: string, taken: string[], separator: '-' | '_'): string {
  let free = key.slice(0, longestKey);
  for (let number = 2; taken.includes(free); number += 1) {
    const end = `${separator}${number}`;
    free = key.slice(0, longestKey - end.length).replace(/[-_]+$/, '') + end;
  }
  return free;
}

/** Before the one it should stand before; where that is gone, after the one it should stand after; else at the end. */
function inserted<T extends { id: string }>(items: T[], item: T, { after, before }: Spot): T[] {
  const next = items.findIndex(({ id }) => id === before);
  const previous = items.findIndex(({ id }) => id === after);
  const neither = after === null && before !== null ? 0 : items.length;
  const at = next >= 0 ? next : previous >= 0 ? previous + 1 : neither;
  return [...items.slice(0, at), item, ...items.slice(at)];
}

/** The change that takes a change back; undefined where nothing does: a field that was made stays in the library. */
export function inverse(before: Layout, edit: Edit): Edit | undefined {
  const after = edited(before, edit);
  switch (edit.op) {
    case 'field.new':
      return undefined;
    case 'page.place': {
      const { page } = edit;
      const words = (layout: Layout): Words => {
        const is = layout.pages.find(({ id }) => id === page);
        return is ? wordsOf(is) : edit.words;
      };
      return {
        op: 'page.place',
        page,
        from: spotOf(after.pages, page),
        to: spotOf(before.pages, page),
        words: words(edit.to ? after : before),
      };
    }
    case 'place': {
      const { field } = edit;
      const required = isRequired(before, field) ?? edit.required;
      return { op: 'place', field, from: placeOf(after, field), to: placeOf(before, field), required };
    }
    default:
      return { ...edit, from: edit.to, to: edit.from } as Edit;
  }
}
