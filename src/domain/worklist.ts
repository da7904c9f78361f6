import type { Db } from '../db/pool.js';
import * as store from '../db/worklist.js';
import type { Actor } from './actors.js';
import { permit } from './permissions.js';
import * as versions from './versions.js';

/** What was wrong with an answer, as data: a door has the words. */
export interface Met {
  field: string;
  rule: string | null;
  /** The field's label in that version; null where it has no such field. */
  label: string | null;
}

/** How many stand on a page, and the errors they met there last, the most frequent first. */
export interface OnPage {
  flow_id: string;
  page: string | null;
  /** The page's title; null for those who have answered every page. */
  title: string | null;
  people: number;
  errors: (Met & { people: number })[];
}

/** Who is stuck: how many on which page and by which error, and those who wait longest. Throws FORBIDDEN. */
export async function stuck(db: Db, actor: Actor, at: store.Waiting) {
  permit(actor, 'submissions.read');
  const { groups, people, total } = await store.find(db, at);
  const named = await Promise.all(
    people.map(async ({ errors, version_id, ...person }) => {
      const version = await versions.get(db, version_id);
      const met = errors.map(({ field, rule }) => told(version, { field, rule: rule ?? null }));
      return { ...person, title: titleOf(version, person.page), errors: met };
    }),
  );
  const counted = groups.reduce((sum, group) => sum + group.people, 0);
  return {
    pages: await onPages(db, groups),
    people: named,
    total,
    /** Figures that stop at a bound, and are at least so much. */
    isMore: { pages: counted >= store.mostWaiting, people: total >= store.mostWaiting },
  };
}

async function onPages(db: Db, groups: store.Group[]): Promise<OnPage[]> {
  const pages = new Map<string, OnPage & { number: number }>();
  for (const group of groups) {
    const version = await versions.get(db, group.version_id);
    const key = `${group.flow_id} ${group.page}`;
    const { flow_id, page } = group;
    const sofar = pages.get(key) ?? { flow_id, page, title: null, people: 0, errors: [], number: 0 };
    sofar.people += group.people;
    // Versions may call a page differently: the newest counts.
    if (version.number > sofar.number) Object.assign(sofar, { title: titleOf(version, page), number: version.number });
    if (group.field) addError(sofar.errors, told(version, { field: group.field, rule: group.rule }), group.people);
    pages.set(key, sofar);
  }
  const ordered = [...pages.values()].sort((one, other) => other.people - one.people);
  return ordered.map(({ number, errors, ...page }) => ({
    ...page,
    errors: errors.sort((one, other) => other.people - one.people).slice(0, 20),
  }));
}

function addError(errors: OnPage['errors'], met: Met, people: number): void {
  const known = errors.find(({ field, rule }) => field === met.field && rule === met.rule);
  if (known) known.people += people;
  else errors.push({ ...met, people });
}

const titleOf = ({ pages }: versions.Version, page: string | null) =>
  pages.find(({ key }) => key === page)?.title ?? page;

/** A complaint of an event with the label of the field it is about. */
export function told({ pages }: versions.Version, { field, rule }: Omit<Met, 'label'>): Met {
  const [key] = field.split('.');
  const found = pages.flatMap(({ fields }) => fields).find((one) => one.key === key);
  return { field, rule, label: found?.label ?? null };
}
