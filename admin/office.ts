import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import AdminJS, { ApiController, type ResourceDecorator, type ResourceOptions } from 'adminjs';
import { type RequestHandler, Router } from 'express';
import { overview } from '../src/db/office.js';
import { type Column, columnsOf } from '../src/db/reflection.js';
import { can } from '../src/domain/permissions.js';
import { errors } from '../src/errors.js';
import { may, ruleOf } from './access.js';
import { actionsOf } from './actions.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { readForm } from './forms.js';
import { createLayout } from './layout.js';
import { locale } from './locale.js';
import { TableResource } from './resource.js';
import { wizardOf } from './resources/flows.js';
import { definitions } from './resources/index.js';
import { theme } from './theme.js';

type Admin = InstanceType<typeof AdminJS>;

const compress = promisify<string, Buffer>(gzip);

/** AdminJS with our resources: its pages and its API. Signing in is done before. */
export async function office(deps: Deps, assets: Assets): Promise<Router> {
  const admin = await createAdmin(deps, assets);
  await admin.initialize();
  const layout = createLayout(admin, assets);
  const answer = answering(admin);
  const router = Router();
  router.get('/api/dashboard', dashboard(deps));
  router.all('/api/resources/:resourceId/actions/:action{/:query}', readForm, answer);
  router.all('/api/resources/:resourceId/records/:recordId/:action', readForm, answer);
  const page: RequestHandler = async (request, response) => {
    const html = await layout(response.locals.clerk, response.locals.nonce);
    response.type('html').vary('Accept-Encoding');
    // AdminJS's state is 140 kB of text, and holds no secret that its compressed length could tell.
    if (!request.acceptsEncodings('gzip')) return response.send(html);
    response.set('Content-Encoding', 'gzip').send(await compress(html));
  };
  router.get(['/', '/resources/*rest'], page);
  return router;
}

async function createAdmin(deps: Deps, assets: Assets): Promise<Admin> {
  const columns = await columnsOf(
    deps.db,
    definitions.map(({ table }) => table),
  );
  const resources = definitions.map((definition) => {
    const own = columns.filter(({ table }) => table === definition.table);
    const resource = new TableResource(deps, definition, own);
    const { title: titleProperty, sort } = definition;
    const properties = withNullable(definition.options.properties ?? {}, own);
    return {
      resource,
      options: { titleProperty, ...definition.options, properties, sort, actions: actionsOf(resource) },
    };
  });
  return new AdminJS({
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/logout',
    resources,
    locale,
    dashboard: { component: 'Dashboard' },
    branding: { companyName: 'Doorstep', logo: assets.url('logo.svg'), withMadeWithLove: false, theme: theme as never },
  });
}

/** Tells the filters which columns may be without a value. */
function withNullable(properties: NonNullable<ResourceOptions['properties']>, columns: Column[]) {
  const nullable = columns.filter(({ isNullable }) => isNullable);
  const told = nullable.map(({ name }) => [
    name,
    { ...properties[name], custom: { ...properties[name]?.custom, nullable: true } },
  ]);
  return { ...properties, ...Object.fromEntries(told) };
}

/** Hands a request to AdminJS once it is settled that this clerk may do this, in this way. */
function answering(admin: Admin): RequestHandler {
  const byId = new Map<string, ResourceDecorator>(
    admin.resources.map((resource) => [resource.id(), resource.decorate()]),
  );
  return async (request, response) => {
    const { resourceId = '', action = '', recordId, query } = request.params as Record<string, string>;
    const { clerk } = response.locals;
    const method = request.method.toLowerCase() as 'get' | 'post';
    const resource = byId.get(resourceId);
    const decorated = resource?.actions[action];
    const rule = ruleOf(resourceId, action);
    if (!rule || !resource || !decorated) throw errors.notFound();
    if (!may(clerk.role, resourceId, action)) throw errors.forbidden();
    if (!rule.methods.includes(method)) {
      response.set('Allow', rule.methods.join(', ').toUpperCase());
      throw errors.methodNotAllowed();
    }
    if (decorated.isRecordType() !== (recordId !== undefined)) throw errors.notFound();
    const controller = new ApiController({ admin }, clerk as never);
    const asked = {
      params: { resourceId, action, recordId, query },
      query: request.query,
      payload: known(resource, request.body),
      method,
    };
    const run = recordId === undefined ? 'resourceAction' : 'recordAction';
    response.json(await controller[run](asked as never, response));
  };
}

/** What the action's form does not have, AdminJS never sees: it looks names up where `constructor` is one. */
function known(resource: ResourceDecorator, payload: Record<string, unknown>): Record<string, unknown> {
  const properties = { ...resource.properties, notes: true, reason: true };
  const isKnown = ([path]: [string, unknown]) => {
    const [root = '', ...rest] = path.split('.');
    return Object.hasOwn(properties, root) && rest.every((step) => /^\w+$/.test(step) && !(step in Object.prototype));
  };
  return Object.fromEntries(Object.entries(payload).filter(isKnown));
}

/** What stands on the first page: how things are going, as far as the role may see it. */
function dashboard({ db }: Deps): RequestHandler {
  return async (_request, response) => {
    const { role, title } = response.locals.clerk;
    const flows = (await overview(db)).map((flow) => ({ ...flow, wizard: wizardOf(flow.slug) }));
    const seesPeople = can(role, 'submissions.read');
    const told = flows.map(({ in_progress, completed, ...flow }) =>
      seesPeople ? { ...flow, in_progress, completed } : flow,
    );
    response.json({ name: title, role, flows: told, canPublish: can(role, 'flows.publish') });
  };
}
