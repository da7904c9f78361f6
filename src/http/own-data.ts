import { z } from 'zod';
import * as erasures from '../domain/erasures.js';
import { exportOf } from '../domain/exports.js';
import { endedCookie } from './refresh-cookie.js';
import { route } from './route.js';
import { Nothing, timestamp, timestampOrNull } from './schemas.js';
import { UserBody } from './users.js';

const anything = z.record(z.string(), z.unknown());
const by = z.string().describe('`yourself`, `the system`, or the role of whoever it was.');
const door = z.enum(['api', 'admin', 'cli', 'system']);
const ip = z.string().nullable();

const Submission = z.object({
  id: z.uuid(),
  flow: z.string(),
  version: z.int(),
  status: z.enum(['in_progress', 'completed']),
  current_page: z.string().nullable(),
  answered_pages: z.array(z.string()),
  answers: anything,
  set_aside: z
    .record(z.string(), z.array(z.object({ answer: z.unknown(), version: z.int() })))
    .describe('Answers that no longer fitted when the flow was changed, by field key.'),
  revision: z.int(),
  started_at: timestamp,
  updated_at: timestamp,
  completed_at: timestampOrNull,
  events: z.array(
    z.object({
      type: z.string(),
      page_key: z.string().nullable(),
      details: z.array(z.object({ field: z.string(), rule: z.string().optional() })),
      by,
      created_at: timestamp,
    }),
  ),
});

const Link = z.object({
  purpose: z.string(),
  email: z.string(),
  created_at: timestamp,
  expires_at: timestamp,
  used_at: timestampOrNull,
});

const Mail = z.object({
  kind: z.string(),
  recipient: z.string(),
  status: z.string(),
  created_at: timestamp,
  sent_at: timestampOrNull,
});

const Delivery = z.object({
  event: z.string(),
  data: anything,
  status: z.string(),
  created_at: timestamp,
  finished_at: timestampOrNull,
});

const Change = z.object({
  action: z.string(),
  entity: z.string(),
  entity_id: z.string(),
  before: anything.nullable(),
  after: anything.nullable(),
  reason: z.string().nullable(),
  door,
  ip,
  by,
  created_at: timestamp,
});

const Session = z.object({
  user_agent: z.string().nullable(),
  ip,
  created_at: timestamp,
  last_used_at: timestamp,
  ended_at: timestampOrNull,
});

const ExportBody = z
  .object({
    account: UserBody,
    password: z.object({ changed_at: timestampOrNull }),
    second_factor: z.object({ is_on: z.boolean() }),
    sessions: z.array(Session),
    office_sessions: z.array(z.object({ expires_at: timestamp })).describe('In the back office.'),
    known_addresses: z.array(z.object({ last_used_at: timestamp })).describe('When; only hashes are kept of them.'),
    submissions: z.array(Submission),
    links: z.array(Link).describe('In mails: what for, and for which email.'),
    mails: z.array(Mail),
    webhook_deliveries: z.array(Delivery).describe('What other systems were told.'),
    changes: z.array(Change).describe('Of the account and its submissions.'),
    doings: z
      .array(z.object({ action: z.string(), entity: z.string(), door, ip, created_at: timestamp }))
      .describe('What the account did elsewhere.'),
  })
  .meta({ id: 'Export' });

export const read = route({
  method: 'get',
  path: '/users/me/export',
  tag: 'Users',
  summary: 'Everything held about the own account',
  allow: 'member',
  returns: ExportBody,
  fails: ['RATE_LIMITED'],
  run: async ({ db, limits, actor }) => {
    await limits.consume('export', actor.id);
    const day = new Date().toISOString().slice(0, 10);
    const headers = { 'Content-Disposition': `attachment; filename="doorstep-export-${day}.json"` };
    return { data: await exportOf(db, actor), headers };
  },
});

export const erase = route({
  method: 'post',
  path: '/users/me/erase',
  tag: 'Users',
  summary: 'Erase the own account and all that is personal, at once and for good',
  allow: 'member',
  body: erasures.Erasure.meta({ id: 'Erasure' }),
  returns: Nothing,
  fails: ['CONFLICT', 'RATE_LIMITED'],
  run: async ({ db, auth, config, limits, actor, body }) => {
    await limits.consume('account', 'profile', actor.id);
    await erasures.eraseOneself(db, auth.hasher, actor, body);
    return { data: null, message: 'Your account is erased.', headers: { 'Set-Cookie': endedCookie(config) } };
  },
});
