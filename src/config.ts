import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { parse } from 'dotenv';
import { z } from 'zod';

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

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);

/** An origin as browsers send it; a trailing slash, often typed, is dropped. */
const asOrigin = z
  .string()
  .trim()
  .transform((value) => value.replace(/\/$/, ''))
  .refine((value) => URL.canParse(value) && /^https?:/.test(value) && new URL(value).origin === value);

const databaseUrl = z.string().refine((value) => {
  if (!URL.canParse(value)) return false;
  const { protocol, searchParams } = new URL(value);
  const mode = searchParams.get('sslmode');
  return /^postgres(ql)?:$/.test(protocol) && (mode === null || SSL_MODES.includes(mode));
});

const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];
const isProxy = (value: string) => {
  const [address = '', bits, ...rest] = value.split('/');
  if (PROXY_NAMES.includes(value)) return true;
  return isIP(address) > 0 && rest.length === 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
};

/** Express's own kinds of `trust proxy`: nobody, everybody, so many hops, or these addresses. */
const trustProxy = z.string().transform((value, context): boolean | number | string[] => {
  if (value === 'true' || value === 'false') return value === 'true';
  if (/^\d+$/.test(value)) return Number(value);
  const list = value.split(',').map((part) => part.trim());
  if (!list.every(isProxy)) context.addIssue('not a proxy');
  return list;
});

/** Every key there is: its check, its default, and the end of the sentence "KEY must be …". */
const KEYS = {
  NODE_ENV: [z.enum(['production', 'development', 'test']), 'production, development or test'],
  PORT: [wholeNumber(0, 65535), 'a port number from 0 to 65535'],
  HOST: [z.string(), 'a host name or address to listen on'],
  DATABASE_URL: [
    databaseUrl,
    `a URL such as postgres://user:password@host:5432/name, with no sslmode or one of libpq's`,
  ],
  PUBLIC_URL: [asOrigin, 'the address people open, such as https://onboarding.example.com, without a path'],
  CORS_ORIGINS: [
    z
      .string()
      .transform((value) => value.split(',').filter((part) => part.trim() !== ''))
      .pipe(z.array(asOrigin)),
    'a comma-separated list of origins such as https://app.example.com',
  ],
  TRUST_PROXY: [trustProxy, 'true, false, a number of proxies, or a comma-separated list of their addresses'],
  LOG_LEVEL: [z.enum(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`],
  SESSION_SECRET: [z.string().min(16), 'at least 16 characters long'],
  TOKEN_SECRET: [z.string().min(16), 'at least 16 characters long'],
  ADMIN_EMAIL: [z.string().regex(/^[^\s@]+@[^\s@]+$/), 'an email address'],
  ADMIN_PASSWORD: [
    z
      .string()
      .min(8)
      .refine((value) => Buffer.byteLength(value) <= 72),
    'at least 8 characters and at most 72 bytes long',
  ],
  RATE_LIMIT_SCALE: [
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number)
      .refine((value) => value > 0),
    'a number above 0, such as 1 or 0.5',
  ],
  DATA_DIR: [z.string(), 'a folder'],
  BCRYPT_COST: [wholeNumber(4, 15), 'a whole number from 4 to 15'],
  DATABASE_POOL_SIZE: [wholeNumber(1, 500), 'a whole number from 1 to 500'],
  METRICS_TOKEN: [z.string().min(8), 'at least 8 characters long'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

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
  /** Without a trailing slash. */
  publicUrl: string;
  corsOrigins: string[];
  trustProxy: boolean | number | string[];
  logLevel: (typeof LOG_LEVELS)[number];
  sessionSecret: string;
  tokenSecret: string;
  adminEmail?: string;
  adminPassword?: string;
  rateLimitScale: number;
  /** Absolute. */
  dataDir: string;
  bcryptCost: number;
  databasePoolSize: number;
  metricsToken?: string;
}

/** The checked configuration of `env`; by default of the process's environment over the project's `.env`. Throws ConfigError. */
export function loadConfig(env: Environment = withDotEnv({ ...process.env, NODE_ENV: nodeEnvGiven })): Config {
  const values = check(env);
  const dataDir = resolve(projectRoot, values.DATA_DIR ?? '.data');
  const port = values.PORT ?? 3000;
  return {
    env: values.NODE_ENV ?? 'development',
    port,
    host: values.HOST ?? '127.0.0.1',
    databaseUrl: values.DATABASE_URL,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${port}`,
    corsOrigins: values.CORS_ORIGINS ?? [],
    trustProxy: values.TRUST_PROXY ?? false,
    logLevel: values.LOG_LEVEL ?? 'info',
    ...secrets(values, dataDir),
    adminEmail: values.ADMIN_EMAIL,
    adminPassword: values.ADMIN_PASSWORD,
    rateLimitScale: values.RATE_LIMIT_SCALE ?? 1,
    dataDir,
    bcryptCost: values.BCRYPT_COST ?? 12,
    databasePoolSize: values.DATABASE_POOL_SIZE ?? 10,
    metricsToken: values.METRICS_TOKEN,
  };
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

function secrets(values: Values, dataDir: string): z.output<typeof Secrets> {
  const { SESSION_SECRET: sessionSecret, TOKEN_SECRET: tokenSecret } = values;
  if (sessionSecret && tokenSecret) return { sessionSecret, tokenSecret };
  if (values.NODE_ENV === 'production') {
    throw new ConfigError(
      `${sessionSecret ? 'TOKEN_SECRET' : 'SESSION_SECRET'} must be set when NODE_ENV is production.`,
    );
  }
  const kept = keptSecrets(dataDir);
  return { sessionSecret: sessionSecret ?? kept.sessionSecret, tokenSecret: tokenSecret ?? kept.tokenSecret };
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
