import type { Db } from '../db/pool.js';
import type { Stored } from '../db/submissions.js';
import { findByNumber } from '../db/versions.js';
import type { FieldDocument } from './schemas.js';
import type { PageDocument } from './versions.js';

/** An answer that no longer fitted, with the field as the version had it under which it was given. */
export interface Aside {
  key: string;
  label: string;
  field: Pick<FieldDocument, 'type' | 'options'>;
  answer: unknown;
  version: number;
}

/** What was set aside of a submission, each under the label it was asked with. */
export async function asidesOf(db: Db, { flow, set_aside }: Pick<Stored, 'flow' | 'set_aside'>): Promise<Aside[]> {
  const all = Object.entries(set_aside).flatMap(([key, kept]) => kept.map((one) => ({ key, ...one })));
  const asked = new Map<number, FieldDocument[]>();
  for (const number of new Set(all.map(({ version }) => version))) {
    const pages = ((await findByNumber(db, flow, number))?.pages ?? []) as PageDocument[];
    asked.set(
      number,
      pages.flatMap(({ fields }) => fields),
    );
  }
  return all.map(({ key, answer, version }) => {
    const field = asked.get(version)?.find((one) => one.key === key);
    const { type = 'text', options, label = key } = field ?? {};
    return { key, label, field: { type, options }, answer, version };
  });
}
