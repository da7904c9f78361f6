import type { Page, Submission } from 'doorstep-client';
import { useRef, useState } from 'react';
import { today } from '../../../src/domain/dates.js';
import { type Complaints, checkPage } from '../checks/pages.js';
import { drafts } from './drafts.js';
import { useRetelling } from './languages.js';
import { answersOf, pageAnswers, same, type Value, type Values, valuesOf, withTyped } from './values.js';

/** A page's form: what its controls hold, what is wrong with it, and the draft that outlives the page. */
export function useAnswerForm(page: Page, submission: Submission) {
  const [draft] = useState(() => drafts.read(submission.id, page.key));
  const [typed, setValues] = useState<Values>(() => withTyped(valuesOf(page, submission.answers), draft?.values));
  const [told, setComplaints] = useState<Complaints>({});
  // In a preview the page may become another one under one's hands.
  const values = withTyped(valuesOf(page, submission.answers), typed);
  const complaints = pick(told, (path) => page.fields.some(({ key }) => isAbout(key, path)));
  // A save takes its time, and people go on typing.
  const latest = useRef(values);
  latest.current = values;
  // What the typing builds on: a save must not run over what somebody saved elsewhere since.
  const basis = useRef(draft ?? { revision: submission.revision, base: pageAnswers(page, submission.answers) });

  const keep = (next: Values) => {
    const { revision, base } = basis.current;
    const unchanged = same(next, valuesOf(page, base));
    if (unchanged) drafts.remove(submission.id, page.key);
    else drafts.write(submission.id, page.key, { values: next, revision, base });
  };
  useRetelling(() => {
    const now = checkPage(page, answersOf(page, latest.current), today());
    setComplaints((before) => pick(now, (path) => path in before));
  });
  /** Says of one field what there is to say, and leaves the others alone. */
  const judge = (key: string, next: Values) =>
    setComplaints((before) => ({
      ...without(before, key),
      ...only(checkPage(page, answersOf(page, next), today()), key),
    }));

  return {
    values,
    complaints,
    setComplaints,
    isRestored: draft !== undefined,
    basis,
    answers: () => answersOf(page, latest.current),
    change(key: string, value: Value) {
      const next = { ...values, [key]: value };
      setValues(next);
      keep(next);
      // A complaint that stands is taken back as soon as it is met; a new one waits until the field is left.
      if (Object.keys(only(complaints, key)).length) judge(key, next);
    },
    leave(key: string) {
      if (!isEmpty(values[key]) || Object.keys(only(complaints, key)).length) judge(key, values);
    },
    check: () => checkPage(page, answersOf(page, latest.current), today()),
    /** What is typed from now on builds on that state of the submission, and is kept as a draft of it. */
    rebase(fresh: Submission) {
      basis.current = { revision: fresh.revision, base: pageAnswers(page, fresh.answers) };
      keep(latest.current);
    },
    /** Takes over what is stored, in place of what was typed. */
    reset(fresh: Submission) {
      basis.current = { revision: fresh.revision, base: pageAnswers(page, fresh.answers) };
      setValues(valuesOf(page, fresh.answers));
      setComplaints({});
      drafts.remove(fresh.id, page.key);
    },
  };
}

export type AnswerForm = ReturnType<typeof useAnswerForm>;

const isAbout = (key: string, path: string) => path === key || path.startsWith(`${key}.`);
const only = (all: Complaints, key: string) => pick(all, (path) => isAbout(key, path));
const without = (all: Complaints, key: string) => pick(all, (path) => !isAbout(key, path));
const pick = (all: Complaints, wanted: (path: string) => boolean): Complaints =>
  Object.fromEntries(Object.entries(all).filter(([path]) => wanted(path)));

function isEmpty(value: Value | undefined): boolean {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'object' && !Array.isArray(value))
    return Object.values(value).some((part) => part.trim() === '');
  return !value || value.length === 0;
}
