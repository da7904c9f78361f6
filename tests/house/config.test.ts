import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { cautionsOf } from '../../src/config/cautions.js';
import { childEnvironment, configKeys, loadConfig, projectRoot, withDotEnv } from '../../src/config.js';

const folder = mkdtempSync(join(tmpdir(), 'doorstep-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const load = (env: Record<string, string> = {}) => loadConfig({ DATA_DIR: folder, ...env });
const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

describe('the keys', () => {
  test('stand in .env.example, all of them and no other', () => {
    const listed = [...read('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, key]) => key);
    expect(listed.sort()).toEqual([...configKeys].sort());
  });

  test('stand in docs/operations.md, each with its meaning', () => {
    const listed = [...read('docs/operations.md').matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, key]) => key);
    expect(listed.sort()).toEqual([...configKeys].sort());
  });

  test('have defaults that run on a developer’s machine', () => {
    expect(load()).toMatchObject({
      ...{ env: 'development', port: 3000, host: '127.0.0.1', publicUrl: 'http://localhost:3000', corsOrigins: [] },
      ...{ trustProxy: false, logLevel: 'info', rateLimitScale: 1, bcryptCost: 12, databasePoolSize: 10 },
      ...{ dataDir: folder, databaseUrl: undefined, adminEmail: undefined, metricsToken: undefined },
    });
  });

  test('that are empty are as good as absent', () => {
    expect(load({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  test('that nobody knows, in the process’s environment, are somebody else’s business', () => {
    expect(load({ PROT: '80' }).port).toBe(3000);
  });
});

describe('a wrong value is one sentence that names the key and what it must be', () => {
  test.each([
    ['PORT', '80a', 'a port number from 0 to 65535'],
    ['PORT', '65536', 'a port number'],
    ['NODE_ENV', 'staging', 'production, development or test'],
    ['DATABASE_URL', 'mysql://localhost/x', 'a URL such as postgres://'],
    ['DATABASE_URL', 'localhost', 'a URL such as postgres://'],
    ['DATABASE_URL', 'postgres://localhost/x?sslmode=maybe', 'with no sslmode or one of libpq'],
    ['PUBLIC_URL', 'example.com', 'the address people open'],
    ['PUBLIC_URL', 'https://example.com/wizard', 'without a path'],
    ['CORS_ORIGINS', 'https://a.example, *', 'a comma-separated list of origins'],
    ['TRUST_PROXY', 'the-proxy', 'true, false, a number of proxies'],
    ['TRUST_PROXY', '10.0.0.0/x', 'true, false, a number of proxies'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error'],
    ['SESSION_SECRET', 'short', 'at least 16 characters'],
    ['TOKEN_SECRET', 'short', 'at least 16 characters'],
    ['ADMIN_EMAIL', 'me', 'an email address'],
    ['ADMIN_PASSWORD', 'ü'.repeat(37), 'at most 72 bytes'],
    ['RATE_LIMIT_SCALE', '0', 'a number above 0'],
    ['BCRYPT_COST', '16', 'from 4 to 15'],
    ['DATABASE_POOL_SIZE', '0', 'from 1 to 500'],
    ['METRICS_TOKEN', 'short', 'at least 8 characters'],
    ['SMTP_URL', 'mail.example.com', 'a URL such as smtp://'],
    ['MAIL_FROM', 'Acme', 'a sender such as Acme <hello@example.com>'],
    ['FRONTEND_URL', 'https://a.example/join', 'the origin of your own wizard'],
    ['RUN_JOBS', 'yes', 'true or false'],
    ['STAFF_OTP', 'true', 'optional or required'],
    ['WEBHOOKS_ALLOW_PRIVATE', '1', 'true or false'],
  ])('%s=%s', (key, value, mustBe) => {
    const complaint = expect(() => load({ [key]: value }));
    complaint.toThrow(`${key} must be `);
    complaint.toThrow(mustBe);
  });

  test('an owner’s address alone is no database: the embedded one is not taken in its place', () => {
    const owner = { MIGRATION_DATABASE_URL: 'postgres://owner@localhost/x' };
    expect(() => load(owner)).toThrow('DATABASE_URL must be set where MIGRATION_DATABASE_URL is');
    expect(load({ ...owner, DATABASE_URL: 'postgres://server@localhost/x' }).migrationDatabaseUrl).toBeDefined();
  });

  test('and does not repeat a secret', () => {
    expect(() => load({ SESSION_SECRET: 'hunter2' })).not.toThrow('hunter2');
  });
});

describe('in production, for others than this machine', () => {
  const strong = 'mXq7Zt0vB2nR9sKd4wLf8yHc6pJg1aUe';
  const given = { SESSION_SECRET: strong, TOKEN_SECRET: strong, PUBLIC_URL: 'https://join.example.com' };
  const cautions = (env: Record<string, string>) => cautionsOf(load(env)).join(' ');
  const production = (more: Record<string, string>) => cautions({ NODE_ENV: 'production', ...given, ...more });

  test.each([
    ['SESSION_SECRET', 'twenty characters ok', 'SESSION_SECRET should be random and at least 32 characters long'],
    ['TOKEN_SECRET', 'abababababababababababababababababab', 'TOKEN_SECRET should be random'],
    ['TOKEN_SECRET', 'please-change-me-0123456789-abcdefgh', 'TOKEN_SECRET should be random'],
    ['METRICS_TOKEN', 'tenletters', 'METRICS_TOKEN should be at least 16'],
    ['BCRYPT_COST', '9', 'BCRYPT_COST should be at least 10'],
  ])('%s=%s is warned of with what to set', (key, value, sentence) => {
    expect(production({ [key]: value })).toContain(sentence);
    // Where only this machine is served, and while one develops, it is nobody's business.
    expect(production({ PUBLIC_URL: 'http://localhost:3000', [key]: value })).toBe('');
    expect(production({ [key]: value, NODE_ENV: 'development' })).toBe('');
  });

  test('strong ones are not, and an older secret may be as poor as it was', () => {
    expect(production({})).toBe('');
    expect(production({ TOKEN_SECRET: `${strong},twenty characters ok` })).toBe('');
  });

  test('what may be read on the way, or made up, is worth a warning', () => {
    expect(cautions({})).toBe('');
    expect(cautions({ PUBLIC_URL: 'http://join.internal' })).toContain('PUBLIC_URL is plain http');
    expect(cautions({ TRUST_PROXY: 'true' })).toContain('TRUST_PROXY is true');
    const at = (host: string, query = '') => cautions({ DATABASE_URL: `postgres://u:p@${host}/x${query}` });
    expect(at('db.internal')).toContain('sslmode=verify-full insists');
    expect([at('localhost'), at('127.0.0.1'), at('db.internal', '?sslmode=require')]).toEqual(['', '', '']);
    const mail = (url: string) => cautions({ SMTP_URL: url });
    expect(mail('smtp://mail.internal')).toContain('requireTLS=true');
    expect([mail('smtps://mail.internal'), mail('smtp://mail.internal?requireTLS=true')]).toEqual(['', '']);
  });
});

describe('values are turned into what the code wants', () => {
  test.each([
    ['true', true],
    ['false', false],
    ['2', 2],
    ['loopback, 10.0.0.0/8,::1', ['loopback', '10.0.0.0/8', '::1']],
  ])('TRUST_PROXY=%s', (value, expected) => {
    expect(load({ TRUST_PROXY: value }).trustProxy).toEqual(expected);
  });

  test('origins and the public address lose a trailing slash', () => {
    const { publicUrl, corsOrigins } = load({
      PUBLIC_URL: 'https://a.example/',
      CORS_ORIGINS: 'https://b.example/, http://c.example:8080',
    });
    expect([publicUrl, ...corsOrigins]).toEqual(['https://a.example', 'https://b.example', 'http://c.example:8080']);
  });

  test('the public address follows the port', () => {
    expect(load({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
  });
});

describe('.env', () => {
  const file = join(folder, '.env');
  const env = (text: string, given = {}) => {
    writeFileSync(file, text);
    return withDotEnv(given, file);
  };

  test('gives what the environment does not', () => {
    expect(env('PORT=4000\nHOST="::1"', { PORT: '5000' })).toEqual({ PORT: '5000', HOST: '::1' });
  });

  test('may be absent', () => {
    expect(withDotEnv({ PORT: '1' }, join(folder, 'nowhere'))).toEqual({ PORT: '1' });
  });

  test('with an unknown key is refused, and a near one proposed', () => {
    expect(() => env('DATABSE_URL=x')).toThrow(
      'DATABSE_URL in .env is not a key of Doorstep; did you mean DATABASE_URL?',
    );
    expect(() => env('COLOUR=red')).toThrow('COLOUR in .env is not a key of Doorstep, see .env.example.');
  });
});

describe('secrets', () => {
  test('that are missing are made once, readable by their owner alone', () => {
    const first = load();
    expect(load()).toEqual(first);
    expect(first.sessionSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(first.sessionSecret).not.toBe(first.tokenSecret);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  test('that are given are taken, and the other one is made', () => {
    const given = 'x'.repeat(32);
    expect(load({ TOKEN_SECRET: given })).toMatchObject({ tokenSecret: given, sessionSecret: load().sessionSecret });
  });

  test('may be several, the newest first; a value that had commas before still opens what it closed', () => {
    const [newer, older] = ['a newer secret of them', 'an older secret of them'];
    expect(load({ TOKEN_SECRET: `${newer}, ${older}`, SESSION_SECRET: older })).toMatchObject({
      ...{ tokenSecret: newer, sessionSecret: older },
      olderSecrets: { token: [older, `${newer}, ${older}`], session: [] },
    });
    expect(() => load({ TOKEN_SECRET: `${newer},short` })).toThrow('TOKEN_SECRET must be at least 16 characters long');
  });

  test('are never made in production', () => {
    const token = { TOKEN_SECRET: 'x'.repeat(32) };
    expect(() => load({ NODE_ENV: 'production' })).toThrow('SESSION_SECRET must be set when NODE_ENV is production.');
    expect(() => load({ NODE_ENV: 'production', SESSION_SECRET: 'x'.repeat(32) })).toThrow('TOKEN_SECRET must be set');
    expect(load({ NODE_ENV: 'production', SESSION_SECRET: 'y'.repeat(32), ...token }).env).toBe('production');
  });

  test('in a file that was spoilt are not replaced behind the operator’s back', () => {
    const dir = mkdtempSync(join(folder, 'spoilt-'));
    for (const text of ['{', '{"sessionSecret": "short"}']) {
      writeFileSync(join(dir, 'secrets.json'), text);
      expect(() => load({ DATA_DIR: dir })).toThrow('must hold a sessionSecret and a tokenSecret; delete it');
    }
  });

  test('a DATA_DIR that is no folder is refused', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => load({ DATA_DIR: join(folder, 'file/below') })).toThrow('DATA_DIR must be a folder that can be made');
  });

  test('do not go along to PostgreSQL’s programs', () => {
    expect(Object.keys(childEnvironment()).sort()).toEqual(['LC_ALL', 'PATH', 'SystemRoot', 'TEMP', 'TMP', 'TZ']);
  });
});
