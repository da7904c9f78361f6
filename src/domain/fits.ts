import type { SetAside, Submission } from '../db/types.js';
import { answersOf } from './submissions.js';
import type { Version } from './versions.js';

type Answers = Record<string, unknown>;
export type Pages = Pick<Version, 'pages'>;
export type Held = Pick<Submission, 'answers' | 'answered_pages' | 'set_aside'>;

/** What a submission is after it was carried over, and what that took. */
export interface Fitted extends Held {
  current_page: string | null;
  /** Keys of fields whose answers no longer fit. */
  unfit: string[];
  /** Keys of fields whose answers, set aside before, fit again. */
  regained: string[];
  /** Keys of pages that were done and are to be done again. */
  reopened: string[];
}

/**
 * Fits a submission into another version on a day: every answer that version takes stays, under its key, on whatever page
 * it is asked now; the others are set aside. A page stays answered if its present answers pass.
 */
export function fitted(held: Held, from: Pages & { number: number }, to: Pages, day: string): Fitted {
  const kept = taken(to, held.answers, day, outdatedOf(held, from, day));
  const regained = taken(to, latestAside(held, kept), day);
  const answers = { ...kept, ...regained };
  const was = new Set(held.answered_pages);
  const passes = (page: Version['pages'][number]) => !page.check(answersOf(page, answers), day).length;
  const open = to.pages.filter((page) => !was.has(page.key) || !passes(page)).map(({ key }) => key);
  const unfit = Object.keys(held.answers).filter((key) => !Object.hasOwn(kept, key));
  return {
    answers,
    set_aside: asideOf(held, { unfit, regained: Object.keys(regained), number: from.number }),
    answered_pages: to.pages.map(({ key }) => key).filter((key) => !open.includes(key)),
    current_page: open[0] ?? null,
    unfit,
    regained: Object.keys(regained),
    reopened: open.filter((key) => was.has(key)),
  };
}

/** `field rule` of what its own version, too, would complain about today: time went by, and that is no misfit. */
function outdatedOf({ answers }: Held, { pages }: Pages, day: string): Set<string> {
  return new Set(pages.flatMap((page) => page.check(answersOf(page, answers), day)).map(named));
}

/** Those of the answers that a version asks for and has no complaint about, but one that is `excused`. */
function taken({ pages }: Pages, all: Answers, day: string, excused = new Set<string>()): Answers {
  const ofPage = (page: Version['pages'][number]) => {
    const answers = answersOf(page, all);
    const complaints = page.check(answers, day).filter((detail) => !excused.has(named(detail)));
    const wrong = complaints.map(({ field }) => field.split('.')[0]);
    return Object.fromEntries(Object.entries(answers).filter(([key]) => !wrong.includes(key)));
  };
  return Object.assign({}, ...pages.map(ofPage));
}

const named = ({ field, rule }: { field: string; rule?: string }) => `${field} ${rule}`;

/** Of each field that has no answer now, the latest that was set aside. */
function latestAside({ set_aside }: Held, kept: Answers): Answers {
  const open = Object.entries(set_aside).filter(([key]) => !Object.hasOwn(kept, key));
  return Object.fromEntries(open.map(([key, all]) => [key, all.at(-1)?.answer]));
}

function asideOf(
  { answers, set_aside }: Held,
  { unfit, regained, number }: { unfit: string[]; regained: string[]; number: number },
): SetAside {
  const left = new Map(Object.entries(set_aside));
  for (const key of regained) left.set(key, (left.get(key) ?? []).slice(0, -1));
  for (const key of unfit) left.set(key, [...(left.get(key) ?? []), { answer: answers[key], version: number }]);
  return Object.fromEntries([...left].filter(([, all]) => all.length));
}
