import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { permit } from '../domain/permissions.js';
import { parse } from '../domain/validation.js';
import { errors } from '../errors.js';
import { actorOf, claimantOf, isMonitor, visitorOf } from './actors.js';
import { type Deps, fullPath, type Input, type Reply, type Route } from './route.js';
import { NoBody } from './schemas.js';

/** Bytes of a body, inflated: room for every field at its longest. */
const bodyLimit = 1024 * 1024;
const readJson = express.json({ limit: bodyLimit, strict: false, type: 'application/json' });

/** The routes of a table as an Express router; what a path does not answer to is 405. */
export function mount(table: Route[], deps: Deps): Router {
  const router = Router();
  for (const path of new Set(table.map(fullPath))) {
    const routes = table.filter((route) => fullPath(route) === path);
    for (const route of routes) router[route.method](path, onlyJson, readJson, handler(route, deps));
    router.all(path, refuseMethod(routes.map(({ method }) => method)));
  }
  return router;
}

function handler(route: Route, deps: Deps): RequestHandler {
  return async (request, response) => {
    response.locals.route = fullPath(route);
    const actor = await actingOn(route, deps, request, response);
    const input = { ...deps, ...inputOf(route, request), actor, request } as Input<never, unknown, unknown, unknown>;
    const reply = await route.run(input);
    if (route.counts) deps.metrics.count(route.counts);
    send(route, request, response, reply);
  };
}

/**
 * Deny by default: whoever the route does not name is turned away here. Who it was is told to the log, of those turned away too.
 * Throws as `actorOf`, and FORBIDDEN.
 */
async function actingOn({ allow, isClaimed }: Route, deps: Deps, request: Request, response: Response) {
  if (allow === 'anyone' || (allow === 'monitor' && isMonitor(deps, request))) return visitorOf(request);
  const actor = await (isClaimed ? claimantOf(deps, request) : actorOf(deps, request));
  response.locals.userId = actor.id;
  if (allow === 'member') return actor;
  if ('lacksFactor' in actor && actor.lacksFactor) throw errors.forbidden({ message: setUpFirst(deps) });
  permit(actor, allow === 'monitor' ? 'office.enter' : allow);
  return actor;
}

const setUpFirst = ({ config }: Deps) =>
  `Staff must have a second factor here. Please set yours up at ${config.publicUrl}/admin/account.`;

function inputOf(route: Route, request: Request) {
  return {
    params: route.params && parseParams(route.params, request.params),
    query: route.query && parse(route.query, request.query),
    // A body that is `null` is one, and no object.
    body: parse(route.body ?? NoBody, request.body === undefined ? {} : request.body),
  };
}

/** An id that cannot exist is an id that was not found. */
function parseParams(schema: z.ZodType, params: unknown): unknown {
  const result = schema.safeParse(params);
  if (!result.success) throw errors.notFound();
  return result.data;
}

function send(route: Route, request: Request, response: Response, reply: Reply): void {
  response.set(reply.headers ?? {});
  if (reply.raw) {
    // `fresh` reads the answer's ETag against the request's If-None-Match.
    if (request.fresh) response.status(304).end();
    else response.type('json').send(reply.raw);
    return;
  }
  if (!response.get('cache-control')) response.set('Cache-Control', 'no-store');
  // The schema is an allow-list: what it does not name stays inside.
  const { message, meta } = reply;
  const data = route.returns.parse(reply.data);
  const body = { success: true, data, message, meta, timestamp: new Date().toISOString() };
  response.status(reply.status ?? route.statuses?.[0] ?? 200).json(body);
}

const onlyJson: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > 0;
  if (hasBody && !request.is('application/json')) throw errors.unsupportedMediaType();
  next();
};

/** 405 for whatever a path does not answer to. */
export function refuseMethod(methods: string[]): RequestHandler {
  const allowed = methods.map((method) => method.toUpperCase());
  if (allowed.includes('GET')) allowed.push('HEAD');
  const allow = [...allowed, 'OPTIONS'].join(', ');
  return (_request, response) => {
    response.set('Allow', allow);
    throw errors.methodNotAllowed();
  };
}
