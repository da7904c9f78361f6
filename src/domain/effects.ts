import { someEarlier } from '../db/carry-over.js';
import * as store from '../db/effects.js';
import type { Db } from '../db/pool.js';
import { underWay } from '../db/versions.js';
import { today } from './dates.js';
import { changedPages } from './differences.js';
import { fitted, type Pages } from './fits.js';
import * as versions from './versions.js';

/** So many are carried over on trial to say what would become of them; of more, it is said of so many. */
const mostTried = 2000;
const batch = 200;

type Count = { field: string; count: number };

/** What publishing would mean for those in progress. Figures are of people: nobody has two in progress in a flow. */
export interface Effect {
  inProgress: number;
  /** There are more than so many; what is counted is counted among these. */
  isMore: boolean;
  versions: { number: number; count: number }[];
  /** Hold answers to fields that go, and which; by the fields' names. */
  losing: { count: number; fields: Count[] };
  /** Have passed a page that changes. */
  passed: number;
  /** What would become of them, were they carried over: of the first `tried` of them. */
  carried: { tried: number; unfit: number; fields: Count[]; reopened: number; regained: number };
}

/** What it would mean for those in progress if these pages became the flow's version of that number. */
export async function effectOf(db: Db, flowId: string, to: Pages & { number: number }): Promise<Effect> {
  const earlier = await underWay(db, flowId);
  const names = namesOf(earlier.map(({ pages }) => pages as versions.PageDocument[]));
  const asked = {
    flowId,
    fields: to.pages.flatMap(({ fields }) => fields.map(({ key }) => key)),
    changed: earlier.map(({ id, pages }) => ({ id, pages: changedPages(pages as versions.PageDocument[], to.pages) })),
  };
  const { in_progress, losing, passed } = await store.tally(db, asked);
  const lost = losing ? await store.answersLost(db, asked) : [];
  const named = ({ key, count }: { key: string; count: number }) => ({ field: names.get(key) ?? key, count });
  return {
    inProgress: in_progress,
    isMore: in_progress === store.mostCounted && (await store.isBeyond(db, flowId)),
    versions: await store.byVersion(db, flowId),
    losing: { count: losing, fields: lost.map(named) },
    passed,
    carried: await tryOut(db, flowId, to, names),
  };
}

/** Field key → its label, the latest one. */
const namesOf = (all: versions.PageDocument[][]) =>
  new Map(all.flatMap((pages) => pages.flatMap(({ fields }) => fields.map(({ key, label }) => [key, label] as const))));

async function tryOut(db: Db, flowId: string, to: Pages & { number: number }, names: Map<string, string>) {
  const day = today();
  const found = { tried: 0, unfit: 0, reopened: 0, regained: 0 };
  const unfit = new Map<string, number>();
  let after = '00000000-0000-0000-0000-000000000000';
  while (found.tried < mostTried) {
    const rows = await someEarlier(db, { flowId, number: to.number }, after, batch);
    for (const { id, version_id, ...held } of rows) {
      const now = fitted(held, await versions.get(db, version_id), to, day);
      after = id;
      found.tried += 1;
      if (now.unfit.length) found.unfit += 1;
      if (now.reopened.length) found.reopened += 1;
      if (now.regained.length) found.regained += 1;
      for (const key of now.unfit) unfit.set(key, (unfit.get(key) ?? 0) + 1);
    }
    if (rows.length < batch) break;
  }
  const fields = [...unfit].map(([key, count]) => ({ field: names.get(key) ?? key, count }));
  return { ...found, fields: fields.sort((a, b) => b.count - a.count || a.field.localeCompare(b.field)) };
}
