import type { ActionContext, BaseRecord } from 'adminjs';
import { translate } from '../src/db/failures.js';
import * as boards from '../src/domain/boards.js';
import { duplicate as copy } from '../src/domain/duplicates.js';
import * as edits from '../src/domain/edits.js';
import { rulesOf } from '../src/domain/fields.js';
import * as lastChanges from '../src/domain/last-changes.js';
import { DomainError, errors } from '../src/errors.js';
import { answering, done } from './actions.js';
import { packed, type SpecialAction } from './definition.js';
import type { Deps } from './deps.js';
import type { Words } from './locales/en.js';
import { complaintsIn, refusal } from './refusals.js';
import { clerkOf, type TableResource } from './resource.js';

const isOpen = ({ record }: ActionContext) => !record?.params.is_archived;

/** The flow builder: fetched, it is the board, or nothing where the one that is shown (`etag`) is it still; sent, it is changes. */
export const build = ({ db }: Deps): SpecialAction => ({
  actionType: 'record',
  icon: 'Columns',
  variant: 'primary',
  component: 'FlowBuilder',
  containerWidth: 1,
  custom: { rulesOf },
  isVisible: isOpen,
  handler: async ({ method, payload, query }, _response, context) => {
    const { record, id, actor, words } = asked(context);
    const refused =
      method === 'get' ? undefined : await refusalOf(edits.apply(db, actor, id, sent(payload?.edits)), words);
    const clashes = refused?.code === 'CONFLICT' ? refused.details.map(({ field }) => field) : [];
    const changes = await lastChanges.ofClashes(db, actor, id, clashes);
    const board = await boards.read(db, actor, id);
    const problems = complaintsIn(words, board.problems);
    const news = board.etag === query?.etag ? {} : { board: packed({ ...board, problems }) };
    return {
      record: { ...record, params: { ...record.params, ...news } },
      refused: refused && { ...refused, changes },
    };
  },
});

/** A new flow with this one's draft, which is then shaped on. */
export const duplicate = ({ db }: Deps): SpecialAction => ({
  actionType: 'record',
  icon: 'Copy',
  component: 'Duplicate',
  handler: async ({ method, payload }, _response, context) => {
    const { record, id, actor, words } = asked(context);
    if (method === 'get') return { record };
    return answering(context.record as BaseRecord, context, async () => {
      const made = await copy(db, actor, id, { slug: payload?.slug, title: payload?.title });
      const resource = context.resource as TableResource;
      const at = { resourceId: resource.id(), recordId: made.id, actionName: 'build' };
      return {
        ...(await done(resource, made.id, context, words.duplicate.done)),
        redirectUrl: context.h.recordActionUrl(at),
      };
    });
  },
});

function asked(context: ActionContext) {
  const record = context.record as BaseRecord;
  const clerk = clerkOf(context);
  if (!clerk) throw errors.forbidden();
  const { actor, words } = clerk;
  return { record: record.toJSON(context.currentAdmin), id: String(record.id()), actor, words };
}

/** A form sends its list as one text of JSON, the builder as it is. */
function sent(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** What the domain refuses is an answer like any other: the board as it is now comes with it. */
async function refusalOf(change: Promise<void>, words: Words) {
  try {
    await change;
    return undefined;
  } catch (thrown) {
    const error = translate(thrown);
    if (!(error instanceof DomainError) || !told.has(error.code)) throw error;
    const { code, message, details = [] } = refusal(words, error);
    return { code, message, details };
  }
}

const told = new Set(['VALIDATION_ERROR', 'CONFLICT']);
