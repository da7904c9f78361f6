import { type Answers, type Client, DoorstepError, type Submission, type Version } from 'doorstep-client';
import type { Renamed } from '../../../admin/preview-messages.js';
import { localeFor, localised } from '../../../src/domain/localising.js';
import type { Preview } from '../../../src/domain/previews.js';
import { drafts } from '../state/drafts.js';
import { offer } from '../state/languages.js';
import { reviewPlace } from '../state/places.js';
import { pageAnswers } from '../state/values.js';
import { isElsewhere, kept, nameOf, rearrange, typedIn } from './keeping.js';
import { complaints, refuse } from './refusals.js';

export interface State {
  preview: Preview;
  /** It in its main language. */
  version: Version;
  submission: Submission;
  /** Past the page where one makes an account. */
  isIn: boolean;
}

/** Somebody's way through a flow, in the memory of this page and nowhere else: what a server would do, without one. */
export class Visit {
  state: State;
  /** Pages that were saved, and those that somebody passed by going straight to a later one. */
  private passed = new Set<string>();
  private begun = 1;
  private readonly listeners = new Set<() => void>();

  constructor(preview: Preview) {
    offerOf(preview);
    const version = versionOf(preview);
    this.state = { preview, version, submission: freshOf(version, this.begun), isIn: true };
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = () => this.state;

  private set(next: Partial<State>): void {
    this.state = { ...this.state, ...next };
    for (const listener of this.listeners) listener();
  }

  /** Of a client what the screens of a preview ask for. */
  get client(): Client {
    const enter = async () => this.set({ isIn: true });
    return {
      auth: { register: enter, signIn: enter, forgotPassword: async () => {} },
      submissions: {
        savePage: async (_id: string, key: string, answers: Answers) => this.save(key, answers),
        complete: async () => this.complete(),
        read: async () => this.state.submission,
      },
    } as unknown as Client;
  }

  private save(key: string, answers: Answers): Submission {
    const { version, submission } = this.state;
    const page = version.pages.find((one) => one.key === key);
    if (!page) throw new DoorstepError('NOT_FOUND', { status: 404 });
    refuse(complaints(page, answers));
    const others = Object.entries(submission.answers).filter(
      ([name]) => !page.fields.some((field) => field.key === name),
    );
    this.passed.add(key);
    return this.next({ answers: { ...Object.fromEntries(others), ...answers } });
  }

  private complete(): Submission {
    const { version, submission } = this.state;
    refuse(
      version.pages.flatMap((page) =>
        complaints(page, pageAnswers(page, submission.answers), `pages.${page.key}.fields.`),
      ),
    );
    return this.next({ status: 'completed', completed_at: new Date().toISOString() });
  }

  /** One revision on. */
  private next(change: Partial<Submission>): Submission {
    const { version, submission } = this.state;
    const next = { ...submission, revision: submission.revision + 1, ...change };
    next.current_page = version.pages.find(({ key }) => !this.passed.has(key))?.key ?? null;
    this.set({ submission: next });
    return next;
  }

  /** As if everything before a page had been answered; a visit that was over goes on. */
  pass(place: string): void {
    const { pages } = this.state.version;
    const index = place === reviewPlace ? pages.length : pages.findIndex(({ key }) => key === place);
    for (const { key } of pages.slice(0, Math.max(0, index))) this.passed.add(key);
    this.set({ isIn: true });
    this.next({ status: 'in_progress', completed_at: null });
  }

  /** To the page where one makes an account. */
  leave(): void {
    this.set({ isIn: false });
  }

  restart(): void {
    drafts.clear();
    this.passed.clear();
    this.begun += 1;
    this.set({ submission: freshOf(this.state.version, this.begun), isIn: true });
  }

  /** The flow is another one now. What was answered or typed stays wherever its field is still asked. */
  take(preview: Preview, renamed: Renamed): void {
    const { version: old, submission } = this.state;
    const version = versionOf(preview);
    const change = { old, version, renamed };
    this.passed = new Set([...this.passed].map((key) => nameOf(key, renamed.pages)));
    const answers = kept(submission.answers, change);
    const typed = typedIn(submission.id, old);
    // The form of another submission is a new form, which takes up what is typed.
    if (typed.some((each) => isElsewhere(each, change))) this.begun += 1;
    const id = idOf(this.begun);
    rearrange(typed, { id, answers }, change);
    offerOf(preview);
    this.state = { ...this.state, preview, version };
    this.next({ answers, id });
  }
}

const documentOf = ({ slug, title, pages }: Preview) => ({
  ...{ slug, title, version: 1, published_at: new Date(0).toISOString() },
  pages,
});

const versionOf = (preview: Preview) => documentOf(preview) as Version;

const offerOf = ({ language, languages }: Preview) => offer([language, ...languages]);

/** It as somebody is given it who asks for a language, by the server's own rule. */
export const versionIn = (preview: Preview, asked: string) =>
  localised(documentOf(preview), preview, localeFor(preview, asked)) as Version;

const idOf = (number: number) => `preview-${number}`;

function freshOf(version: Version, number: number): Submission {
  const now = new Date().toISOString();
  return {
    ...{ id: idOf(number), flow: version.slug, version: version.version, status: 'in_progress' },
    ...{ current_page: version.pages[0]?.key ?? null, answers: {}, revision: 1 },
    progress: { completed: 0, total: version.pages.length },
    ...{ started_at: now, updated_at: now, completed_at: null },
  };
}
