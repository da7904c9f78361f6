import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/db/types.js';
import { type Actor, system } from '../../src/domain/actors.js';
import * as imports from '../../src/domain/imports.js';
import { createKeyring } from '../../src/domain/keyring.js';
import { createHasher } from '../../src/domain/passwords.js';
import * as users from '../../src/domain/users.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { actor, failure } from '../support/failures.js';
import { waitingForLocks } from '../support/meetings.js';

let database: TestDatabase;
let admin: Actor;
const keyring = createKeyring('a secret of the tests');
beforeAll(async () => {
  database = await testDatabase();
  const { id } = await account('admin@example.com', 'admin');
  admin = { id, role: 'admin', door: 'admin', ip: '192.0.2.7', requestId: 'r1' };
});
afterAll(() => database.close());

const account = (email: string, role: User['role'] = 'member') =>
  users.create(database.db, createHasher(4), system('system'), { email, password: 'a long enough password', role });
const check = (csv: string) => imports.check(database.db, admin, csv);
const run = (csv: string, more: object = {}) => imports.run(database.db, { keyring }, admin, { csv, ...more });
const file = (...lines: string[]) => lines.join('\n');
const people = async () => Number((await database.pool.query('select count(*) from users')).rows[0].count);
/** line: rule, for each complaint. */
const told = ({ bad }: imports.Report) =>
  bad.flatMap(({ line, complaints }) => complaints.map(({ rule }) => `${line}: ${rule}`));

describe('a file', () => {
  test.each([
    ['commas', 'email,name\nann@a.example,Ann', ','],
    ['semicolons, as Excel writes them in Germany', 'E-Mail;Name\r\nann@a.example;Ann\r\n', ';'],
    ['tabs, and a mark of UTF-8', '\uFEFFe-mail\tName\nann@a.example\tAnn', '\t'],
    ['line ends of an old Mac', 'email,name\rann@a.example,Ann', ','],
    ['headings between quotation marks that hold commas', '"name";"e-mail";"a,b,c"\nAnn;ann@a.example;', ';'],
  ])('with %s is understood', async (_what, csv, separator) => {
    expect(await check(csv)).toMatchObject({ separator, good: 1, bad: [] });
  });

  test('has headings in English or German; what they do not say is named', async () => {
    const report = await check(file('Rolle,Aktiv,Telefon,Name,EMAIL', 'Redaktion,nein,123,Jörg Müßig,j@a.example'));
    expect(report.columns.map(({ column }) => column)).toEqual(['role', 'is_active', 'full_name', 'email']);
    expect(report.ignored).toEqual(['Telefon']);
    expect(report).toMatchObject({ good: 1, roles: { editor: 1 }, inactive: 1 });
  });

  test.each([
    ['', { rule: 'empty' }],
    ['\n\n', { rule: 'empty' }],
    ['name\nAnn', { rule: 'no_email' }],
    ['email,E-Mail\na@a.example,b@a.example', { rule: 'same_column', heading: 'E-Mail' }],
    ['email,name\na@a.example,A\nb@a.example,"B\nc@a.example,C', { rule: 'quote', line: 3 }],
    ['PK\u0003\u0004\0\0', { rule: 'binary' }],
    [`email\n${'a'.repeat(1024 * 1024)}`, { rule: 'bytes' }],
    [`email\n${'a@a.example\n'.repeat(5001)}`, { rule: 'lines' }],
    [`email${','.repeat(50)}`, { rule: 'columns' }],
  ])('that is no list of people says why', async (csv, unfit) => {
    expect((await check(csv)).unfit).toEqual(unfit);
  });

  test('as large as may be is read within a moment', async () => {
    const { good } = await check(file('email', ...Array.from({ length: 5000 }, (_, n) => `a${n}@large.example`)));
    expect(good).toBe(5000);
    for (const hostile of [
      `email\n${','.repeat(1_000_000)}`,
      `email\n${'"'.repeat(1_000_000)}`,
      '\n'.repeat(1_000_000),
    ])
      expect((await check(hostile)).good).toBe(0);
  });
});

describe('a bad line', () => {
  test('is named by where it begins in the file, whatever stands between quotation marks', async () => {
    const report = await check(
      file(
        'email,name,role,active',
        'fine@a.example,"Fine, ""really""",,',
        '',
        '"lines@a.example","Two\nlines",member,yes',
        'no address,Ann,member,yes',
        ',Ann,member,yes',
        'FINE@a.example,Ann,member,yes',
        'Admin@Example.com,Ann,member,yes',
        `long@a.example,${'n'.repeat(201)},king,perhaps`,
        'short@a.example',
        'wide@a.example,Wide,member,yes,more',
        'ok@a.example,Ok,Admin,no,',
      ),
    );
    expect(told(report)).toEqual([
      ...['4: characters', '6: email', '7: required', '8: twice', '9: taken'],
      ...['10: max_length', '10: role', '10: is_active', '11: cells', '12: cells'],
    ]);
    const complaintOf = (line: number) => report.bad.find((bad) => bad.line === line)?.complaints[0];
    expect(complaintOf(8)).toEqual({ heading: 'email', value: 'FINE@a.example', rule: 'twice', other: 2 });
    expect(complaintOf(11)).toEqual({ heading: null, value: '1', rule: 'cells', other: 4 });
    expect(report).toMatchObject({ good: 2, roles: { member: 1, admin: 1 }, inactive: 1 });
  });

  test('of ours that was mended is read without the apostrophe that guarded it', async () => {
    await run(file('email,name', `'+ann@guarded.example,'=Ann`));
    const row = await database.db.selectFrom('users').select('full_name').where('email', '=', '+ann@guarded.example');
    expect(await row.executeTakeFirst()).toEqual({ full_name: '=Ann' });
  });

  test('is no account’s that was deleted: his email is free again', async () => {
    const { id } = await account('gone@a.example');
    await users.remove(database.db, admin, id);
    expect(await check(file('email', 'gone@a.example'))).toMatchObject({ good: 1, bad: [] });
  });
});

describe('importing', () => {
  test('is for those who may make accounts', async () => {
    const others = (['support', 'editor', 'member'] as const).map((role) => actor(role));
    for (const other of others) {
      expect((await failure(imports.check(database.db, other, 'email'))).code).toBe('FORBIDDEN');
      expect((await failure(imports.run(database.db, { keyring }, other, { csv: 'email' }))).code).toBe('FORBIDDEN');
    }
  });

  test('makes the good ones without a password, and writes down each and who did it', async () => {
    const report = await run(file('email,name', 'one@i.example,One', 'no,No', 'two@i.example,'));
    expect(report).toMatchObject({ imported: 2, good: 2 });
    const { rows } = await database.pool.query(
      `select email, full_name, role, is_active, email_verified_at, audit_log.actor_id, action, door, after->>'email' as told,
        exists (select from user_secrets where user_id = users.id) as has_password,
        exists (select from mails where user_id = users.id) as has_mail
      from users join audit_log on entity_id = users.id::text where email::text like '%@i.example' order by email`,
    );
    const same = { role: 'member', is_active: true, email_verified_at: null, has_password: false, has_mail: false };
    const by = { actor_id: admin.id, action: 'user.imported', door: 'admin' };
    expect(rows).toEqual([
      { ...same, ...by, email: 'one@i.example', full_name: 'One', told: 'one@i.example' },
      { ...same, ...by, email: 'two@i.example', full_name: null, told: 'two@i.example' },
    ]);
  });

  test('the same again, also twice at once, makes nobody twice', async () => {
    const csv = file('email', ...Array.from({ length: 200 }, (_, n) => `again${n}@i.example`));
    const { basis } = await check(csv);
    const before = await people();
    const both = await Promise.all([run(csv, { basis }), run(csv, { basis }), run(csv)]);
    expect(both.map(({ imported }) => imported).sort()).toEqual([0, 0, 200]);
    expect(await people()).toBe(before + 200);
    const third = await run(csv, { basis });
    expect(third).toMatchObject({ imported: 0, good: 0 });
    expect(new Set(told(third).map((one) => one.split(' ')[1]))).toEqual(new Set(['taken']));
  });

  test('the same people in other letters, at once, wait for each other and not for ever', async () => {
    const other = (first: 0 | 1) =>
      file('email', ...Array.from({ length: 1000 }, (_, n) => `${n % 2 === first ? 'Z' : 'z'}${n}@letters.example`));
    const both = await Promise.all([run(other(0)), run(other(1))]);
    expect(both.map(({ imported }) => imported).sort((one, two) => one - two)).toEqual([0, 1000]);
  });

  test('who registers at the very moment of the import is made no second time, and nobody else is made then', async () => {
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query(`insert into users (email) values ('quick@moment.example')`);
    const importing = run(file('email', 'slow@moment.example', 'quick@moment.example'));
    await waitingForLocks(database.pool, 1);
    await holder.query('commit');
    holder.release();
    const report = await importing;
    expect([report.imported, report.good, told(report)]).toEqual([0, 1, ['3: taken']]);
    const { rows } = await database.pool.query(`select email from users where email::text like '%@moment.example'`);
    expect(rows).toEqual([{ email: 'quick@moment.example' }]);
  });

  test('what changed since the check is told, and nothing is made', async () => {
    const csv = file('email', 'first@changed.example', 'second@changed.example');
    const { basis } = await check(csv);
    await account('second@changed.example');
    const before = await people();
    const report = await run(csv, { basis });
    expect([report.imported, told(report), await people()]).toEqual([0, ['3: taken'], before]);
    expect(await run(csv, { basis: report.basis })).toMatchObject({ imported: 1 });
  });

  test('sends a link to set a password, good for a week, to those who may sign in, behind what others wait for', async () => {
    await run(file('email,active', 'on@links.example,yes', 'off@links.example,no'), { links: true });
    const { rows } = await database.pool.query(
      `select recipient, kind, token_hash is not null as has_link, priority,
        round(extract(epoch from expires_at - user_tokens.created_at) / 86400)::int as days
      from mails join user_tokens on user_tokens.id = token_id
        join graphile_worker.jobs on key = 'send_mail ' || mails.id where recipient::text like '%@links.example'`,
    );
    const link = { kind: 'reset_password', has_link: true, priority: 5, days: 7 };
    expect(rows).toEqual([{ ...link, recipient: 'on@links.example' }]);
  });
});
