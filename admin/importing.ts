import * as imports from '../src/domain/imports.js';
import type { Clerk } from './access.js';
import type { SpecialAction } from './definition.js';
import type { Deps } from './deps.js';
import { clerkOf } from './resource.js';

/** Looks through a file of people, or, when that is wanted, makes their accounts. */
export const importing = ({ db, keyring }: Deps): SpecialAction => ({
  actionType: 'resource',
  component: 'Import',
  custom: { inList: true },
  handler: async ({ payload = {} }, _response, context) => {
    const { actor } = clerkOf(context) as Clerk;
    const { csv = '', basis, links, dry } = payload;
    if (isYes(dry)) return { report: await imports.check(db, actor, String(csv)) };
    const input = { csv, basis, links: isYes(links) } as Parameters<typeof imports.run>[3];
    return { report: await imports.run(db, { keyring }, actor, input) };
  },
});

const isYes = (value: unknown) => value === true || value === 'true';
