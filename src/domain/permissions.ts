import type { Role } from '../db/types.js';
import { errors } from '../errors.js';
import type { Actor } from './actors.js';

const staff: Role[] = ['support', 'editor', 'admin'];
const support: Role[] = ['support', 'admin'];
const editor: Role[] = ['editor', 'admin'];
const admin: Role[] = ['admin'];

/** Who may do what. What is not here, nobody may: both doors and the domain ask this one table. */
export const policy = {
  'office.enter': staff,
  'users.read': support,
  'users.create': admin,
  /** Accounts of members; staff accounts and roles need `staff.update`. */
  'users.update': support,
  /** A member's email that he has confirmed: whoever changes it can have the account (decision 18). */
  'users.confirmed_email': admin,
  'users.delete': admin,
  'users.erase': admin,
  /** Everything that is held about somebody, as he could have it himself. */
  'users.export': admin,
  /** Of members; of the staff for those who hold `staff.update`. The same goes for sessions and mails. */
  'users.history': support,
  'users.sessions': support,
  'users.mail': support,
  'staff.update': admin,
  'fields.read': editor,
  'fields.write': editor,
  'flows.read': staff,
  'flows.write': editor,
  'pages.read': editor,
  'pages.write': editor,
  'versions.read': staff,
  'flows.publish': editor,
  'submissions.read': support,
  'submissions.correct': support,
  'audit.read': admin,
  /** Counts alone: nobody is named. */
  'statistics.read': staff,
  'mails.read': admin,
  'mails.send': admin,
  'webhooks.read': admin,
  'webhooks.write': admin,
} as const satisfies Record<string, Role[]>;

export type Permission = keyof typeof policy;

/** Whether a role holds a permission. Synchronous, since AdminJS takes a Promise for a yes. */
export function can(role: Actor['role'], permission: Permission): boolean {
  return role === 'system' || (policy[permission] as readonly string[]).includes(role);
}

/** Throws FORBIDDEN unless the actor holds the permission. */
export function permit(actor: Actor, permission: Permission): void {
  if (!can(actor.role, permission)) throw errors.forbidden();
}
