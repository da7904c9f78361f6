import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request } from 'express';
import Negotiator from 'negotiator';
import type { Db } from '../db/pool.js';
import * as store from '../db/versions.js';
import { localeFor, localised } from '../domain/localising.js';
import { toDocument } from '../domain/versions.js';
import { errors } from '../errors.js';
import type { Reply } from './route.js';

export type Encoding = 'br' | 'gzip' | 'identity';

export interface Representation {
  body: Buffer;
  /** The same bytes, each a character: Node sends headers and body as one where both are text. */
  text: string;
  etag: string;
}

/** An answer in every encoding, made once; `language`: that of its texts, where one was asked for. */
export type Prepared = Record<Encoding, Representation> & { language?: string };

const prepared = new Map<string, Prepared>();
const mostPrepared = 200;

interface Asked {
  version: Pick<store.StoredVersion, 'id' | 'language' | 'languages'>;
  slug: string;
  /** The canonical tag of the language asked for. */
  locale?: string;
}

/** The answer of a version, prepared, in the closest language it has or, where none is asked for, as it is. Throws NOT_FOUND. */
export async function documentOf(db: Db, { version, slug, locale: asked }: Asked): Promise<Prepared> {
  // Kept by the language given: there are few, while anything may be asked for.
  const locale = asked && localeFor(version, asked);
  // The slug stands in the answer and may be renamed; the version behind it may not.
  const key = `${version.id} ${slug} ${locale ?? ''}`;
  const known = prepared.get(key);
  if (known) return known;
  const stored = await store.find(db, version.id);
  if (!stored) throw errors.notFound();
  const document = toDocument(stored);
  const data = locale ? localised(document, stored, locale) : document;
  const made = { ...prepare({ success: true, data, timestamp: document.published_at }), language: locale };
  if (prepared.size >= mostPrepared) prepared.delete(prepared.keys().next().value as string);
  prepared.set(key, made);
  return made;
}

const prepare = (envelope: object) => encode(Buffer.from(JSON.stringify(envelope)));

/** Content that stays the same, in every encoding. */
export function encode(body: Buffer): Prepared {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const br = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  const as = (bytes: Buffer, suffix = '') => ({
    body: bytes,
    text: bytes.toString('latin1'),
    etag: `"${hash}${suffix}"`,
  });
  return { identity: as(body), gzip: as(gzipSync(body, { level: 9 }), '-gzip'), br: as(br, '-br') };
}

/** The headers of one representation, without those of its type and length. */
export function headersOf(document: Prepared, encoding: Encoding, cacheControl: string): Record<string, string> {
  const headers: Record<string, string> = {
    ETag: document[encoding].etag,
    'Cache-Control': cacheControl,
    Vary: 'Origin, Accept-Encoding',
  };
  if (document.language) headers['Content-Language'] = document.language;
  if (encoding !== 'identity') headers['Content-Encoding'] = encoding;
  return headers;
}

/** Its types don't know that the server's liking decides between what the client likes alike. */
interface Choosing {
  encodings(offered: string[], options?: { preferred: string[] }): string[];
}

const encodings: Encoding[] = ['br', 'gzip', 'identity'];
const chosen = new Map<string, Encoding>();
const mostChosen = 100;

/** The encoding that a client likes best by its Accept-Encoding, the smallest where it does not mind (RFC 9110, 12.5.3). */
export function encodingFor(accepted = ''): Encoding {
  const known = chosen.get(accepted);
  if (known) return known;
  const asked: Choosing = new Negotiator({ headers: { 'accept-encoding': accepted } });
  const [best = 'identity'] = asked.encodings(encodings, { preferred: encodings }) as Encoding[];
  if (chosen.size < mostChosen) chosen.set(accepted, best);
  return best;
}

/** A prepared answer as this client takes it. */
export function deliver(document: Prepared, request: Request, cacheControl: string): Reply {
  const encoding = encodingFor(request.get('accept-encoding'));
  return { data: null, headers: headersOf(document, encoding, cacheControl), raw: document[encoding].body };
}
