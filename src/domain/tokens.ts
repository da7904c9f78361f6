import { createHash, randomBytes } from 'node:crypto';
import { errors as jose, jwtVerify, SignJWT } from 'jose';
import { errors } from '../errors.js';
import type { Keyring } from './keyring.js';

/** Seconds an access token is good for. */
export const accessLifetime = 15 * 60;
/** Seconds a refresh token is good for. */
export const refreshLifetime = 30 * 24 * 60 * 60;

export interface Tokens {
  /** A signed access token that names the user and the session. */
  issue(userId: string, sessionId: string): Promise<string>;
  /** Throws TOKEN_EXPIRED or UNAUTHENTICATED. */
  verify(token: string): Promise<{ userId: string; sessionId: string }>;
  /**
   * The one token that may follow a refresh token: derived, so that only hashes need to be stored. After it those that
   * followed under older secrets.
   */
  successors(refreshToken: string): [string, ...string[]];
}

const issuer = 'doorstep';
const audience = 'doorstep-api';
const type = 'at+jwt';
const mostVerified = 20_000;

/** Signs and checks tokens. */
export function createTokens(keyring: Keyring): Tokens {
  const keys = keyring.keys('access token');
  const accessKey = keyring.key('access token');
  const keyOf = ({ kid = keyring.id }: { kid?: string }) => {
    const key = keys.get(kid);
    if (!key) throw new jose.JWSInvalid('no such key');
    return key;
  };
  // What a signature says stays true until it expires; whether the session lives is looked up each time.
  const verified = new Map<string, { userId: string; sessionId: string; exp: number }>();
  return {
    issue: (userId, sessionId) =>
      new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: type, kid: keyring.id })
        .setSubject(userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${accessLifetime}s`)
        .sign(accessKey),
    verify: async (token) => {
      const known = verified.get(token);
      if (known && known.exp * 1000 > Date.now()) return known;
      try {
        const options = { algorithms: ['HS256'], issuer, audience, typ: type, requiredClaims: ['sub', 'sid', 'exp'] };
        const { payload } = await jwtVerify(token, keyOf, options);
        const claims = { userId: String(payload.sub), sessionId: String(payload.sid), exp: Number(payload.exp) };
        if (verified.size >= mostVerified) verified.delete(verified.keys().next().value as string);
        verified.set(token, claims);
        return claims;
      } catch (error) {
        throw error instanceof jose.JWTExpired ? errors.tokenExpired() : errors.unauthenticated();
      }
    },
    successors: (refreshToken) => keyring.derivations('refresh token', refreshToken) as [string, ...string[]],
  };
}

/** A fresh refresh token: 256 random bits. */
export const newRefreshToken = () => randomBytes(32).toString('base64url');

/** What is stored of a token. Plain SHA-256 will do: the input has 256 bits to guess. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest();
