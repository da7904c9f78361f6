import { type Answers, DoorstepError, type Page, type Submission, type Version } from 'doorstep-client';
import { useState } from 'react';
import type { Complaints } from '../checks/pages.js';
import { told } from '../checks/refusals.js';
import { announce } from '../parts/announcements.js';
import { texts } from '../texts/texts.js';
import type { AnswerForm } from './answer-forms.js';
import { useAttempts } from './attempts.js';
import { doorstep } from './doorstep.js';
import { drafts } from './drafts.js';
import { reached } from './journeys.js';
import { pageAnswers, same } from './values.js';

interface Saving {
  version: Version;
  page: Page;
  submission: Submission;
  form: AnswerForm;
  /** The page is saved, or needs no saving. */
  onSaved(saved: Submission): void;
  /** How the submission stands, when that was learnt in another way. */
  onNews(fresh: Submission): void;
  /** The server has complaints of its own; they are shown already. */
  onComplaints(complaints: Complaints): void;
}

/** Saves a page: tried again while the server is away, and never over what was saved elsewhere in the meantime. */
export function useSaving({ version, page, submission, form, onSaved, onNews, onComplaints }: Saving) {
  const [conflict, setConflict] = useState<Submission>();
  const [refusal, setRefusal] = useState<DoorstepError>();

  const settle = (saved: Submission, from: number, sent: Answers) => {
    const others = version.pages.map(({ key }) => key).filter((key) => key !== page.key);
    drafts.rebase(saved.id, others, from, saved.revision);
    // Typed on while it was being saved: the page stays, with a draft of what is new.
    if (!same(form.answers(), sent)) {
      form.rebase(saved);
      return onNews(saved);
    }
    drafts.remove(saved.id, page.key);
    onSaved(saved);
  };

  const save = async () => {
    // Tried again by itself, it may meet a form that somebody is at work on: he will save it when he is done.
    if (Object.keys(form.check()).length) return;
    const answers = form.answers();
    const { revision } = form.basis.current;
    if (isSavedAlready(version, page, submission, answers)) return settle(submission, submission.revision, answers);
    try {
      settle(await doorstep.submissions.savePage(submission.id, page.key, answers, revision), revision, answers);
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      const fresh = await doorstep.submissions.read(submission.id);
      // Carried over to another version, where this page may be another one, or none.
      if (fresh.version !== version.version) onNews(fresh);
      else if (error.code === 'NOT_FOUND') throw error;
      else if (fresh.status === 'completed') {
        announce(texts.conflict.completed);
        onNews(fresh);
      }
      // Our own save arrived, and only its answer was lost.
      else if (same(pageAnswers(page, fresh.answers), answers)) settle(fresh, revision, answers);
      else setConflict(fresh);
    }
  };

  const refused = (error: unknown) => {
    if (!(error instanceof DoorstepError)) throw error;
    const known = complaintsOf(error, page);
    if (known) {
      form.setComplaints(known);
      onComplaints(known);
    } else if (error.status !== 401) setRefusal(error);
  };

  const attempts = useAttempts(save, refused);
  const begin = () => {
    setRefusal(undefined);
    setConflict(undefined);
    attempts.go();
  };
  return {
    ...attempts,
    go: begin,
    conflict,
    refusal,
    keepMine(fresh: Submission) {
      form.rebase(fresh);
      onNews(fresh);
      begin();
    },
    takeTheirs(fresh: Submission) {
      form.reset(fresh);
      onNews(fresh);
      setConflict(undefined);
    },
  };
}

function isSavedAlready(version: Version, page: Page, submission: Submission, answers: Answers): boolean {
  const isAnswered = version.pages.indexOf(page) < reached(version, submission);
  return isAnswered && same(pageAnswers(page, submission.answers), answers);
}

const overtaking = ['REVISION_MISMATCH', 'SUBMISSION_COMPLETED', 'NOT_FOUND'];
const isOvertaken = (error: unknown): error is DoorstepError =>
  error instanceof DoorstepError && overtaking.includes(error.code);

/** The server's complaints by path, if all of them are about fields of this page. */
function complaintsOf({ code, details }: DoorstepError, page: Page): Complaints | undefined {
  const isHere = ({ field }: { field: string }) => page.fields.some(({ key }) => key === field.split('.')[0]);
  if (code !== 'VALIDATION_ERROR' || !details.length || !details.every(isHere)) return undefined;
  return Object.fromEntries(details.map(({ field, error }) => [field, told(error)]));
}
