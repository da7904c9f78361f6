import type { Insertable } from 'kysely';
import type { Database, Role } from '../db/types.js';
import { arrival, type Chances, day, minute, span } from './chances.js';

/** Domains that are reserved for examples (RFC 2606): no mail reaches anybody. */
export const peopleDomain = 'people.example';
const staffDomain = 'demo.example';

export type Person = Insertable<Database['users']> & { id: string; created_at: Date };

/** A member, from his first visit on. */
export function member(chances: Chances, number: number): Person {
  const { faker, happens, after, now } = chances;
  const [first, last] = [faker.person.firstName(), faker.person.lastName()];
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase();
  const created = arrival(chances);
  const upTo = (time: Date) => (time < now ? time : null);
  const verified = happens(0.72) ? upTo(after(created, minute, 2 * day)) : null;
  const left = happens(0.03) ? upTo(after(created, day, 40 * day)) : null;
  const seen = after(created, 0, 30 * day);
  const isDeleted = left !== null && happens(0.4);
  return {
    id: faker.string.uuid(),
    email: `${plain(first)}.${plain(last)}${number}@${peopleDomain}`,
    full_name: happens(0.9) ? `${first} ${last}` : null,
    role: 'member',
    is_active: left === null || isDeleted,
    email_verified_at: verified,
    last_login_at: seen < (left ?? now) ? seen : created,
    created_at: created,
    updated_at: left ?? verified ?? created,
    deleted_at: isDeleted ? left : null,
  };
}

export type Staff = Record<Exclude<Role, 'member'>, Person>;

/** One of each role of the staff, there from the beginning. */
export function staff({ faker, now }: Chances): Staff {
  const created_at = new Date(now.getTime() - (span + 2) * day);
  const make = (role: keyof Staff): Person => ({
    ...{ id: faker.string.uuid(), email: `${role}@${staffDomain}`, full_name: faker.person.fullName(), role },
    ...{ created_at, updated_at: created_at, email_verified_at: created_at },
  });
  return { support: make('support'), editor: make('editor'), admin: make('admin') };
}
