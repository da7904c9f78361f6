import type { Insertable } from 'kysely';
import type { Database, SubmissionEventType } from '../db/types.js';
import type { Version } from '../domain/versions.js';
import { answersTo, filling, mistakesOn } from './answers.js';
import { type Chances, day, minute } from './chances.js';
import type { Person } from './people.js';

type Submission = Insertable<Database['submissions']>;
type Event = Insertable<Database['submission_events']> & { created_at: Date };

/** What the audit log says of a moment. */
export type Entry = Insertable<Database['audit_log']> & { created_at: Date };

export interface Journey {
  submission: Submission;
  events: Event[];
  audit: Entry[];
}

/** Of those who come to a page, how many leave there without an answer; the first one frightens fewer than the second. */
const leaving = [0.09, 0.17, 0.12];

/** One way through a version, step by step as the product would have written it down. */
class Walk {
  readonly id: string;
  readonly events: Event[] = [];
  readonly audit: Journey['audit'] = [];
  answers: Record<string, unknown> = {};
  answered: string[] = [];
  revision = 1;
  updated: Date;
  completed: Date | null = null;

  constructor(
    readonly chances: Chances,
    readonly version: Version,
    readonly person: Person,
    readonly started: Date,
  ) {
    this.id = chances.faker.string.uuid();
    this.updated = started;
    this.tell('started', started);
  }

  tell(type: SubmissionEventType, at: Date, more: { page_key?: string; details?: object[]; actor_id?: string } = {}) {
    const { details = [], page_key = null, actor_id = this.person.id } = more;
    const base = { submission_id: this.id, version_id: this.version.id, type, created_at: at };
    this.events.push({ ...base, page_key, actor_id, details: JSON.stringify(details) });
  }

  save(page: Version['pages'][number], at: Date) {
    for (const { key } of page.fields) delete this.answers[key];
    Object.assign(this.answers, answersTo(this.chances, page, at));
    this.answered = [...this.answered.filter((key) => key !== page.key), page.key];
    this.revision += 1;
    this.updated = at;
    this.tell('page_saved', at, { page_key: page.key });
  }

  complete(at: Date) {
    this.completed = at;
    this.updated = at;
    this.tell('completed', at);
  }

  /** Support puts one answer right, as somebody asked on the telephone. */
  correct(at: Date, support: Person) {
    const { faker } = this.chances;
    const [before, after] = [this.answers.about_me, `${faker.person.bio()}.`];
    this.answers.about_me = after;
    this.revision += 1;
    this.updated = at;
    this.tell('corrected', at, { details: [{ field: 'about_me' }], actor_id: support.id });
    this.audit.push({
      ...{ actor_id: support.id, action: 'submission.corrected', entity: 'submissions', entity_id: this.id },
      before: JSON.stringify({ answers: { about_me: before }, revision: this.revision - 1 }),
      after: JSON.stringify({ answers: { about_me: after }, revision: this.revision }),
      ...{ reason: 'Asked for it on the telephone', door: 'admin', created_at: at },
    });
  }

  journey(): Journey {
    const current = this.version.pages.find(({ key }) => !this.answered.includes(key))?.key ?? null;
    const submission: Submission = {
      ...{ id: this.id, user_id: this.person.id, flow_id: this.version.flowId, version_id: this.version.id },
      ...{ status: this.completed ? 'completed' : 'in_progress', answers: JSON.stringify(this.answers) },
      ...{ answered_pages: this.answered, current_page: current, revision: this.revision },
      ...{ started_at: this.started, updated_at: this.updated, completed_at: this.completed },
    };
    return { submission, events: this.events, audit: this.audit };
  }
}

/** Lets somebody go through a version from a moment on, as far as he gets until now. */
export function journey(
  chances: Chances,
  at: { version: Version; person: Person; start: Date; support: Person },
): Journey {
  const { happens, after, now } = chances;
  const walk = new Walk(chances, at.version, at.person, at.start);
  const end = goThrough(walk);
  if (walk.completed || walk.answered.length) {
    const asked = after(end, 20 * minute, 6 * day);
    if ('about_me' in walk.answers && happens(0.025) && asked < now) walk.correct(asked, at.support);
  }
  return walk.journey();
}

/** Page after page; some make mistakes, some leave, some come back another day. Returns when the last of it was. */
function goThrough(walk: Walk): Date {
  const { chances, version } = walk;
  const { happens, after, now } = chances;
  let time = walk.started;
  for (const [index, page] of version.pages.entries()) {
    if (happens(leaving[index] ?? 0.08)) return time;
    time = happens(0.1) ? after(time, 3 * 60 * minute, 3 * day) : filling(chances, time);
    if (happens(0.19)) {
      if (time >= now) return walk.updated;
      walk.tell('page_refused', time, { page_key: page.key, details: mistakesOn(chances, page) });
      if (happens(0.14)) return time;
      time = filling(chances, time);
    }
    if (time >= now) return walk.updated;
    walk.save(page, time);
  }
  const [first] = version.pages;
  const again = after(time, minute / 2, 4 * minute);
  if (first && happens(0.06) && again < now) walk.save(first, again);
  const done = after(walk.updated, minute / 6, 5 * minute);
  if (happens(0.93) && done < now) walk.complete(done);
  return walk.updated;
}
