import type { Submission, Version } from 'doorstep-client';
import { useEffect } from 'react';
import { announce } from '../parts/announcements.js';
import { whereText } from '../parts/progress.js';
import { useMarked } from '../parts/said.js';
import { drafts } from '../state/drafts.js';
import { pageAt } from '../state/journeys.js';
import { addressOf, reviewPlace, usePlace } from '../state/places.js';
import { texts } from '../texts/texts.js';
import { Done } from './done.js';
import { Review } from './review.js';
import { Step } from './step.js';

interface Props {
  version: Version;
  submission: Submission;
  onNews(fresh: Submission): void;
}

/** A submission on its way: the page that the address asks for, as far as one may go, then the review, then the end. */
export function UnderWay({ version: told, submission, onNews }: Props) {
  const version = useMarked(told);
  const asked = usePlace();
  const isDone = submission.status === 'completed';
  const page = isDone ? undefined : pageAt(asked, version, submission);
  const place = isDone ? '' : (page?.key ?? reviewPlace);
  useEffect(() => {
    const { pathname, search } = window.location;
    if (asked !== place) window.history.replaceState(null, '', place ? addressOf(place) : pathname + search);
  }, [asked, place]);
  useEffect(() => {
    if (isDone) drafts.clear();
    else announce(progressText(version, place));
  }, [isDone, version, place]);

  if (isDone) return <Done version={version} submission={submission} />;
  if (!page) return <Review version={version} submission={submission} onNews={onNews} />;
  const key = `${submission.id} ${version.version} ${page.key}`;
  return <Step key={key} version={version} submission={submission} page={page} onNews={onNews} />;
}

function progressText({ pages }: Version, place: string): string {
  const index = pages.findIndex(({ key }) => key === place);
  const page = pages[index];
  const where = whereText({ step: page ? index + 1 : pages.length + 1, total: pages.length });
  return texts.progress.moved(where, page?.title ?? texts.review.title);
}
