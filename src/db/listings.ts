import type { Listing } from './lists.js';
import type { Column } from './reflection.js';

const column = (table: string, name: string, type: string, more: Partial<Column> = {}): Column => ({
  ...{ table, name, type, isArray: false, labels: null, isNullable: false, hasDefault: false, isGenerated: false },
  ...{ isKey: false, references: null, ...more },
});

const user = (name: string, type: string, more?: Partial<Column>) => column('users', name, type, more);

/** What the API may list of users. */
export const usersListing: Listing = {
  table: 'users',
  key: user('id', 'uuid', { isKey: true }),
  columns: [
    user('id', 'uuid', { isKey: true }),
    user('email', 'citext'),
    user('full_name', 'text', { isNullable: true }),
    user('role', 'user_role', { labels: ['member', 'support', 'editor', 'admin'] }),
    user('is_active', 'bool'),
    user('email_verified_at', 'timestamptz', { isNullable: true }),
    user('last_login_at', 'timestamptz', { isNullable: true }),
    user('created_at', 'timestamptz'),
    user('updated_at', 'timestamptz'),
  ],
  searched: ['email', 'full_name'],
};

const submission = (name: string, type: string, more?: Partial<Column>) => column('submissions', name, type, more);

/** What the API may filter and sort submissions by; the rest of a row is read by its key. */
export const submissionsListing: Listing = {
  table: 'submissions',
  key: submission('id', 'uuid', { isKey: true }),
  columns: [
    submission('id', 'uuid', { isKey: true }),
    submission('user_id', 'uuid'),
    submission('flow_id', 'uuid'),
    submission('status', 'submission_status', { labels: ['in_progress', 'completed'] }),
    submission('started_at', 'timestamptz'),
    submission('updated_at', 'timestamptz'),
    submission('completed_at', 'timestamptz', { isNullable: true }),
  ],
  searched: [],
};
