import { overview } from '../src/db/office.js';
import type { Waiting } from '../src/db/worklist.js';
import { stuck } from '../src/domain/worklist.js';
import type { Clerk } from './access.js';
import type { Deps } from './deps.js';
import { resumeLink } from './resume.js';

/** How long somebody must have saved nothing, in days, by the name it has in the address. */
const idles = new Map([
  ['1d', 1],
  ['3d', 3],
  ['1w', 7],
  ['1m', 30],
]);

type Asked = Record<string, unknown>;

/** Who is stuck, as the address asks for it, with the flows to choose from. What can't be read is passed over. */
export async function worklist({ db, config }: Deps, clerk: Clerk, query: Asked) {
  const flows = (await overview(db)).map(({ id, slug, title }) => ({ id, slug, title }));
  const { people, ...rest } = await stuck(db, clerk.actor, waiting(query));
  const withLinks = people.map((person) => ({
    ...person,
    resume: resumeLink(config.frontendUrl, person.slug, person.page),
  }));
  return { flows, people: withLinks, ...rest };
}

function waiting(query: Asked): Waiting {
  const page = text(query.page);
  const [, field = '', rule = ''] = /^([^~]+)~(.*)$/.exec(text(query.error) ?? '') ?? [];
  const flow = text(query.flow);
  return {
    days: idles.get(text(query.idle) ?? '') ?? 7,
    flowId: flow && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(flow) ? flow : undefined,
    // A dash is no page's key: it stands for those who have answered every page.
    page: page === '-' ? null : page,
    error: field ? { field, rule: rule || null } : undefined,
  };
}

/** PostgreSQL's text holds no NUL and no lone surrogate. */
const text = (value: unknown) =>
  typeof value === 'string' && value !== '' && value.length <= 200 && !/\0|\p{Cs}/u.test(value) ? value : undefined;
