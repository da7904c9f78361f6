import { find } from '../../src/db/mails.js';
import * as mails from '../../src/domain/mails.js';
import { confirmed } from '../confirmations.js';
import type { Definition } from '../definition.js';
import type { Deps } from '../deps.js';
import { told } from '../refusals.js';

export const definition: Definition = {
  table: 'mails',
  columns: ['id', 'kind', 'user_id', 'recipient', 'status', 'attempts', 'last_error', 'created_at', 'sent_at'],
  title: 'recipient',
  searched: ['recipient', 'last_error'],
  sort: { sortBy: 'created_at', direction: 'desc' },
  detail: async (deps, row, { words }) => ({
    ...(await writtenOf(deps, String(row.id))),
    // What kept it from being sent is the domain's sentence, or the mail server's.
    ...(row.last_error ? { last_error: told(words, String(row.last_error)) } : {}),
  }),
  options: {
    navigation: { name: null, icon: 'Mail' },
    listProperties: ['recipient', 'kind', 'status', 'attempts', 'created_at', 'last_error'],
    showProperties: [
      ...['recipient', 'kind', 'user_id', 'status', 'attempts', 'last_error', 'created_at', 'sent_at'],
      ...['subject', 'text'],
    ],
    filterProperties: [
      ...['q', 'recipient', 'kind', 'user_id', 'status', 'attempts', 'last_error', 'created_at', 'sent_at'],
    ],
    properties: {
      q: { type: 'string' },
      status: { components: { list: 'StatusBadge', show: 'StatusBadge' } },
      subject: { type: 'string' },
      text: { type: 'textarea' },
    },
  },
  actions: {
    again: confirmed({
      icon: 'RefreshCw',
      fits: ({ status }) => status === 'failed',
      run: ({ db }, { actor }, id) => mails.sendAgain(db, actor, id),
    }),
  },
};

/** The text as it went out. Its link only where this is the one place to find it: there is no mail server. */
async function writtenOf({ db, config, keyring }: Deps, id: string) {
  const mail = await find(db, id);
  if (!mail) return {};
  const isKept = mail.status === 'kept' && !config.smtpUrl;
  const { subject, text } = mails.write(mail, config, isKept ? keyring : undefined);
  return { subject, text };
}
