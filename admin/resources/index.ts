import type { Definition } from '../definition.js';
import { definition as auditLog } from './audit-log.js';
import { definition as fields } from './fields.js';
import { definition as versions } from './flow-versions.js';
import { definition as flows } from './flows.js';
import { definition as mails } from './mails.js';
import { definition as pages } from './pages.js';
import { definition as submissions } from './submissions.js';
import { definition as users } from './users.js';
import { definition as deliveries } from './webhook-deliveries.js';
import { definition as webhooks } from './webhooks.js';

/** In the order of the menu. */
export const definitions: Definition[] = [
  ...[flows, pages, fields, versions, submissions, users],
  ...[mails, webhooks, deliveries, auditLog],
];
