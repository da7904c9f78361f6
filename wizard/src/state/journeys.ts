import { DoorstepError, type FlowSummary, type Page, type Submission, type Version } from 'doorstep-client';
import { doorstep } from './doorstep.js';
import { drafts } from './drafts.js';
import { reviewPlace } from './places.js';

/** Where somebody stands between opening the page and having finished. */
export type Journey =
  | { at: 'opening' }
  | { at: 'missing'; slug: string; flows: FlowSummary[] }
  | { at: 'account'; flow: Version; known: boolean; ended: boolean }
  | { at: 'under-way'; version: Version; submission: Submission };

/** Finds out how things stand with a flow and the user, if one is signed in. Throws DoorstepError. */
export async function open(slug: string): Promise<Journey> {
  const known = doorstep.expectsUser;
  const [flow, user] = await Promise.all([unlessMissing(doorstep.flows.read(slug)), doorstep.restore()]);
  if (!flow) return { at: 'missing', slug, flows: await doorstep.flows.list() };
  if (!user) return { at: 'account', flow, known, ended: false };
  const submission = await resume(slug);
  drafts.clear(submission.id);
  // A submission stays with the version it began with, whatever was published since.
  const isCurrent = submission.version === flow.version;
  const version = isCurrent ? flow : await doorstep.flows.readVersion(submission.flow, submission.version);
  return { at: 'under-way', version, submission };
}

/** The submission in progress; else the one that is finished; else a new one. */
async function resume(slug: string): Promise<Submission> {
  const all = await doorstep.submissions.list(slug);
  return all.find(({ status }) => status === 'in_progress') ?? all[0] ?? doorstep.submissions.start(slug);
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DoorstepError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** How many pages, from the first, are answered without a gap: the next one is as far as one may go. */
export function reached({ pages }: Version, { current_page }: Submission): number {
  const index = pages.findIndex(({ key }) => key === current_page);
  return index === -1 ? pages.length : index;
}

/** The page to show for a place in the address, undefined for the review. */
export function pageAt(place: string, version: Version, submission: Submission): Page | undefined {
  const limit = reached(version, submission);
  if (place === reviewPlace && limit === version.pages.length) return undefined;
  const asked = version.pages.findIndex(({ key }) => key === place);
  return version.pages[asked !== -1 && asked <= limit ? asked : limit];
}

/** Where to go after saving a page: back to the review for somebody who came from there, else to the next page. */
export function placeAfter(page: Page, version: Version, wasComplete: boolean): string {
  const next = version.pages[version.pages.indexOf(page) + 1];
  return wasComplete || !next ? reviewPlace : next.key;
}
