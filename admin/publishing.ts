import { type ActionContext, BaseRecord } from 'adminjs';
import { find } from '../src/db/flows.js';
import type { SignedIn } from '../src/domain/actors.js';
import * as foresight from '../src/domain/foresight.js';
import * as histories from '../src/domain/histories.js';
import { can } from '../src/domain/permissions.js';
import * as publications from '../src/domain/publications.js';
import type { Clerk } from './access.js';
import { answering, done } from './actions.js';
import { packed, type SpecialAction } from './definition.js';
import type { Deps } from './deps.js';
import { complaintsIn } from './refusals.js';
import { clerkOf, type TableResource } from './resource.js';
import { wizardOf } from './wizards.js';

interface Way {
  foresee(deps: Deps, actor: SignedIn, id: string): Promise<foresight.Foresight>;
  run(deps: Deps, actor: SignedIn, id: string, choice: object): Promise<publications.Published>;
}

/** Shows what would be published with what follows from it, and publishes that and nothing else. */
const publishing =
  ({ foresee, run }: Way) =>
  (deps: Deps): Pick<SpecialAction, 'handler' | 'actionType' | 'component'> => ({
    actionType: 'record',
    component: 'Publish',
    handler: async ({ method, payload }, _response, context) => {
      const [resource, record] = [context.resource as TableResource, context.record as BaseRecord];
      const { actor, words } = clerkOf(context) as Clerk;
      const id = String(record.id());
      if (method === 'get') {
        const foreseen = await foresee(deps, actor, id);
        const problems = complaintsIn(words, foreseen.problems);
        return withParam(resource, id, context, ['foresight', { ...foreseen, problems }]);
      }
      return answering(new BaseRecord(record.params, resource), context, async () => {
        const { version, carriedOver } = await run(deps, actor, id, choiceOf(payload ?? {}));
        const shown = await done(resource, id, context, words.publishing.done(version.number));
        const flow = await find(deps.db, version.flow_id);
        const outcome = { flowId: version.flow_id, wizard: wizardOf(flow?.slug ?? ''), carriedOver };
        return { ...shown, redirectUrl: undefined, outcome };
      });
    },
  });

/** What the form holds; notes that are empty are none. */
function choiceOf({ notes, in_progress, basis }: Record<string, unknown>) {
  return {
    notes: typeof notes === 'string' && notes.trim() ? notes : null,
    ...(in_progress === undefined ? {} : { in_progress }),
    ...(basis === undefined ? {} : { basis }),
  };
}

export const publish = (deps: Deps): SpecialAction => ({
  ...publishing({
    foresee: ({ db }, actor, id) => foresight.ofDraft(db, actor, id),
    run: ({ db }, actor, id, choice) => publications.publish(db, actor, id, choice),
  })(deps),
  icon: 'UploadCloud',
  variant: 'primary',
  isVisible: ({ record }: ActionContext) => !record?.params.is_archived,
});

export const rollBack = (deps: Deps): SpecialAction => ({
  ...publishing({
    foresee: ({ db }, actor, id) => foresight.ofVersion(db, actor, id),
    run: ({ db }, actor, id, choice) => publications.rollBack(db, actor, id, choice),
  })(deps),
  icon: 'RotateCcw',
  isVisible: ({ record }: ActionContext) => !record?.params.is_live,
});

/** A flow's versions; with `from` and `to` also what differs between these two. */
export const history = ({ db }: Deps): SpecialAction => ({
  actionType: 'record',
  icon: 'Clock',
  component: 'History',
  handler: async ({ query }, _response, context) => {
    const { actor, role } = clerkOf(context) as { actor: SignedIn; role: SignedIn['role'] };
    const id = String(context.record?.id());
    const [from, to] = [sideOf(query?.from), sideOf(query?.to)];
    const told = {
      versions: await histories.read(db, actor, id),
      seesDraft: can(role, 'pages.read'),
      mayPublish: can(role, 'flows.publish') && !context.record?.params.is_archived,
      ...(from && to ? { groups: await histories.compare(db, actor, id, { from, to }) } : {}),
    };
    return withParam(context.resource as TableResource, id, context, ['history', told]);
  },
});

function sideOf(text: unknown): histories.Side | undefined {
  if (text === 'draft') return text;
  return typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

async function withParam(
  resource: TableResource,
  id: string,
  context: ActionContext,
  [name, value]: [string, unknown],
) {
  const { record } = await done(resource, id, context, '');
  return { record: { ...record, params: { ...record.params, [name]: packed(value) } } };
}
