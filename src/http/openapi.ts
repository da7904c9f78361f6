import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import { policy } from '../domain/permissions.js';
import { type ErrorCode, errorTable } from '../errors.js';
import { type Allow, fullPath, type Route } from './route.js';
import { ErrorBody, envelope } from './schemas.js';
import { table } from './table.js';

/** OpenAPI 3.1 of the table, as it is committed in `openapi.json`. */
export function openApiDocument(version: string) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  for (const route of table) registry.registerPath(pathOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Doorstep',
      version,
      description: 'Onboarding flows and the submissions of users going through them.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(table.map(({ tag }) => tag))].map((name) => ({ name })),
  });
}

function pathOf(route: Route) {
  return {
    method: route.method,
    path: fullPath(route).replace(/:(\w+)/g, '{$1}'),
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: whoMay(route.allow),
    security: route.allow === 'anyone' ? [] : [{ bearer: [] }],
    request: {
      params: route.params as z.ZodObject | undefined,
      query: route.query as z.ZodObject | undefined,
      headers: route.headers,
      body: route.body && { required: mustHaveBody(route.body), content: json(route.body) },
    },
    responses: { ...successes(route), ...failures(route) },
  };
}

function whoMay(allow: Allow): string {
  if (allow === 'anyone') return 'For anyone.';
  if (allow === 'member') return 'For whoever is signed in.';
  if (allow === 'monitor') return `For ${policy['office.enter'].join(', ')}, and the metrics token.`;
  return `For ${policy[allow].join(', ')}.`;
}

/** `get /submissions/:id/pages` → `getSubmissionsIdPages`: stable, and unique as paths are. */
function operationId(route: Route): string {
  const words = fullPath(route)
    .replace(/^\/api\/v1/, '')
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean);
  const place = route.absolute ? '' : 'Api';
  const name = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('');
  return route.method + (words[0] === 'health' || !words.length ? place : '') + name;
}

const mustHaveBody = (body: z.ZodType) => !body.safeParse({}).success;
const json = (schema: z.ZodType) => ({ 'application/json': { schema } });

const requestId = {
  'X-Request-Id': { schema: { type: 'string' as const }, description: 'Names this request in the log.' },
};

function successes(route: Route): Record<string, ResponseConfig> {
  const statuses = route.statuses ?? [200];
  return Object.fromEntries(statuses.map((status) => [status, status === 304 ? unchanged : success(route)]));
}

const unchanged: ResponseConfig = { description: 'Not modified', headers: requestId };

function success(route: Route): ResponseConfig {
  return { description: 'Success', headers: requestId, content: json(envelope(route.returns, route.meta)) };
}

/** What a route can fail with follows from its definition; only the rest is listed there. */
function codesOf(route: Route): ErrorCode[] {
  const signIn: ErrorCode[] = route.allow === 'anyone' ? [] : ['UNAUTHENTICATED', 'TOKEN_EXPIRED'];
  const staff: ErrorCode[] = route.allow === 'anyone' || route.allow === 'member' ? [] : ['FORBIDDEN'];
  const body: ErrorCode[] = route.body
    ? ['MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'VALIDATION_ERROR']
    : [];
  const query: ErrorCode[] = route.query ? ['VALIDATION_ERROR'] : [];
  const params: ErrorCode[] = route.params ? ['NOT_FOUND'] : [];
  const database: ErrorCode[] = route.path.endsWith('/live') || route.path === '' ? [] : ['UNAVAILABLE'];
  return [...new Set([...signIn, ...staff, ...params, ...query, ...body, ...(route.fails ?? []), ...database])];
}

function failures(route: Route): Record<string, ResponseConfig> {
  const codes = codesOf(route);
  const statuses = new Set(codes.map((code) => errorTable[code][0]));
  const ofStatus = (status: number) => codes.filter((code) => errorTable[code][0] === status);
  return Object.fromEntries([...statuses].map((status) => [status, failure(ofStatus(status))]));
}

const failure = (codes: ErrorCode[]): ResponseConfig => ({
  description: codes.join(', '),
  headers: requestId,
  content: json(ErrorBody),
});
