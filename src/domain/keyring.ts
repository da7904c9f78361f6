import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What the server does with its one secret, each purpose under a key of its own (RFC 5869). */
export interface Keyring {
  key(purpose: string): Uint8Array<ArrayBuffer>;
  /** A text that only this server can make: the same for the same input, 256 bits in base64url. */
  derive(purpose: string, text: string): string;
  /** Encrypts what must be stored and read again (AES-256-GCM). */
  seal(purpose: string, text: string): Buffer;
  /** What was sealed; undefined when it was sealed with another secret, or spoilt. */
  open(purpose: string, sealed: Buffer): string | undefined;
}

const cipher = 'aes-256-gcm';
const [ivLength, tagLength] = [12, 16];

export function createKeyring(secret: string): Keyring {
  const key = (purpose: string) => new Uint8Array(hkdfSync('sha256', secret, '', `doorstep ${purpose}`, 32));
  return {
    key,
    derive: (purpose, text) => createHmac('sha256', key(purpose)).update(text).digest('base64url'),
    seal: (purpose, text) => {
      const iv = randomBytes(ivLength);
      const sealing = createCipheriv(cipher, key(purpose), iv);
      const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      return Buffer.concat([iv, sealing.getAuthTag(), body]);
    },
    open: (purpose, sealed) => {
      try {
        const opening = createDecipheriv(cipher, key(purpose), sealed.subarray(0, ivLength));
        opening.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength));
        return Buffer.concat([opening.update(sealed.subarray(ivLength + tagLength)), opening.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
