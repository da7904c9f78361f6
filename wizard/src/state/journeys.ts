import { DoorstepError, type FlowSummary, type Page, type Submission, type User, type Version } from 'doorstep-client';
import { doorstep } from './doorstep.js';
import { drafts } from './drafts.js';
import { askedFor, offer } from './languages.js';
import { reviewPlace } from './places.js';

/** Where somebody stands between opening the page and having finished. */
export type Journey =
  | { at: 'opening' }
  | { at: 'missing'; slug: string; flows: FlowSummary[] }
  | { at: 'account'; flow: Version; known: boolean; ended: boolean }
  | { at: 'under-way'; version: Version; submission: Submission; carriedOver?: boolean };

/**
 * Finds out how things stand with a flow and the user, if one is signed in; `hasAccount`: he has one, even if this
 * browser does not know. Throws DoorstepError.
 */
export async function open(asked: string | undefined, hasAccount: boolean): Promise<Journey> {
  const known = hasAccount || doorstep.expectsUser;
  // The links in mails name no flow: who comes by one goes on where he was, and begins nothing else.
  const slug = asked ?? (hasAccount ? await latestFlow() : undefined) ?? 'default';
  const [flow, user] = await Promise.all([unlessMissing(current(slug)), doorstep.auth.restore()]);
  if (flow && !user) return { at: 'account', flow, known, ended: false };
  // Nobody begins a flow that was archived; who has begun it goes on.
  const submission = (user && (await ofUser(slug, user))) ?? (flow && (await doorstep.submissions.start(slug)));
  if (!submission) return { at: 'missing', slug, flows: await doorstep.flows.list(spoken()) };
  drafts.clear(submission.id);
  // A submission stays with its version, whatever was published since, unless it was carried over.
  const version = submission.version === flow?.version ? flow : await pinned(submission.flow, submission.version);
  return { at: 'under-way', version, submission };
}

const spoken = () => ({ locale: askedFor() });

/** What is published now, in the language the reader likes best of those it is offered in. */
async function current(slug: string): Promise<Version> {
  const version = await doorstep.flows.read(slug, spoken());
  return offer(version.locales) ? doorstep.flows.read(slug, spoken()) : version;
}

async function pinned(slug: string, number: number): Promise<Version> {
  const version = await doorstep.flows.readVersion(slug, number, spoken());
  return offer(version.locales) ? doorstep.flows.readVersion(slug, number, spoken()) : version;
}

/** The same in the language spoken now, though another be chosen meanwhile. Throws DoorstepError. */
export async function retold(journey: Journey): Promise<Journey> {
  const language = askedFor();
  const words = await toldAgain(journey);
  return language === askedFor() ? words : retold(journey);
}

async function toldAgain(journey: Journey): Promise<Journey> {
  const again = ({ slug, version }: Version) => doorstep.flows.readVersion(slug, version, spoken());
  if (journey.at === 'account') return { ...journey, flow: await again(journey.flow) };
  if (journey.at === 'under-way') return { ...journey, version: await again(journey.version) };
  return journey.at === 'missing' ? { ...journey, flows: await doorstep.flows.list(spoken()) } : journey;
}

/** The words of the one in the other, where both are at the same thing: meanwhile one may have gone on. */
export function withWords(journey: Journey, words: Journey): Journey {
  const fits = (one: Version, other: Version) => one.slug === other.slug && one.version === other.version;
  if (journey.at === 'account' && words.at === 'account' && fits(journey.flow, words.flow))
    return { ...journey, flow: words.flow };
  if (journey.at === 'under-way' && words.at === 'under-way' && fits(journey.version, words.version))
    return { ...journey, version: words.version };
  return journey.at === 'missing' && words.at === 'missing' ? words : journey;
}

/** The submission in progress (the own one: staff could read anybody’s); else the one that is finished. */
async function ofUser(slug: string, user: User): Promise<Submission | undefined> {
  const { data: all } = await doorstep.submissions.list({ flow: slug, user_id: user.id });
  return all.find(({ status }) => status === 'in_progress') ?? all[0];
}

async function latestFlow(): Promise<string | undefined> {
  const user = await doorstep.auth.restore();
  const latest = user && (await doorstep.submissions.list({ user_id: user.id, per_page: 1 }));
  return latest?.data[0]?.flow;
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
