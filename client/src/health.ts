import { opened } from './opened.js';
import type { Api } from './types.js';

/** How the server is; what is not well is thrown as UNAVAILABLE. */
export const createHealth = (api: Api) => ({
  /** Name, version and where to go next. */
  about: () => opened(api.GET('/api/v1')),
  /** Version, uptime and how many flows are published. */
  status: () => opened(api.GET('/api/v1/status')),
  check: () => opened(api.GET('/api/v1/health')),
  /** The same as `check`, by the path that load balancers ask. */
  checkAtRoot: () => opened(api.GET('/health')),
  live: () => opened(api.GET('/health/live')),
  ready: () => opened(api.GET('/health/ready')),
  database: () => opened(api.GET('/health/database')),
  /** Every part; for staff alone. */
  detailed: () => opened(api.GET('/health/detailed')),
});
