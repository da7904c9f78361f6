import { libraryFor } from '../../src/db/office.js';
import { find, ofFlow } from '../../src/db/pages.js';
import type { Db } from '../../src/db/pool.js';
import * as pages from '../../src/domain/pages.js';
import { DomainError, errors } from '../../src/errors.js';
import { type Definition, packed, type Values } from '../definition.js';

/** The fields' editor sends its list as one text of JSON; a list, as an API client may send it, goes through as it is. */
function withFields(values: Values): Values {
  if (typeof values.fields !== 'string') return values;
  try {
    return { ...values, fields: JSON.parse(values.fields) };
  } catch {
    return values;
  }
}

/** The form sends its list of fields whether or not it was touched; what stands there already is no change. */
async function withoutSame(db: Db, id: string, { fields, ...values }: Values): Promise<Values> {
  if (!Array.isArray(fields)) return fields === undefined ? values : { ...values, fields };
  const page = await find(db, id);
  const there = page && (await ofFlow(db, page.flow_id)).find((other) => other.id === id);
  const list = (placed: Values[], key: string) =>
    JSON.stringify(placed.map((one) => [one[key], one.required === true]));
  const isSame = list(fields, 'field_id') === list((there?.fields ?? []) as unknown as Values[], 'id');
  return isSame ? values : { ...values, fields };
}

/** A column that may be empty is: the domain takes null for "no description", and for "leave the place to me". */
const columns = ['flow_id', 'key', 'title', 'description', 'position'];

export const definition: Definition = {
  table: 'pages',
  columns: ['id', ...columns, 'created_at', 'updated_at'],
  title: 'title',
  searched: ['title', 'key'],
  sort: { sortBy: 'position', direction: 'asc' },
  // A page stays in the flow it was made for.
  writable: (_clerk, action) => (action === 'new' ? [...columns, 'fields'] : [...columns.slice(1), 'fields']),
  create: async ({ deps, clerk, values }) => {
    try {
      return await pages.create(deps.db, clerk.actor, withoutNulls(withFields(values)));
    } catch (error) {
      // A flow that was deleted meanwhile is a mistake in the form, not in the address.
      const isGone = error instanceof DomainError && error.code === 'NOT_FOUND';
      throw isGone ? errors.invalid('flow_id', 'This flow does not exist any more.') : error;
    }
  },
  update: async ({ deps, clerk, id, values }) => {
    const patch = await withoutSame(deps.db, id, withFields(values));
    if (Object.keys(patch).length) await pages.update(deps.db, clerk.actor, id, patch);
  },
  remove: ({ deps, clerk, id }) => pages.remove(deps.db, clerk.actor, id),
  detail: async ({ db }, row) => {
    const page = (await ofFlow(db, String(row.flow_id))).find(({ id }) => id === row.id);
    const fields = page?.fields.map(({ id, key, label, type, required }) => ({
      field_id: id,
      key,
      label,
      type,
      required,
    }));
    return { fields: packed(fields ?? []) };
  },
  options: {
    navigation: { name: null, icon: 'Layers' },
    listProperties: ['title', 'key', 'flow_id', 'position', 'updated_at'],
    showProperties: ['title', 'key', 'flow_id', 'position', 'description', 'fields', 'created_at', 'updated_at'],
    editProperties: ['flow_id', 'title', 'key', 'description', 'position', 'fields'],
    filterProperties: ['q', 'flow_id', 'title', 'key', 'description', 'position', 'created_at', 'updated_at'],
    properties: {
      q: { type: 'string' },
      flow_id: { components: { edit: 'FlowOfPage' } },
      description: { type: 'textarea' },
      position: { isRequired: false, props: { type: 'number', min: 1 } },
      fields: { components: { edit: 'PageFields', show: 'PageFieldsShown' } },
    },
  },
  actions: {
    library: ({ db }) => ({
      actionType: 'resource',
      isVisible: false,
      handler: async ({ query }: { query?: Record<string, unknown> }) => {
        const flow = String(query?.flow_id ?? '');
        const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(flow);
        return { fields: await libraryFor(db, isId ? flow : '00000000-0000-0000-0000-000000000000') };
      },
    }),
  },
};

/** A form that was left empty says nothing: the domain then says what is required. */
const withoutNulls = (values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
