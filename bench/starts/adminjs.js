// AdminJS as its own documentation sets it up, over the same database, its bundle made beforehand.
process.env.ADMIN_JS_SKIP_BUNDLE = 'true';
const { default: AdminJS } = await import('adminjs');
const { default: AdminJSExpress } = await import('@adminjs/express');
const { default: Adapter, Database, Resource } = await import('@adminjs/sql');
const { default: express } = await import('express');

AdminJS.registerAdapter({ Database, Resource });
const { DATABASE_URL: connectionString = '', PORT } = process.env;
const database = new URL(connectionString).pathname.slice(1);
const db = await new Adapter('postgresql', { connectionString, database }).init();
const admin = new AdminJS({ resources: ['users', 'flows', 'fields'].map((table) => ({ resource: db.table(table) })) });
const app = express();
app.use(admin.options.rootPath, AdminJSExpress.buildRouter(admin));
app.get('/', (_request, response) => response.json({}));
app.listen(Number(PORT), '127.0.0.1');
