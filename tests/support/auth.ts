import { createKeyring } from '../../src/domain/keyring.js';
import { createHasher } from '../../src/domain/passwords.js';
import { createLogger } from '../../src/log.js';
import { testConfig } from './database.js';

/** What functions of the domain take beside the database, as testApp has them. */
export const testAuth = {
  hasher: createHasher(4),
  keyring: createKeyring(testConfig().tokenSecret),
  config: testConfig(),
  log: createLogger('silent'),
  limits: { consume: async () => {}, ensure: async () => {} },
};
