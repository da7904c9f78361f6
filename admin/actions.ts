import { type ActionContext, BaseRecord, populator } from 'adminjs';
import { translate } from '../src/db/failures.js';
import { mostCounted } from '../src/db/lists.js';
import { DomainError, errors } from '../src/errors.js';
import { type Clerk, may, mayOn } from './access.js';
import type { Handler } from './definition.js';
import { readQuery } from './queries.js';
import { refusal } from './refusals.js';
import { clerkOf, type TableResource } from './resource.js';

/** AdminJS's actions, each with a handler of ours and a door that is shut unless access.ts opens it. */
export function actionsOf(resource: TableResource): Record<string, object> {
  const { definition, deps } = resource;
  const handlers: Record<string, Handler> = {
    list: list(resource),
    search: search(resource),
    show: show(resource),
    new: create(resource),
    edit: edit(resource),
    delete: remove(resource),
  };
  const usual = Object.entries(handlers).map(([name, handler]) => [name, { handler }] as const);
  // Shut like any other that access.ts does not name; here only so that AdminJS's own handler is never what is shut.
  const bulk = ['bulkDelete', { handler: refuse }] as const;
  const special = Object.entries(definition.actions ?? {}).map(([name, action]) => [name, action(deps)] as const);
  return Object.fromEntries(
    [...usual, bulk, ...special].map(([name, action]) => [
      name,
      { ...action, isAccessible: accessible(resource.id(), name) },
    ]),
  );
}

const accessible =
  (resource: string, name: string) =>
  ({ currentAdmin, record, action }: ActionContext): boolean => {
    const role = clerkOf({ currentAdmin })?.role;
    // Of several rows those with which it can't be done are told one by one, by the action itself.
    const isOnOne = record && !action.isBulkType();
    return isOnOne ? mayOn(role, resource, name, record.params) : may(role, resource, name);
  };

const refuse: Handler = async () => {
  throw errors.forbidden();
};

const list =
  (resource: TableResource): Handler =>
  async ({ query }, _response, context) => {
    const clerk = clerkOf(context) as Clerk;
    const asked = resource.asked(readQuery(query ?? {}, resource.definition.sort), clerk);
    const { records, total, isExact } = await resource.page(asked, clerk);
    const found = await populator(records, context);
    const { limit: perPage, page, sort } = asked;
    const direction = sort.descending ? 'desc' : 'asc';
    const count = { total, isMore: !isExact, isAbout: !isExact && total > mostCounted };
    return { meta: { ...count, perPage, page, direction, sortBy: sort.by }, records: found.map(json(context)) };
  };

const search =
  (resource: TableResource): Handler =>
  async ({ query, params }, _response, context) => {
    const asked = readQuery(query ?? {}, { sortBy: resource.definition.title, direction: 'asc' });
    const { records } = await resource.page({ ...asked, limit: 50, search: params.query }, clerkOf(context) as Clerk);
    return { records: records.map(json(context)) };
  };

const show =
  (resource: TableResource): Handler =>
  async (_request, _response, context) => ({ record: await whole(resource, idOf(context), context) });

const create =
  (resource: TableResource): Handler =>
  async ({ payload = {} }, _response, context) => {
    const draft = new BaseRecord(payload, resource);
    return answering(draft, context, async () => {
      const { id } = (await resource.create(payload, context)) as { id: string };
      const answer = await done(resource, id, context, saying(context).created);
      const { thenAction: actionName } = resource.definition;
      if (!actionName) return answer;
      const at = { resourceId: resource.id(), recordId: id, actionName };
      return { ...answer, redirectUrl: context.h.recordActionUrl(at) };
    });
  };

const edit =
  (resource: TableResource): Handler =>
  async ({ payload = {}, method }, _response, context) => {
    const id = idOf(context);
    if (method === 'get') return { record: await whole(resource, id, context) };
    const draft = new BaseRecord({ ...context.record?.params, ...payload }, resource);
    return answering(draft, context, async () => {
      await resource.update(id, payload, context);
      return done(resource, id, context, saying(context).updated);
    });
  };

const remove =
  (resource: TableResource): Handler =>
  async (_request, _response, context) => {
    const gone = context.record as BaseRecord;
    return answering(gone, context, async () => {
      await resource.delete(idOf(context), context);
      const redirectUrl = context.h.resourceUrl({ resourceId: resource.id() });
      const record = json(context)(gone);
      const notice = { message: saying(context).deleted(record.title), type: 'success' };
      return { record, redirectUrl, notice };
    });
  };

const saying = (context: ActionContext) => (clerkOf(context) as Clerk).words.notices;

/** What a record action answers when it went well: the row as it is now, the way to it, and what was done with it. */
export async function done(resource: TableResource, id: string, context: ActionContext, said: Said) {
  const redirectUrl = context.h.recordActionUrl({ resourceId: resource.id(), recordId: id, actionName: 'show' });
  const record = await whole(resource, id, context);
  const message = typeof said === 'string' ? said : said(record.title);
  return { record, redirectUrl, notice: { message, type: 'success' } };
}

/** A sentence, or one about what the row is called. */
type Said = string | ((title: string) => string);

/** Runs a change; what the domain refuses is told at the fields, in AdminJS's way: 200, and the errors in the record. */
export async function answering(record: BaseRecord, context: ActionContext, run: () => Promise<unknown>) {
  try {
    return await run();
  } catch (thrown) {
    const error = translate(thrown);
    // What is forbidden of one field alone is told there, too.
    if (!(error instanceof DomainError) || !(told.has(error.code) || error.details)) throw error;
    const { message, details = [] } = refusal((clerkOf(context) as Clerk).words, error);
    const errors = details.map(({ field, error: message, rule }) => [field, { type: rule, message }]);
    const answer = json(context)(record);
    const notice = { message, type: 'error' };
    return {
      record: { ...answer, errors: Object.fromEntries(errors), baseError: { message } },
      notice,
    };
  }
}

/** Refusals that whoever filled in the form can do something about. */
const told = new Set([
  ...['VALIDATION_ERROR', 'CONFLICT', 'EMAIL_TAKEN', 'REVISION_MISMATCH', 'SUBMISSION_COMPLETED'],
  'RATE_LIMITED',
]);

async function whole(resource: TableResource, id: string, context: ActionContext) {
  const clerk = clerkOf(context);
  const record = clerk && (await resource.detailed(id, clerk));
  if (!record) throw errors.notFound();
  const [populated] = await populator([record], context);
  return json(context)(populated as BaseRecord);
}

const idOf = ({ record }: ActionContext) => String(record?.id());
const json = (context: ActionContext) => (record: BaseRecord) => record.toJSON(context.currentAdmin);
