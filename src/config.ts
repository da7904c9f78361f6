import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';
import { KEYS, type LOG_LEVELS } from './config/keys.js';

/** A failure that the operator can mend: its message is one plain sentence, shown alone, without a stack. */
export class StartError extends Error {
  override name = 'StartError';
}

/** A configuration key that is missing or wrong; the message names it and says what it must be. */
export class ConfigError extends StartError {
  override name = 'ConfigError';
}

/** As the user gave it: takeProductionBuilds() changes it later. */
const nodeEnvGiven = process.env.NODE_ENV;
const here = import.meta.dirname;
/** The project's folder: this file runs from src/ or from dist/src/. */
export const projectRoot = basename(dirname(here)) === 'dist' ? resolve(here, '../..') : dirname(here);

type Key = keyof typeof KEYS;
type Values = { [K in Key]?: z.output<(typeof KEYS)[K][0]> };
type Environment = Record<string, string | undefined>;

/** The names of every key, for the test that holds `.env.example`. */
export const configKeys = Object.keys(KEYS) as Key[];

export interface Config {
  env: 'production' | 'development' | 'test';
  port: number;
  host: string;
  /** Absent: the embedded PostgreSQL. */
  databaseUrl?: string;
  /** The same database with the role that owns its tables, where that is not the one that serves. */
  migrationDatabaseUrl?: string;
  /** Without a trailing slash. */
  publicUrl: string;
  corsOrigins: string[];
  trustProxy: boolean | number | string[];
  logLevel: (typeof LOG_LEVELS)[number];
  sessionSecret: string;
  tokenSecret: string;
  /** Those used before, which are still understood. */
  olderSecrets: { session: string[]; token: string[] };
  /** Days after which somebody signs in again over the API, however often he comes. */
  sessionDays: number;
  adminEmail?: string;
  adminPassword?: string;
  rateLimitScale: number;
  /** Absolute. */
  dataDir: string;
  bcryptCost: number;
  databasePoolSize: number;
  /** Seconds. */
  databaseTimeout: number;
  metricsToken?: string;
  /** Absent: mails stay in the back office. */
  smtpUrl?: string;
  mailFrom: string;
  /** Where links for members lead. Without a trailing slash. */
  frontendUrl: string;
  /** Whether this process does the jobs of the queue beside serving. */
  runJobs: boolean;
  staffOtp: 'optional' | 'required';
  webhooksAllowPrivate: boolean;
}

/** The checked configuration of `env`; by default of the process's environment over the project's `.env`. Throws ConfigError. */
export function loadConfig(env: Environment = withDotEnv({ ...process.env, NODE_ENV: nodeEnvGiven })): Config {
  const values = check(env);
  const dataDir = resolve(projectRoot, values.DATA_DIR ?? '.data');
  const port = values.PORT ?? 3000;
  const publicUrl = values.PUBLIC_URL ?? `http://localhost:${port}`;
  const config: Config = {
    env: values.NODE_ENV ?? 'development',
    port,
    host: values.HOST ?? '127.0.0.1',
    databaseUrl: values.DATABASE_URL,
    migrationDatabaseUrl: values.MIGRATION_DATABASE_URL,
    publicUrl,
    corsOrigins: values.CORS_ORIGINS ?? [],
    trustProxy: values.TRUST_PROXY ?? false,
    logLevel: values.LOG_LEVEL ?? 'info',
    ...secrets(values, dataDir),
    sessionDays: values.SESSION_DAYS ?? 90,
    adminEmail: values.ADMIN_EMAIL,
    adminPassword: values.ADMIN_PASSWORD,
    rateLimitScale: values.RATE_LIMIT_SCALE ?? 1,
    dataDir,
    bcryptCost: values.BCRYPT_COST ?? 12,
    databasePoolSize: values.DATABASE_POOL_SIZE ?? 10,
    databaseTimeout: values.DATABASE_TIMEOUT ?? 10,
    metricsToken: values.METRICS_TOKEN,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM ?? `Doorstep <no-reply@${new URL(publicUrl).hostname}>`,
    frontendUrl: values.FRONTEND_URL ?? publicUrl,
    runJobs: values.RUN_JOBS ?? true,
    staffOtp: values.STAFF_OTP ?? 'optional',
    webhooksAllowPrivate: values.WEBHOOKS_ALLOW_PRIVATE ?? false,
  };
  if (config.migrationDatabaseUrl && !config.databaseUrl)
    throw new ConfigError(
      'DATABASE_URL must be set where MIGRATION_DATABASE_URL is: the address with the role that serves.',
    );
  return config;
}

function check(env: Environment): Values {
  const values: Record<string, unknown> = {};
  for (const key of configKeys) {
    const [schema, mustBe] = KEYS[key];
    const given = env[key];
    // An empty value is no value: compose files and CI pass KEY= for what is not set.
    if (given === undefined || given === '') continue;
    const result = schema.safeParse(given);
    // The value itself is not repeated: it may be a secret.
    if (!result.success) throw new ConfigError(`${key} must be ${mustBe}.`);
    values[key] = result.data;
  }
  return values as Values;
}

/** The environment over the keys of a .env file, key by key. Throws ConfigError for a key that nobody knows. */
export function withDotEnv(env: Environment, file = join(projectRoot, '.env')): Environment {
  if (!existsSync(file)) return env;
  const fromFile = parse(readFileSync(file));
  for (const key of Object.keys(fromFile)) if (!(key in KEYS)) throw unknownKey(key);
  return { ...fromFile, ...env };
}

function unknownKey(key: string): ConfigError {
  const meant = nearest(key);
  return new ConfigError(
    `${key} in .env is not a key of Doorstep${meant ? `; did you mean ${meant}?` : ', see .env.example.'}`,
  );
}

function nearest(key: string): Key | undefined {
  const distances = configKeys.map((known) => ({ known, far: distance(key.toUpperCase(), known) }));
  const best = distances.sort((a, b) => a.far - b.far)[0];
  return best && best.far <= Math.max(2, key.length / 4) ? best.known : undefined;
}

/** Levenshtein's distance: how many letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const Secrets = z.object({ sessionSecret: z.string().min(32), tokenSecret: z.string().min(32) });

function secrets(values: Values, dataDir: string): Pick<Config, 'sessionSecret' | 'tokenSecret' | 'olderSecrets'> {
  const [sessionSecret, ...session] = values.SESSION_SECRET ?? [];
  const [tokenSecret, ...token] = values.TOKEN_SECRET ?? [];
  const olderSecrets = { session, token };
  if (sessionSecret && tokenSecret) return { sessionSecret, tokenSecret, olderSecrets };
  if (values.NODE_ENV === 'production') {
    throw new ConfigError(
      `${sessionSecret ? 'TOKEN_SECRET' : 'SESSION_SECRET'} must be set when NODE_ENV is production.`,
    );
  }
  const kept = keptSecrets(dataDir);
  return {
    sessionSecret: sessionSecret ?? kept.sessionSecret,
    tokenSecret: tokenSecret ?? kept.tokenSecret,
    olderSecrets,
  };
}

/** Made once; of several first starts at once all read what the first one wrote, since a link never replaces a file. */
function keptSecrets(dataDir: string): z.output<typeof Secrets> {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    makeDataDir(dataDir);
    const mine = `${file}.${process.pid}`;
    const made = { sessionSecret: randomBytes(32).toString('hex'), tokenSecret: randomBytes(32).toString('hex') };
    writeFileSync(mine, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
    try {
      linkSync(mine, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(mine, { force: true });
    }
  }
  const read = Secrets.safeParse(json(readFileSync(file, 'utf8')));
  if (!read.success)
    throw new ConfigError(`${file} must hold a sessionSecret and a tokenSecret; delete it to have new ones made.`);
  return read.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Makes DATA_DIR, closed to others; root leaves them the way through, since PostgreSQL runs there as another user. */
export function makeDataDir(dataDir: string): void {
  try {
    const made = mkdirSync(dataDir, { recursive: true });
    if (made) chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  } catch (error) {
    throw new ConfigError(`DATA_DIR must be a folder that can be made and written: ${(error as Error).message}.`);
  }
}

/** The little of the environment that a program of PostgreSQL needs; no secret of ours goes along. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Makes React and AdminJS take their production builds, and AdminJS the bundle that the build step made. To be called
 * before either is imported, since both read the environment at that moment.
 */
export function takeProductionBuilds(): void {
  process.env.NODE_ENV = 'production';
  // Not AdminJS's own `.adminjs/`: Express 5 does not serve a path with a dot.
  process.env.ADMIN_JS_TMP_DIR = join(projectRoot, 'dist/admin-assets');
  process.env.ADMIN_JS_SKIP_BUNDLE = 'true';
}
