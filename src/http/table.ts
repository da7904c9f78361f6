import * as accounts from './accounts.js';
import * as auth from './auth.js';
import * as drafts from './drafts.js';
import * as flows from './flows.js';
import * as health from './health.js';
import * as ownData from './own-data.js';
import { root } from './root.js';
import type { Route } from './route.js';
import * as sessions from './sessions.js';
import * as submissions from './submissions.js';
import * as users from './users.js';

/** Every route of the public door. Who may call it stands in its definition. */
export const table: Route[] = [
  health.summary, // GET /health
  health.live, // GET /health/live
  health.ready, // GET /health/ready
  health.database, // GET /health/database
  health.detailed, // GET /health/detailed
  root, // GET /api/v1
  health.apiSummary, // GET /api/v1/health
  health.status, // GET /api/v1/status

  auth.register, // POST /auth/register
  auth.login, // POST /auth/login
  auth.refresh, // POST /auth/refresh
  auth.logout, // POST /auth/logout
  auth.me, // GET /auth/me
  accounts.verifyEmail, // POST /auth/verify-email
  accounts.resendVerification, // POST /auth/resend-verification
  accounts.forgotPassword, // POST /auth/forgot-password
  accounts.resetPassword, // POST /auth/reset-password
  sessions.list, // GET /auth/sessions
  sessions.end, // DELETE /auth/sessions/:id

  users.me, // GET /users/me
  users.updateMe, // PATCH /users/me
  users.changePassword, // PUT /users/me/password
  ownData.read, // GET /users/me/export
  ownData.erase, // POST /users/me/erase
  users.list, // GET /users
  users.create, // POST /users
  users.read, // GET /users/:id
  users.update, // PATCH /users/:id
  users.replace, // PUT /users/:id
  users.remove, // DELETE /users/:id
  users.restore, // POST /users/:id/restore
  users.activate, // PUT /users/:id/activate
  users.deactivate, // PUT /users/:id/deactivate

  flows.list, // GET /flows
  flows.read, // GET /flows/:slug
  flows.readVersion, // GET /flows/:slug/versions/:n
  drafts.read, // GET /flows/:slug/draft
  drafts.write, // PUT /flows/:slug/draft
  flows.publish, // POST /flows/:slug/publish
  flows.rollBack, // POST /flows/:slug/rollback
  flows.archive, // POST /flows/:slug/archive
  flows.unarchive, // POST /flows/:slug/unarchive

  submissions.start, // POST /submissions
  submissions.list, // GET /submissions
  submissions.read, // GET /submissions/:id
  submissions.correct, // PATCH /submissions/:id
  submissions.savePage, // PUT /submissions/:id/pages/:key
  submissions.complete, // POST /submissions/:id/complete
];
