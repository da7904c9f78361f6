import { DoorstepError } from './errors.js';

/** What lies in the envelope of a success; a refusal has been thrown before. */
export async function opened<T>(answer: Promise<{ data?: { data: T } }>): Promise<T> {
  const { data } = await answer;
  if (!data) throw new DoorstepError('UNREADABLE');
  return data.data;
}

/** For a success that has nothing to say. */
export async function done(answer: Promise<unknown>): Promise<void> {
  await answer;
}
