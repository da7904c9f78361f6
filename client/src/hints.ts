const key = 'doorstep-signed-in';

/**
 * Whether a session was begun in this browser and not ended: no secret, only a word that spares a visitor's page the
 * request, and its console the error, of restoring a session that was never there.
 */
export const hints = {
  /** True as well where there is no telling. */
  isSet: () => reach((storage) => storage.getItem(key) !== null) ?? true,
  set: () => void reach((storage) => storage.setItem(key, 'yes')),
  clear: () => void reach((storage) => storage.removeItem(key)),
};

/** Storage can be switched off, and then even its name throws. */
function reach<T>(use: (storage: Storage) => T): T | undefined {
  try {
    return use(globalThis.localStorage);
  } catch {
    return undefined;
  }
}
