import type { Request } from 'express';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Config } from '../config.js';
import type { Db } from '../db/pool.js';
import type { User } from '../db/types.js';
import type { Actor, Claimant, SignedIn } from '../domain/actors.js';
import type { Permission } from '../domain/permissions.js';
import type { Auth } from '../domain/sessions.js';
import type { ErrorCode } from '../errors.js';
import type { Limits } from '../limits.js';
import type { Fact, Metrics } from '../metrics.js';
import type { LiveFlows } from './live-flows.js';

/** What every route may use, made once a process. */
export interface Deps {
  config: Config;
  db: Db;
  pool: Pool;
  log: Logger;
  auth: Auth;
  limits: Limits;
  metrics: Metrics;
  flows: LiveFlows;
  /** The product's own version. */
  version: string;
  /** What keeps this process from serving now; undefined when nothing does. */
  obstacle(): Promise<string | undefined>;
}

/**
 * A member is any signed-in account, a monitor any of the staff or whoever holds METRICS_TOKEN; the rest are permissions
 * of staff. `anyone` is spelled out.
 */
export type Allow = 'anyone' | 'member' | 'monitor' | Permission;

/** The actor, by what the route allows: a route for anyone may not count on an account. */
type ActorOf<A extends Allow> = A extends 'anyone' | 'monitor' ? Actor : SignedIn & { user: User };

export interface Input<A extends Allow, P, Q, B> extends Deps {
  actor: ActorOf<A>;
  params: P;
  query: Q;
  body: B;
  request: Request;
}

export interface Reply {
  data: unknown;
  status?: number;
  message?: string;
  meta?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** An answer prepared beforehand, envelope and all, sent in place of `data`; its ETag decides about 304. */
  raw?: Buffer;
}

export interface Route<
  A extends Allow = Allow,
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1` unless it is `absolute`; parameters as `:name`. */
  path: string;
  absolute?: true;
  tag: string;
  summary: string;
  /** Mandatory: who may. */
  allow: A;
  params?: P;
  query?: Q;
  headers?: z.ZodObject;
  body?: B;
  returns: z.ZodType;
  /** What `meta` says beside it, where it says something. */
  meta?: z.ZodType;
  /** Every success there is; the first is the usual one. */
  statuses?: [number, ...number[]];
  /** What can go wrong beyond what follows from `allow`, `params` and `body`. */
  fails?: ErrorCode[];
  /** A member is taken at his token's word, see `claimed`. */
  isClaimed?: true;
  /** What a success is counted as in the metrics. */
  counts?: Fact;
  run(input: Input<A, z.output<P>, z.output<Q>, z.output<B>>): Promise<Reply> | Reply;
}

/** Types a definition: the body that `run` gets is the one that `body` describes. */
export function route<A extends Allow, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  definition: Route<A, P, Q, B>,
): Route {
  return definition as unknown as Route;
}

/**
 * A route for members that does not look the account up: what it does sees to it by itself, in the very statement that does it,
 * that session and account are alive.
 */
export function claimed<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  definition: Omit<Route<'member', P, Q, B>, 'allow' | 'run'> & {
    run(
      input: Omit<Input<'member', z.output<P>, z.output<Q>, z.output<B>>, 'actor'> & { actor: Claimant },
    ): Promise<Reply>;
  },
): Route {
  return { ...definition, allow: 'member', isClaimed: true } as unknown as Route;
}

/** The path as it stands in the document and on the wire. */
export const fullPath = ({ path, absolute }: Route) => (absolute ? path : `/api/v1${path}`);
