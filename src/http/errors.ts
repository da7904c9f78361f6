import type { ErrorRequestHandler, RequestHandler } from 'express';
import { translate } from '../db/failures.js';
import { DomainError, errors } from '../errors.js';

/** What Express and its body parser throw, by its `type`. */
const parserFailures: Record<string, () => DomainError> = {
  'entity.parse.failed': errors.malformedJson,
  'entity.too.large': errors.payloadTooLarge,
  'encoding.unsupported': errors.unsupportedMediaType,
  'charset.unsupported': errors.unsupportedMediaType,
};

/** Nothing answered to this path. */
export const notFound: RequestHandler = () => {
  throw errors.notFound();
};

/** Every failure of the public door meets here, once: told to the client by the table, logged if it is ours. */
export const answerError: ErrorRequestHandler = (thrown, request, response, next) => {
  if (response.headersSent) return next(thrown);
  const error = domainErrorOf(thrown);
  if (error.status >= 500) request.log.error({ err: error.cause ?? thrown }, error.code);
  if (error.status === 401) response.set('WWW-Authenticate', 'Bearer realm="doorstep"');
  if (error.retryAfter !== undefined) response.set('Retry-After', String(error.retryAfter));
  response.set('Cache-Control', 'no-store').removeHeader('ETag');
  const details = error.details?.map(({ field, error: text }) => ({ field, error: text }));
  response.status(error.status).json({
    success: false,
    error: { code: error.code, message: error.message, details },
    timestamp: new Date().toISOString(),
  });
};

function domainErrorOf(thrown: unknown): DomainError {
  const error = translate(thrown);
  if (error instanceof DomainError) return error;
  const { type, status } = error as { type?: string; status?: number };
  const known = parserFailures[type ?? ''];
  if (known) return known();
  // A broken percent-escape, an aborted or mis-sized body: the client's doing.
  if (status !== undefined && status >= 400 && status < 500) return errors.badRequest();
  return new DomainError('INTERNAL_ERROR', { cause: thrown });
}
