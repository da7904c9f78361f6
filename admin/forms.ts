import express, { type Request, type RequestHandler } from 'express';
import { errors } from '../src/errors.js';

/** Bytes of a form: room for the largest field with all its options. */
const mostBytes = 512 * 1024;
const mostEntries = 2500;

const raw = (limit: number) => express.raw({ type: () => true, limit, inflate: false });
const usual = raw(mostBytes);

/**
 * Reads a form's fields into `request.body`, in any of the three ways AdminJS and our own pages send them. No file is
 * taken as such: where `response.locals.mostBytes` allows more than a usual form, its text is a field.
 */
export const readForm: RequestHandler[] = [
  (request, response, next) => {
    const { mostBytes } = response.locals;
    (mostBytes ? raw(mostBytes) : usual)(request, response, next);
  },
  async (request, _response, next) => {
    const body = Buffer.isBuffer(request.body) && request.body.length ? await fieldsOf(request) : {};
    if (!Object.entries(body).every(([name, value]) => isFitName(name) && isShallow(value))) throw errors.badRequest();
    request.body = body;
    next();
  },
];

const deepest = 20;

/** `options.0.value` names a place in a list: one far beyond its end would be filled up to there, and take all memory. */
function isFitName(name: string): boolean {
  const path = name.split('.', deepest + 1);
  return path.length <= deepest && path.every((part) => !/^\d+$/.test(part) || Number(part) < mostEntries);
}

/** What is nested deeper than this no form of ours sends, and what reads it would run out of stack. */
function isShallow(value: unknown, left = deepest): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((part) => isShallow(part, left - 1));
}

/** A text of a form; what is none says nothing. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

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
