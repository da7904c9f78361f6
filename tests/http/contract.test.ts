import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../src/config.js';
import type { Role } from '../../src/db/types.js';
import { policy } from '../../src/domain/permissions.js';
import { errorTable } from '../../src/errors.js';
import { fullPath } from '../../src/http/route.js';
import { table } from '../../src/http/table.js';

interface Documented {
  route: string;
  who: string;
  statuses: number[];
}

const text = readFileSync(join(projectRoot, 'docs/api.md'), 'utf8');
const document = JSON.parse(readFileSync(join(projectRoot, 'openapi.json'), 'utf8'));

/** `PUT /api/v1/flows/{slug}`: where docs/api.md leaves the base path away, it is put back. */
const whole = (path: string) => (/^\/(health|api\/v1)(\/|$)/.test(path) ? path : `/api/v1${path}`);
const rows = [...text.matchAll(/^\| `([A-Z]+) (\S+)` \| (\w+) \| ([\d, ]+) \|/gm)].map(
  ([, method, path = '', who = '', statuses = '']): Documented => ({
    route: `${method} ${whole(path)}`,
    who,
    statuses: statuses.split(', ').map(Number),
  }),
);
const routes = table.map((route) => ({
  route: `${route.method.toUpperCase()} ${fullPath(route).replace(/:(\w+)/g, '{$1}')}`,
  definition: route,
}));
const operationOf = (route: string) => {
  const [method = '', path = ''] = route.split(' ');
  return document.paths[path]?.[method.toLowerCase()];
};

/** What follows from the kind of a route, as docs/api.md says above its tables. */
function implied({ allow, params, body, query }: (typeof table)[number]): number[] {
  const signIn = allow === 'anyone' ? [] : [401];
  const role = allow === 'anyone' || allow === 'member' ? [] : [403];
  return [
    ...signIn,
    ...role,
    ...(params ? [404] : []),
    ...(body ? [400, 413, 415, 422] : []),
    ...(query ? [422] : []),
    503,
  ];
}

const rolesOf = (who: string): Role[] =>
  who === 'member' ? ['member', 'support', 'editor', 'admin'] : who === 'admin' ? ['admin'] : [who as Role, 'admin'];

describe('docs/api.md', () => {
  test('has a row for every route of openapi.json, and openapi.json every route of docs/api.md', () => {
    const operations = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(rows.map(({ route }) => route).sort()).toEqual(operations.sort());
  });

  test.each(rows.map((row) => [row.route, row] as const))('%s: statuses as in openapi.json', (route, { statuses }) => {
    const definition = routes.find((each) => each.route === route)?.definition;
    const inDocument = Object.keys(operationOf(route).responses).map(Number);
    expect(inDocument).toEqual(expect.arrayContaining(statuses));
    const rest = inDocument.filter((status) => !statuses.includes(status));
    expect(definition ? implied(definition) : []).toEqual(expect.arrayContaining(rest));
  });

  test.each(rows.map((row) => [row.route, row] as const))('%s: open to whom the route says', (route, { who }) => {
    const allow = routes.find((each) => each.route === route)?.definition.allow ?? 'anyone';
    if (allow === 'anyone' || allow === 'member' || allow === 'monitor') expect(who).toBe(allow);
    else expect([...policy[allow]].sort()).toEqual(rolesOf(who).sort());
  });

  test('lists the closed table of errors as it stands in the code', () => {
    const listed = [...text.matchAll(/^\| (\d{3}) \| ((?:`[A-Z_]+`(?:, )?)+) \|$/gm)].flatMap(
      ([, status, codes = '']) => [...codes.matchAll(/[A-Z_]+/g)].map(([code]) => [code, Number(status)]),
    );
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(Object.entries(errorTable).map(([code, [status]]) => [code, status])),
    );
  });
});
