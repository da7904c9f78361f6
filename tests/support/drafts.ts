import type { Db } from '../../src/db/pool.js';
import { system } from '../../src/domain/actors.js';
import * as fields from '../../src/domain/fields.js';
import * as flows from '../../src/domain/flows.js';
import * as pages from '../../src/domain/pages.js';
import * as versions from '../../src/domain/versions.js';

const by = system('system');

interface FieldOnPage {
  key: string;
  type?: string;
  label?: string;
  required?: boolean;
  [rule: string]: unknown;
}

/** Builds a flow as an editor would: page key → its fields. Fields that the library has already are reused. */
export async function buildFlow(db: Db, slug: string, shape: Record<string, FieldOnPage[]>) {
  const flow = await flows.create(db, by, { slug, title: `Flow ${slug}` });
  const made: Record<string, string> = {};
  for (const [key, asked] of Object.entries(shape)) {
    const placed = [];
    for (const { required = true, ...field } of asked) {
      const id = await fieldId(db, { type: 'text', label: field.key, ...field });
      placed.push({ field_id: id, required });
    }
    const page = await pages.create(db, by, { flow_id: flow.id, key, title: `Page ${key}`, fields: placed });
    made[key] = page.id;
  }
  return { ...flow, pageIds: made };
}

export async function publishFlow(db: Db, slug: string, shape: Record<string, FieldOnPage[]>) {
  const flow = await buildFlow(db, slug, shape);
  await versions.publish(db, by, flow.id, {});
  return flow;
}

async function fieldId(db: Db, field: FieldOnPage): Promise<string> {
  const known = await db.selectFrom('fields').select('id').where('key', '=', field.key).executeTakeFirst();
  return known?.id ?? (await fields.create(db, by, field)).id;
}
