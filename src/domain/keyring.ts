import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * What the server does with its secrets, each purpose under a key of its own (RFC 5869). What is made is made under the
 * newest secret; what was made under an older one that is still listed goes on being understood.
 */
export interface Keyring {
  /** The name of the newest secret, which tells nothing of it. */
  id: string;
  /** The key under the newest secret. */
  key(purpose: string): Uint8Array<ArrayBuffer>;
  /** By the names of their secrets, the newest first. */
  keys(purpose: string): Map<string, Uint8Array<ArrayBuffer>>;
  /** A text that only this server can make: the same for the same input, 256 bits in base64url. */
  derive(purpose: string, text: string): string;
  /** The same under each secret, the newest first: what may have been made before. */
  derivations(purpose: string, text: string): string[];
  /** Encrypts what must be stored and read again (AES-256-GCM). */
  seal(purpose: string, text: string): Buffer;
  /** What was sealed; undefined when it was sealed with a secret that is not listed, or spoilt. */
  open(purpose: string, sealed: Buffer): string | undefined;
  /** The same sealed under the newest secret; undefined where it is so already, or can't be opened. */
  reseal(purpose: string, sealed: Buffer): Buffer | undefined;
}

const cipher = 'aes-256-gcm';
const [ivLength, tagLength] = [12, 16];

type Key = Uint8Array<ArrayBuffer>;

/** A keyring of the secret that is used from now on, and of those that were used before. */
export function createKeyring(secret: string, older: string[] = []): Keyring {
  const secrets = [secret, ...older];
  const keyOf = (from: string, purpose: string): Key =>
    new Uint8Array(hkdfSync('sha256', from, '', `doorstep ${purpose}`, 32));
  const key = (purpose: string) => keyOf(secret, purpose);
  const keysOf = (purpose: string) => secrets.map((each) => keyOf(each, purpose));
  const nameOf = (from: string) => createHash('sha256').update(keyOf(from, 'name')).digest('base64url').slice(0, 11);
  const seal = (purpose: string, text: string) => sealed(key(purpose), text);
  return {
    id: nameOf(secret),
    key,
    keys: (purpose) => new Map(secrets.map((each) => [nameOf(each), keyOf(each, purpose)])),
    derive: (purpose, text) => derived(key(purpose), text),
    derivations: (purpose, text) => keysOf(purpose).map((each) => derived(each, text)),
    seal,
    open: (purpose, body) => firstOpened(keysOf(purpose), body),
    reseal: (purpose, body) => {
      if (opened(key(purpose), body) !== undefined) return undefined;
      const text = firstOpened(keysOf(purpose), body);
      return text === undefined ? undefined : seal(purpose, text);
    },
  };
}

const derived = (key: Key, text: string) => createHmac('sha256', key).update(text).digest('base64url');

function sealed(key: Key, text: string): Buffer {
  const iv = randomBytes(ivLength);
  const sealing = createCipheriv(cipher, key, iv);
  const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
  return Buffer.concat([iv, sealing.getAuthTag(), body]);
}

function firstOpened(keys: Key[], body: Buffer): string | undefined {
  for (const key of keys) {
    const text = opened(key, body);
    if (text !== undefined) return text;
  }
  return undefined;
}

function opened(key: Key, body: Buffer): string | undefined {
  try {
    const opening = createDecipheriv(cipher, key, body.subarray(0, ivLength));
    opening.setAuthTag(body.subarray(ivLength, ivLength + tagLength));
    return Buffer.concat([opening.update(body.subarray(ivLength + tagLength)), opening.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
