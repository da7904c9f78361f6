import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import cors from 'cors';
import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { Config } from '../config.js';
import type { Logger } from '../log.js';

/** Whether what a proxy has called a request is fit to stand in a header and a log. */
export const isFitId = (given: string) => /^[\w.-]{1,100}$/.test(given);

/** Names the request and logs one line when it is over: of whoever asked no more than his id, no query, no address, no header. */
export function logged(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && isFitId(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'request_id', responseTime: 'ms' },
    serializers: { req: () => undefined, res: () => undefined },
    customSuccessObject: (request, response, value) => ({ ...value, ...lineOf(request, response) }),
    customErrorObject: (request, response, _error, value) => ({ ...value, ...lineOf(request, response) }),
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
  }) as unknown as RequestHandler;
}

const lineOf = (
  request: { method?: string; url?: string; originalUrl?: string },
  { statusCode, locals }: { statusCode: number; locals?: { userId?: string | null } },
) => ({
  method: request.method,
  path: (request.originalUrl ?? request.url)?.split('?')[0],
  status: statusCode,
  user_id: locals?.userId ?? undefined,
  err: undefined,
});

/** What browsers are told of every page but the back office's, which needs a nonce and says so itself. */
export function secured(config: Config): RequestHandler {
  const https = config.publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https,
    xFrameOptions: { action: 'deny' },
    // `no-referrer` would make Chromium send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** The API for the pages of the configured origins; others get no leave. */
export function shared(config: Config): RequestHandler {
  return cors({
    origin: config.corsOrigins,
    credentials: true,
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'If-None-Match', 'X-Request-Id'],
    exposedHeaders: ['ETag', 'X-Request-Id', 'Retry-After', 'Allow'],
    maxAge: 600,
  });
}

/** What both of these say to a page of that origin, or to whoever names none, as name and value in turn. */
export function commonHeaders(config: Config, origin: string | undefined): string[] {
  const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET' });
  if (origin !== undefined) request.headers.origin = origin;
  const response = new ServerResponse(request);
  for (const told of [secured(config), shared(config)]) told(request as Request, response as Response, () => {});
  return Object.entries(response.getHeaders()).flatMap(([name, value]) => [name, String(value)]);
}
