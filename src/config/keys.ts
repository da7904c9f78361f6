import { isIP } from 'node:net';
import { z } from 'zod';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);

const yesOrNo = z.enum(['true', 'false']).transform((value) => value === 'true');

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

/** The newest first. A value with commas was one secret before it could be several: as a whole it still opens what it closed. */
const secrets = z.string().transform((value, context): string[] => {
  const list = value.includes(',') ? value.split(',').map((part) => part.trim()) : [value];
  if (list.some((part) => part.length < 16)) context.addIssue('too short');
  return list.length > 1 ? [...list, value] : list;
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
export const KEYS = {
  NODE_ENV: [z.enum(['production', 'development', 'test']), 'production, development or test'],
  PORT: [wholeNumber(0, 65535), 'a port number from 0 to 65535'],
  HOST: [z.string(), 'a host name or address to listen on'],
  DATABASE_URL: [
    databaseUrl,
    `a URL such as postgres://user:password@host:5432/name, with no sslmode or one of libpq's`,
  ],
  MIGRATION_DATABASE_URL: [databaseUrl, `a URL like that of DATABASE_URL, with the role that owns the tables`],
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
  SESSION_SECRET: [secrets, 'at least 16 characters long, or several such, the newest first, with commas between them'],
  TOKEN_SECRET: [secrets, 'at least 16 characters long, or several such, the newest first, with commas between them'],
  SESSION_DAYS: [wholeNumber(1, 3650), 'a whole number of days from 1 to 3650'],
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
  DATABASE_TIMEOUT: [wholeNumber(1, 600), 'a whole number of seconds from 1 to 600'],
  METRICS_TOKEN: [z.string().regex(/^\S{8,}$/), 'at least 8 characters long, without spaces'],
  SMTP_URL: [
    z.string().refine((value) => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol)),
    'a URL such as smtp://user:password@host:587 or smtps://user:password@host:465',
  ],
  MAIL_FROM: [
    z.string().regex(/^([^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/),
    'a sender such as Acme <hello@example.com>',
  ],
  FRONTEND_URL: [asOrigin, 'the origin of your own wizard, such as https://join.example.com'],
  RUN_JOBS: [yesOrNo, 'true or false'],
  STAFF_OTP: [z.enum(['optional', 'required']), 'optional or required'],
  WEBHOOKS_ALLOW_PRIVATE: [yesOrNo, 'true or false'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;
