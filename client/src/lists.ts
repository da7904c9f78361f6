import { DoorstepError } from './errors.js';
import type { PageMeta } from './types.js';

/** One page of a list, and where it stands in it. */
export interface Listed<T> {
  data: T[];
  meta: PageMeta;
}

/** A page with its `meta`; a refusal has been thrown before. */
export async function listed<T>(answer: Promise<{ data?: Listed<T> }>): Promise<Listed<T>> {
  const { data: body } = await answer;
  if (!body) throw new DoorstepError('UNREADABLE');
  return { data: body.data, meta: body.meta };
}

/** Every record, page by page, by the cursor: quick however long the list, and none twice while it grows. */
export async function* eachOf<T, Q extends { page?: number; after?: string }>(
  list: (query: Q) => Promise<Listed<T>>,
  query: Q,
): AsyncGenerator<T, void, undefined> {
  let { after } = query;
  do {
    const { data, meta } = await list({ ...query, after });
    yield* data;
    after = meta.next ?? undefined;
  } while (after !== undefined);
}
