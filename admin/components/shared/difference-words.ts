import type { Difference } from '../../../src/domain/differences.js';
import type { Words } from '../../locales/en.js';

/** A difference as one sentence. What people typed stands in it as it is. */
export const sentence = ({ differences }: Words, difference: Difference): string =>
  (differences.sentences[difference.kind] as (difference: Difference) => string)(difference);
