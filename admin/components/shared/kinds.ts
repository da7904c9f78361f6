import { words } from './records.js';

/** What the audit log tells of, as people call it. */
const things: Record<string, string> = {
  users: 'User',
  submissions: 'Submission',
  flows: 'Flow',
  pages: 'Page',
  fields: 'Field',
  mails: 'Mail',
  webhooks: 'Webhook',
  webhook_deliveries: 'Webhook delivery',
};

const actions: Record<string, string> = {
  'session.started': 'Signed in to the back office',
  'session.ended': 'Signed out of the back office',
  'session.all_ended': 'Signed out everywhere',
  'user.registered': 'Registered',
  'user.email_verified': 'Email confirmed',
  'user.password_set': 'Password set by an admin',
  'user.password_changed': 'Password changed',
  'user.password_reset': 'Password reset by a link',
  'user.password_reset_asked': 'Link to reset the password asked for',
  'user.password_reset_sent': 'Link to reset the password sent',
  'user.verification_sent': 'Link to confirm the email sent',
  'user.session_ended': 'Session ended by the staff',
  'user.sessions_ended': 'All sessions ended by the staff',
  'user.exported': 'Data exported',
  'submission.corrected': 'Answers corrected',
};

export const thingText = (table: string) => (Object.hasOwn(things, table) ? things[table] : undefined) ?? words(table);

/** `flow.published` as people say it. */
export const actionText = (action: string) =>
  (Object.hasOwn(actions, action) ? actions[action] : undefined) ?? words(action.replaceAll('.', '_'));
