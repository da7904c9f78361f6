import type { Answers, Field, Version } from 'doorstep-client';
import type { Renamed } from '../../../admin/preview-messages.js';
import { drafts } from '../state/drafts.js';
import { own, pageAnswers, same, type Value, valuesOf, withTyped } from '../state/values.js';

interface Change {
  old: Version;
  version: Version;
  renamed: Renamed;
}

/** The answers to what is still asked, in the same kind of field, on whatever page. */
export function kept(answers: Answers, { old, version, renamed }: Change): Answers {
  const typeOf = new Map(fieldsOf(version).map(({ key, type }) => [key, type]));
  const entries = fieldsOf(old).flatMap(({ key, type }) => {
    const now = nameOf(key, renamed.fields);
    return Object.hasOwn(answers, key) && typeOf.get(now) === type ? [[now, answers[key]] as const] : [];
  });
  return Object.fromEntries(entries);
}

export interface Typed {
  key: string;
  page: string;
  value: Value;
}

/** What is typed on each page, not saved, and differs from what was there before. */
export function typedIn(id: string, { pages }: Version): Typed[] {
  return pages.flatMap((page) => {
    const draft = drafts.read(id, page.key);
    const before = valuesOf(page, draft?.base ?? {});
    const differing = Object.entries(draft?.values ?? {}).filter(([key, value]) => !same(value, before[key]));
    return differing.map(([key, value]) => ({ key, page: page.key, value }));
  });
}

/** Whether a field with something typed has another key now, or stands on another page: a form that is open would not find it. */
export const isElsewhere = ({ key, page }: Typed, { version, renamed }: Change): boolean =>
  nameOf(key, renamed.fields) !== key ||
  !version.pages.some(
    (one) => one.key === nameOf(page, renamed.pages) && one.fields.some((field) => field.key === key),
  );

/** Puts what is typed where its field stands now. */
export function rearrange(
  typed: Typed[],
  { id, answers }: { id: string; answers: Answers },
  { version, renamed }: Change,
) {
  drafts.clear();
  const values = Object.fromEntries(typed.map(({ key, value }) => [nameOf(key, renamed.fields), value]));
  for (const page of version.pages) {
    const first = valuesOf(page, answers);
    const now = withTyped(first, values);
    if (!same(now, first)) drafts.write(id, page.key, { values: now, revision: 1, base: pageAnswers(page, answers) });
  }
}

const fieldsOf = ({ pages }: Version): Field[] => pages.flatMap(({ fields }) => fields);
/** What a key is called now. */
export const nameOf = (key: string, renamed: Record<string, string>) =>
  (own(renamed, key) as string | undefined) ?? key;
