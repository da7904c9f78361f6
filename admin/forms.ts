import express, { type Request, type RequestHandler } from 'express';
import { errors } from '../src/errors.js';

/** Bytes of a form: room for the largest field with all its options. */
const mostBytes = 512 * 1024;
const mostEntries = 2500;

const raw = express.raw({ type: () => true, limit: mostBytes, inflate: false });

/** Reads a form's fields into `request.body`, in any of the three ways AdminJS and our own pages send them. No file is taken. */
export const readForm: RequestHandler[] = [
  raw,
  async (request, _response, next) => {
    request.body = Buffer.isBuffer(request.body) && request.body.length ? await fieldsOf(request) : {};
    next();
  },
];

async function fieldsOf(request: Request): Promise<Record<string, unknown>> {
  const type = request.is(['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data']);
  const bytes = request.body as Buffer;
  if (type === 'application/json') return fromJson(bytes.toString('utf8'));
  if (type === 'application/x-www-form-urlencoded') return collect([...new URLSearchParams(bytes.toString('utf8'))]);
  if (type === 'multipart/form-data') return collect(await parts(request, bytes));
  throw errors.unsupportedMediaType({ message: 'The body must be a form.' });
}

/** Node's own parser: in memory, nothing is put into a temporary folder. */
async function parts(request: Request, bytes: Buffer): Promise<[string, unknown][]> {
  const headers = { 'content-type': request.get('content-type') ?? '' };
  try {
    const form = await new Response(new Uint8Array(bytes), { headers }).formData();
    return [...form] as [string, unknown][];
  } catch (cause) {
    throw errors.badRequest({ cause });
  }
}

function collect(entries: [string, unknown][]): Record<string, unknown> {
  if (entries.length > mostEntries) throw errors.payloadTooLarge();
  if (entries.some(([, value]) => typeof value !== 'string')) {
    throw errors.unsupportedMediaType({ message: 'Files are not taken here.' });
  }
  return Object.fromEntries(entries);
}

function fromJson(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw errors.malformedJson({ cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw errors.badRequest();
  return value as Record<string, unknown>;
}
