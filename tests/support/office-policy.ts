// The policy once more, in other words than the product's own, so that one can catch the other.
export const resources = [
  ...['users', 'fields', 'flows', 'pages', 'flow_versions', 'submissions', 'audit_log'],
  ...['mails', 'webhooks', 'webhook_deliveries'],
];
export const roles = ['visitor', 'support', 'editor', 'admin'] as const;
export type Who = (typeof roles)[number];
const reads: Record<Who, string[]> = {
  visitor: [],
  support: ['users', 'flows', 'flow_versions', 'submissions'],
  editor: ['fields', 'flows', 'pages', 'flow_versions'],
  admin: resources,
};
const editorsWork = [
  'fields new',
  'fields edit',
  'fields delete',
  'flows new',
  'flows edit',
  'flows delete',
  'flows publish',
  'flow_versions rollBack',
  'flows archive',
  'flows unarchive',
  'flows build',
  'flows duplicate',
];
const pagesWork = ['pages new', 'pages edit', 'pages delete'];
const webhooksWork = ['new', 'edit', 'delete', 'secret', 'test'].map((action) => `webhooks ${action}`);
const mailsWork = ['mails again', 'webhook_deliveries again'];
const onPeople = [
  'edit',
  'activateMany',
  'deactivateMany',
  'activate',
  'deactivate',
  'sendReset',
  'sendVerification',
  'endSession',
  'endSessions',
];
const supportsWork = [...onPeople.map((action) => `users ${action}`), 'submissions correct'];
const changes: Record<Who, string[]> = {
  visitor: [],
  support: supportsWork,
  editor: [...editorsWork, ...pagesWork],
  admin: [
    ...[...editorsWork, ...pagesWork, ...supportsWork, ...webhooksWork, ...mailsWork],
    ...['new', 'delete', 'restore', 'erase', 'removeFactor', 'export', 'import'].map((action) => `users ${action}`),
  ],
};
const existing = new Set(changes.admin);
const readActions = ['list', 'search', 'show'];
/** What is read for one resource alone. */
const special: Record<string, string> = {
  ...{ library: 'pages', find: 'users', stuck: 'submissions', kinds: 'audit_log', history: 'flows' },
};
const confirmed = [
  ...['archive', 'unarchive', 'erase', 'removeFactor', 'again', 'test', 'secret', 'restore', 'activate', 'deactivate'],
  ...['sendReset', 'sendVerification', 'endSessions'],
];
/** What is done with several rows at once. */
export const onSeveral = ['bulkDelete', 'activateMany', 'deactivateMany'];
export const onRecord = [
  'show',
  'edit',
  'delete',
  'publish',
  'rollBack',
  'history',
  'build',
  'duplicate',
  'correct',
  'endSession',
  'export',
  ...confirmed,
];
export const actions = [
  ...new Set([...Object.keys(special), 'new', 'import', 'purge', ...readActions, ...onRecord, ...onSeveral]),
];
const withForm = [
  'activateMany',
  'deactivateMany',
  'edit',
  'publish',
  'rollBack',
  'build',
  'duplicate',
  'correct',
  ...confirmed,
];

/** The table an action changes, where it is not the resource's own. */
export const touched: Record<string, string> = {
  ...{ publish: 'flow_versions', build: 'pages', removeFactor: 'user_secrets' },
  ...{ test: 'webhook_deliveries', secret: 'webhook_secrets' },
  ...{
    sendReset: 'mails',
    sendVerification: 'mails',
    endSession: 'sessions',
    endSessions: 'sessions',
    export: 'audit_log',
  },
};

/** What the policy makes of a request: the status of its answer. */
export function expected(who: Who, resource: string, action: string, method: string): number {
  if (method === 'HEAD') return 405;
  if (who === 'visitor') return 401;
  const isRead = readActions.includes(action) || special[action] === resource;
  if (!isRead && !existing.has(`${resource} ${action}`)) return 404;
  const may = isRead ? reads[who].includes(resource) : changes[who].includes(`${resource} ${action}`);
  if (!may) return 403;
  const gets = isRead || withForm.includes(action);
  return (method === 'GET' ? gets : !isRead) ? 200 : 405;
}
