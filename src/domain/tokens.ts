import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { errors as jose, jwtVerify, SignJWT } from 'jose';
import { errors } from '../errors.js';

/** Seconds an access token is good for. */
export const accessLifetime = 15 * 60;
/** Seconds a refresh token is good for. */
export const refreshLifetime = 30 * 24 * 60 * 60;

export interface Tokens {
  /** A signed access token that names the user and the session. */
  issue(userId: string, sessionId: string): Promise<string>;
  /** Throws TOKEN_EXPIRED or UNAUTHENTICATED. */
  verify(token: string): Promise<{ userId: string; sessionId: string }>;
  /** The one token that may follow a refresh token: derived, so that only hashes need to be stored. */
  successor(refreshToken: string): string;
}

const issuer = 'doorstep';
const audience = 'doorstep-api';
const type = 'at+jwt';

/** Signs and checks tokens with keys derived from one secret (RFC 5869), each key for one purpose. */
export function createTokens(secret: string): Tokens {
  const keyFor = (purpose: string) => new Uint8Array(hkdfSync('sha256', secret, '', `doorstep ${purpose}`, 32));
  const accessKey = keyFor('access token');
  const refreshKey = keyFor('refresh token');
  return {
    issue: (userId, sessionId) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: type })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${accessLifetime}s`)
        .sign(accessKey),
    verify: async (token) => {
      try {
        const options = { algorithms: ['HS256'], issuer, audience, typ: type, requiredClaims: ['sub', 'sid', 'exp'] };
        const { payload } = await jwtVerify(token, accessKey, options);
        return { userId: String(payload.sub), sessionId: String(payload.sid) };
      } catch (error) {
        throw error instanceof jose.JWTExpired ? errors.tokenExpired() : errors.unauthenticated();
      }
    },
    successor: (refreshToken) => createHmac('sha256', refreshKey).update(refreshToken).digest('base64url'),
  };
}

/** A fresh refresh token: 256 random bits. */
export const newRefreshToken = () => randomBytes(32).toString('base64url');

/** What is stored of a token. Plain SHA-256 will do: the input has 256 bits to guess. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest();
