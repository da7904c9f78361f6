import { DomainError, errors } from '../errors.js';

interface PgError extends Error {
  code?: string;
  constraint?: string;
  column?: string;
  table?: string;
}

/** Names of constraints, mapped to the field that is wrong and what to say about it. */
const complaints: Record<string, () => DomainError> = {
  users_email_key: errors.emailTaken,
  users_last_admin_check: () =>
    errors.conflict({
      message: 'The last active admin must stay.',
      details: [{ field: 'role', error: 'The last active admin must stay.', rule: 'last_admin' }],
    }),
  users_erased: () => errors.notFound(),
  fields_key_key: taken('key', 'A field with this key already exists.'),
  flows_slug_key: taken('slug', 'A flow with this slug already exists.'),
  pages_flow_id_key_key: taken('key', 'This flow already has a page with this key.'),
  pages_pkey: taken('page', 'This page exists already, in another flow.'),
  fields_pkey: taken('field', 'This field exists already.'),
  page_fields_flow_id_field_id_key: taken('fields', 'A field can stand only once in a flow.'),
  page_fields_field_id_fkey: () =>
    errors.conflict({ message: 'This field stands on a page. Take it off the page first.' }),
  flows_slug_published: taken('slug', 'This flow is published under its slug, which must stay.'),
  flow_versions_flow_id_fkey: () => errors.conflict({ message: 'This flow has been published and must stay.' }),
};

function taken(field: string, error: string) {
  return () => errors.conflict({ message: error, details: [{ field, error, rule: 'unique' }] });
}

/** What PostgreSQL refused, in the words of the domain; anything it does not know comes back as it was. */
export function translate(error: unknown): unknown {
  if (error instanceof DomainError || !isPgError(error)) return error;
  const known = error.constraint ? complaints[error.constraint] : undefined;
  if (known) return known();
  return unreachable(error) ? errors.unavailable(error) : error;
}

/** By shape: an error of node's own comes from another realm where the code runs in a sandbox. */
function isPgError(error: unknown): error is PgError {
  if (typeof error !== 'object' || error === null || !('message' in error)) return false;
  return ('code' in error && typeof error.code === 'string') || isLost(error.message);
}

/** What pg and pg-pool say without a code: every connection stays taken, or one was lost, or could not be made in time. */
const isLost = (message: unknown) =>
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/.test(
    String(message),
  );

/** Connection lost (08), resources out (53), shut down or cancelled (57), no writes for now (25006), two that waited for each other (40), or the socket itself failed. */
function unreachable({ code, message }: PgError): boolean {
  const lost = /^(08|40|53|57|25006|E(CONN|HOST|NET|PIPE|TIMEDOUT|ADDR|AI_))/.test(code ?? '');
  return lost || isLost(message);
}
