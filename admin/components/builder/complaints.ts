import type { LaidPage } from '../../../src/domain/layouts.js';
import type { State } from './workbench.js';

export interface Problem {
  text: string;
  /** Where it is, if it is at a page or field: what the focus goes to. */
  at?: string;
}

/** What keeps the draft from being published, each with where it is. Its paths are made of keys. */
export function problemsOf({ board }: State): Problem[] {
  return board.problems.map(({ field, error }) => {
    const [, pageKey, , fieldKey] = field.split('.');
    const page = board.pages.find(({ key }) => key === pageKey);
    const placed = page?.fields.find(({ id }) => board.fields[id]?.key === fieldKey);
    return { text: error, at: placed ? `field-${placed.id}` : page && `page-${page.id}` };
  });
}

export const pageProblems = (state: State, { id }: LaidPage): string[] =>
  problemsOf(state).flatMap(({ at, text }) => (at === `page-${id}` ? [text] : []));

export const fieldProblems = (state: State, id: string): string[] =>
  problemsOf(state).flatMap(({ at, text }) => (at === `field-${id}` ? [text] : []));
