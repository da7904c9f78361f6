import { Validator } from '@cfworker/json-schema';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Role } from '../../src/db/types.js';
import { password, type TestApp, testApp } from '../support/app.js';
import type { Answer, Caller } from '../support/caller.js';
import { publishFlow } from '../support/drafts.js';
import {
  allowed,
  components,
  hostileText,
  isUnclean,
  type Known,
  operations,
  type Schema,
  spoilt,
} from '../support/requests.js';

type Operation = (typeof operations)[number][1];
interface Asked {
  role: Role;
  params: Record<string, string>;
  query: Record<string, string>;
  header: string;
  body?: unknown;
}

let app: TestApp;
let known: Known;
const callers = {} as Record<Role, Caller>;
const submissions = {} as Record<Role, string>;
beforeAll(async () => {
  app = await testApp();
  for (const role of ['member', 'support', 'editor', 'admin'] as const) await arrive(role);
  const others = await Promise.all([app.signedIn(), app.signedIn()]);
  await publishFlow(app.db, 'steady', { one: [{ key: 'about_me' }] });
  known = {
    id: others.map(({ id }) => id),
    ...{ slug: ['default'], flow: ['default'], key: ['about-you', 'address'], n: ['1'], version: [1] },
    answers: [
      { about_me: 'Me', birthdate: '1990-01-01' },
      { address: { street: 'Main Street 1', city: 'Springfield', state: 'IL', zip: '62701' } },
    ],
    pages: [[], [{ key: 'one', title: 'One', fields: [{ key: 'about_me', type: 'textarea', label: 'About me' }] }]],
    ...{ language: ['en', 'de'], languages: [[], ['fr', 'pt-BR']], locale: ['de', 'de-AT'] },
    password: [password],
    current_password: [password],
  };
});
afterAll(() => app.stop());

/** A new account in that role, with a submission: the one before may have signed out, or erased itself. */
async function arrive(role: Role): Promise<Caller> {
  callers[role] = await app.signedIn(role);
  submissions[role] = (await callers[role].post('/submissions', { flow: 'default' })).data.id;
  return callers[role];
}

const bodyOf = ({ requestBody }: Operation) => requestBody?.content['application/json'].schema;
const parametersOf = ({ parameters = [] }: Operation, place: 'path' | 'query') =>
  parameters.filter((each) => each.in === place);
const texts = (record: Record<string, fc.Arbitrary<unknown>>, requiredKeys?: string[]) =>
  fc
    .record(record, { requiredKeys: requiredKeys as never })
    .map((values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])));

/** Requests of an operation: most of them right, the others wrong in one thing. */
function requestsOf(operation: Operation): fc.Arbitrary<Asked> {
  const mixed = (schema: Schema, name: string) =>
    fc.oneof({ weight: 5, arbitrary: allowed(schema, known, name) }, hostileText.filter(isSendable));
  const part = (place: 'path' | 'query') =>
    Object.fromEntries(parametersOf(operation, place).map(({ name, schema }) => [name, mixed(schema, name)]));
  const schema = bodyOf(operation);
  const right = schema && allowed(schema, known);
  return fc.record({
    role: fc.constantFrom<Role>('admin', 'admin', 'admin', 'member', 'support', 'editor'),
    params: texts(part('path')),
    query: texts(part('query'), []),
    header: fc.constantFrom('*', '"1"', '"2"', 'W/"1"', '1', '"', "'; drop table users"),
    body: right ? fc.oneof(right, spoilt(right)) : fc.constant(undefined),
  });
}

/** Half a surrogate pair cannot be written into a path, and of a very long one Node itself says that it is too long. */
const isSendable = (value: string) => !/\p{Cs}/u.test(value) && value.length < 1000;

async function send(name: string, operation: Operation, asked: Asked): Promise<Answer> {
  const [method = '', path = ''] = name.split(' ');
  const params: Record<string, string> = { ...asked.params };
  // Many are about something that is there, and that no other request has spoilt.
  if (/publish|rollback/.test(path) && asked.header !== '1') params.slug = 'steady';
  if (path.includes('/submissions/{id}') && asked.header !== '1') params.id = submissions[asked.role];
  if (path === '/api/v1/flows/{slug}/draft' && asked.header === '*')
    params.slug = String((asked.body as { slug?: unknown })?.slug);
  const url = path.replace(
    /\{(\w+)\}/g,
    (_, key) => encodeURIComponent(params[key] ?? '').replace(/^\.+$/, 'x') || 'x',
  );
  const query = new URLSearchParams(asked.query).toString();
  const headers: Record<string, string> = /draft|pages/.test(path) ? { 'if-match': asked.header } : {};
  const caller = operation.security.length ? callers[asked.role] : app.visitor;
  const answer = await caller.send(method, `!${url}${query ? `?${query}` : ''}`, asJson(asked.body), headers);
  const over = answer.status === 401 || /logout|erase|sessions\//.test(path);
  if (operation.security.length && over) await arrive(asked.role);
  return answer;
}

const asJson = (body: unknown) => (body === undefined ? undefined : JSON.stringify(body));

const validators = new Map<Schema, Validator>();
function isValid(schema: Schema, value: unknown): boolean {
  const known = validators.get(schema) ?? new Validator({ ...schema, components } as never, '2020-12', false);
  validators.set(schema, known);
  return known.validate(value).valid;
}

function judge(operation: Operation, asked: Asked, { status, body }: Answer): void {
  const documented = operation.responses[status];
  expect({ status, documented: documented !== undefined }).toEqual({ status, documented: true });
  expect(status).toBeLessThan(500);
  const schema = documented?.content?.['application/json'].schema;
  if (schema) expect({ body, fits: isValid(schema, body) }).toEqual({ body, fits: true });
  const accepts = bodyOf(operation);
  if (!accepts || status >= 300) return;
  // What was sent, as it arrives: JSON has no `undefined`.
  const sent = JSON.parse(JSON.stringify(asked.body));
  expect({ sent, accepted: isValid(accepts, sent) && !isUnclean(sent) }).toEqual({ sent, accepted: true });
}

/** Only whoever holds a secret that no schema tells succeeds here. */
const needsSecret = /auth\/(refresh|verify-email|reset-password|login)$|sessions\/\{id\}$|versions\/\{n\}$/;
const fixed = 20261121;
const random = Math.floor(Math.random() * 2 ** 31);

describe.each([
  ['a fixed seed', fixed],
  [`a random seed, ${random}`, random],
])('requests generated from openapi.json by %s', (_seed, seed) => {
  test.each(operations)(
    '%s: no fault of ours, no answer that is not documented, no invalid body accepted',
    async (name, operation) => {
      let successes = 0;
      const property = fc.asyncProperty(requestsOf(operation), async (asked) => {
        const answer = await send(name, operation, asked);
        if (answer.status < 300) successes += 1;
        judge(operation, asked, answer);
      });
      await fc.assert(property, { seed, numRuns: 100, endOnFailure: true });
      // Requests that are all refused would show nothing; of a random seed there is no telling.
      if (seed === fixed && !needsSecret.test(name)) expect(successes).toBeGreaterThan(0);
    },
  );
});
