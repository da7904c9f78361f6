import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { buildRoutes } from '@adminjs/express';
import AdminJS, {
  type ActionDecorator,
  Router as AdminRouter,
  type ResourceDecorator,
  type ResourceOptions,
} from 'adminjs';
import { type RequestHandler, Router } from 'express';
import { overview } from '../src/db/office.js';
import { type Column, columnsOf } from '../src/db/reflection.js';
import { can } from '../src/domain/permissions.js';
import * as statistics from '../src/domain/statistics.js';
import { errors } from '../src/errors.js';
import { may, ruleOf } from './access.js';
import { actionsOf } from './actions.js';
import type { Assets } from './assets.js';
import type { Deps } from './deps.js';
import { exporting } from './exports.js';
import { readForm } from './forms.js';
import { createLayout } from './layout.js';
import { localeFor } from './locale.js';
import { TableResource } from './resource.js';
import { definitions } from './resources/index.js';
import { wizardOf } from './wizards.js';

type Admin = InstanceType<typeof AdminJS>;

const compress = promisify<string, Buffer>(gzip);

/** AdminJS with our resources: its pages and its API. Signing in is done before. */
export async function office(deps: Deps, assets: Assets): Promise<Router> {
  const admin = await createAdmin(deps, assets);
  await admin.initialize();
  const layout = createLayout(admin, assets);
  const router = Router();
  router.get('/api/dashboard', dashboard(deps));
  router.get('/exports/:resourceId', exporting(deps, admin));
  const handed = [...readForm, handedOver(admin)];
  router.all('/api/resources/:resourceId/actions/:action{/:query}', permitted(admin, 'resource'), handed);
  router.all('/api/resources/:resourceId/records/:recordId/:action', permitted(admin, 'record'), handed, plainly);
  router.all('/api/resources/:resourceId/bulk/:action', permitted(admin, 'bulk'), handed);
  buildRoutes({ admin, routes: AdminRouter.routes.filter(({ path }) => served.test(path)), router });
  const page: RequestHandler = async (request, response) => {
    const html = await layout(response.locals.clerk, response.locals.nonce, response.locals.look);
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
    locale: localeFor as never,
    dashboard: { component: 'Dashboard' },
    branding: { companyName: 'Doorstep', logo: assets.url('logo.svg'), withMadeWithLove: false },
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

/** Of AdminJS's own routes those to a resource's actions, a record's and several records'; what is not served, nobody reaches. */
const served = /^\/api\/resources\/\{resourceId\}\/(actions|records|bulk)\//;

/** Whether an action is a whole table's, a row's, or several rows'. */
const isOf = {
  resource: (action: ActionDecorator) => action.isResourceType(),
  record: (action: ActionDecorator) => action.isRecordType(),
  bulk: (action: ActionDecorator) => action.isBulkType(),
};

/** As many keys as a page of a list has. */
const areKeys = (value: unknown) => typeof value === 'string' && /^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$/i.test(value);

/** Lets through what this clerk may do, in the way it may be done. Throws FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED. */
function permitted(admin: Admin, kind: keyof typeof isOf): RequestHandler {
  const byId = new Map<string, ResourceDecorator>(
    admin.resources.map((resource) => [resource.id(), resource.decorate()]),
  );
  return (request, response, next) => {
    const { resourceId = '', action = '' } = request.params as Record<string, string>;
    const decorated = byId.get(resourceId)?.actions[action];
    const rule = ruleOf(resourceId, action);
    if (!rule || !decorated) throw errors.notFound();
    if (!may(response.locals.clerk.role, resourceId, action)) throw errors.forbidden();
    if (!rule.methods.includes(request.method.toLowerCase() as 'get' | 'post')) {
      response.set('Allow', rule.methods.join(', ').toUpperCase());
      throw errors.methodNotAllowed();
    }
    if (!isOf[kind](decorated)) throw errors.notFound();
    if (kind === 'bulk' && !areKeys(request.query.recordIds)) throw errors.notFound();
    response.locals.mostBytes = rule.mostBytes;
    next();
  };
}

/**
 * Gives the request the shape that AdminJS's handlers read: the form, and the account. The account is made for this
 * request alone; not being enumerable it is not stored with the session.
 */
function handedOver(admin: Admin): RequestHandler {
  const isBoolean = (resourceId: unknown, name: string) =>
    admin.findResource(String(resourceId)).property(name)?.type() === 'boolean';
  return (request, response, next) => {
    const fit = Object.entries(request.body as Record<string, unknown>).filter(
      ([name, value]) =>
        // AdminJS looks names up in plain objects: one that every object has would be found there, and is no column's.
        !name.split('.').some((part) => part in Object.prototype) &&
        // It takes an empty box for a no; to us it says nothing.
        !(value === '' && isBoolean(request.params.resourceId, name)),
    );
    Object.assign(request, { fields: Object.fromEntries(fit) });
    Object.defineProperty(request.session, 'adminUser', { value: response.locals.clerk, configurable: true });
    next();
  };
}

/** AdminJS tells of a row that is missing by its id and the table's name; people are told in words of ours. */
const plainly: RequestHandler = (_request, response, next) => {
  const json = response.json.bind(response);
  response.json = (body) => {
    if (/^(Record with given id|You have to pass a valid)/.test(body?.notice?.message ?? ''))
      body.notice.message = response.locals.clerk.words.adminjs.messages.error404Record;
    return json(body);
  };
  next();
};

/** What stands on the first page: how things are going, as far as the role may see it. */
function dashboard({ db }: Deps): RequestHandler {
  return async (request, response) => {
    const { role, title, actor } = response.locals.clerk;
    const { flow, version, from, to } = request.query;
    const [found, figures] = await Promise.all([overview(db), statistics.read(db, actor, { flow, version, from, to })]);
    const flows = found.map((each) => ({ ...each, wizard: wizardOf(each.slug) }));
    const seesPeople = can(role, 'submissions.read');
    const told = flows.map(({ in_progress, completed, ...flow }) =>
      seesPeople ? { ...flow, in_progress, completed } : flow,
    );
    response.json({
      ...{ name: title, role, flows: told, canPublish: can(role, 'flows.publish') },
      statistics: figures,
    });
  };
}
