import type { Role } from '../src/db/types.js';
import type { SignedIn } from '../src/domain/actors.js';
import { can, type Permission } from '../src/domain/permissions.js';
import type { Words } from './locales/en.js';

/** Who sits at the back office. What the browser may know of him is told in layout.ts. */
export interface Clerk {
  id: string;
  email: string;
  title: string;
  role: Role;
  actor: SignedIn;
  /** The language he is answered in. */
  words: Words;
}

interface Rule {
  allow: Permission;
  methods: readonly ('get' | 'post')[];
  /** Its form holds a file, and may be that large in bytes. */
  mostBytes?: number;
}

const read = (allow: Permission): Record<string, Rule> => ({
  list: { allow, methods: ['get'] },
  search: { allow, methods: ['get'] },
  show: { allow, methods: ['get'] },
});

// A form is fetched by GET and sent by POST; what has no form is POST alone.
const form = (allow: Permission): Rule => ({ allow, methods: ['get', 'post'] });
const post = (allow: Permission): Rule => ({ allow, methods: ['post'] });
const get = (allow: Permission): Rule => ({ allow, methods: ['get'] });

/** A file of 1 MB within JSON, where a line break or a quotation mark takes two bytes. */
const withFile = (allow: Permission): Rule => ({ ...post(allow), mostBytes: 2.5 * 1024 * 1024 });

/** Every resource and every action there is. What is not here, nobody may. */
const rules: Record<string, Record<string, Rule>> = {
  users: {
    ...read('users.read'),
    new: post('users.create'),
    edit: form('users.update'),
    delete: post('users.delete'),
    erase: form('users.erase'),
    restore: form('users.delete'),
    removeFactor: form('staff.update'),
    activate: form('users.update'),
    deactivate: form('users.update'),
    sendReset: form('users.mail'),
    sendVerification: form('users.mail'),
    endSession: post('users.sessions'),
    endSessions: form('users.sessions'),
    export: post('users.export'),
    find: get('users.read'),
    import: withFile('users.create'),
    activateMany: form('users.update'),
    deactivateMany: form('users.update'),
  },
  fields: {
    ...read('fields.read'),
    new: post('fields.write'),
    edit: form('fields.write'),
    delete: post('fields.write'),
  },
  flows: {
    ...read('flows.read'),
    new: post('flows.write'),
    edit: form('flows.write'),
    delete: post('flows.write'),
    build: form('pages.write'),
    duplicate: form('flows.write'),
    publish: form('flows.publish'),
    history: get('versions.read'),
    archive: form('flows.write'),
    unarchive: form('flows.write'),
  },
  pages: {
    ...read('pages.read'),
    new: post('pages.write'),
    edit: form('pages.write'),
    delete: post('pages.write'),
    library: { allow: 'pages.read', methods: ['get'] },
  },
  flow_versions: { ...read('versions.read'), rollBack: form('flows.publish') },
  submissions: {
    ...read('submissions.read'),
    correct: form('submissions.correct'),
    stuck: get('submissions.read'),
  },
  audit_log: { ...read('audit.read'), kinds: get('audit.read') },
  mails: { ...read('mails.read'), again: form('mails.send') },
  webhooks: {
    ...read('webhooks.read'),
    new: post('webhooks.write'),
    edit: form('webhooks.write'),
    delete: post('webhooks.write'),
    secret: form('webhooks.write'),
    test: form('webhooks.write'),
  },
  webhook_deliveries: { ...read('webhooks.read'), again: form('webhooks.write') },
};

export const ruleOf = (resource: string, action: string): Rule | undefined =>
  Object.hasOwn(rules, resource) && Object.hasOwn(rules[resource] ?? {}, action)
    ? rules[resource]?.[action]
    : undefined;

/** Whether a role may do this at all. Synchronous, since AdminJS takes a Promise for a yes. */
export function may(role: Role | undefined, resource: string, action: string): boolean {
  const rule = ruleOf(resource, action);
  return role !== undefined && rule !== undefined && can(role, rule.allow);
}

/** What can be done with an account that was deleted. */
const afterDeletion = new Set(['show', 'restore', 'erase', 'export']);
/** What support does with members' accounts, and only those who may change staff accounts with these. */
const onMembers = new Set([
  ...['edit', 'activate', 'deactivate', 'activateMany', 'deactivateMany'],
  ...['sendReset', 'sendVerification', 'endSession', 'endSessions'],
]);

/** Support changes members only; whose record it is decides. */
export function mayOn(role: Role | undefined, resource: string, action: string, row: Record<string, unknown>): boolean {
  if (!may(role, resource, action)) return false;
  if (resource !== 'users') return true;
  if (row.deleted_at) return afterDeletion.has(action);
  if (action === 'restore') return false;
  return !onMembers.has(action) || row.role === 'member' || can(role as Role, 'staff.update');
}
