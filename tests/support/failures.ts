import { translate } from '../../src/db/failures.js';
import type { Actor } from '../../src/domain/actors.js';
import { DomainError } from '../../src/errors.js';

/** The failure of something that must fail, as a door would tell it. */
export async function failure(attempt: Promise<unknown>): Promise<DomainError> {
  const thrown = await attempt.then(
    () => undefined,
    (error: unknown) => translate(error),
  );
  if (thrown instanceof DomainError) return thrown;
  throw thrown ?? new Error('It was expected to fail, and did not.');
}

/** Somebody of a role, without a row: for what is refused before any row is looked at, or names nobody. */
export const actor = (role: Actor['role']): Actor => ({ id: null, role, door: 'api' });
