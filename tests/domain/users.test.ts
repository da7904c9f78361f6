import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Role, User } from '../../src/db/types.js';
import type { Actor } from '../../src/domain/actors.js';
import { system } from '../../src/domain/actors.js';
import { createHasher } from '../../src/domain/passwords.js';
import * as users from '../../src/domain/users.js';
import { testAuth } from '../support/auth.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { actor, failure } from '../support/failures.js';

let database: TestDatabase;
const hasher = createHasher(4);
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

let people = 0;
const make = (role: Role = 'member') => {
  people += 1;
  const account = { email: `${role}${people}@example.com`, password: 'a long enough password', role };
  return users.create(database.db, hasher, system('system'), account);
};
const as = ({ id, role }: User): Actor => ({ id, role, door: 'admin', ip: '192.0.2.7', requestId: 'r1' });
const update = (by: Actor, user: User, patch: object) =>
  users.update(database.db, testAuth, by, { id: user.id, patch });
const row = (user: User) =>
  database.db.selectFrom('users').selectAll().where('id', '=', user.id).executeTakeFirstOrThrow();

let admin: User;
let member: User;
beforeEach(async () => {
  admin = await make('admin');
  member = await make();
});

describe('support', () => {
  test('changes a member’s name, email and state', async () => {
    const changed = await update(actor('support'), member, { full_name: 'Ann', is_active: false });
    expect(changed).toMatchObject({ full_name: 'Ann', is_active: false });
  });

  test.each([{ role: 'support' }, { role: 'admin' }, { password: 'a new long password' }])(
    'does not give a role or a password: %j',
    async (patch) => {
      expect((await failure(update(actor('support'), member, patch))).code).toBe('FORBIDDEN');
      expect(await row(member)).toMatchObject({ role: 'member' });
    },
  );

  test.each(['support', 'editor', 'admin'] as const)('does not touch the account of %s', async (role) => {
    const staff = await make(role);
    expect((await failure(update(actor('support'), staff, { full_name: 'X' }))).code).toBe('FORBIDDEN');
  });

  test('neither makes nor deletes accounts', async () => {
    const account = { email: 'new@example.com', password: 'a long enough password' };
    expect((await failure(users.create(database.db, hasher, actor('support'), account))).code).toBe('FORBIDDEN');
    expect((await failure(users.remove(database.db, actor('support'), member.id))).code).toBe('FORBIDDEN');
  });
});

describe('an editor, a member and a visitor', () => {
  test.each(['editor', 'member', 'visitor'] as const)('as %s do nothing to accounts', async (role) => {
    expect((await failure(update(actor(role), member, { full_name: 'X' }))).code).toBe('FORBIDDEN');
    expect((await failure(users.remove(database.db, actor(role), member.id))).code).toBe('FORBIDDEN');
  });
});

describe('an admin', () => {
  test('makes staff, and the trace says who and from where', async () => {
    const made = await users.create(database.db, hasher, as(admin), {
      email: 'ed@example.com',
      password: 'a long enough password',
      role: 'editor',
    });
    const log = await database.db.selectFrom('audit_log').selectAll().where('entity_id', '=', made.id).execute();
    expect(log).toMatchObject([
      {
        action: 'user.created',
        actor_id: admin.id,
        door: 'admin',
        ip: '192.0.2.7',
        request_id: 'r1',
        after: { role: 'editor' },
      },
    ]);
  });

  test('neither deactivates nor deletes himself', async () => {
    expect((await failure(update(as(admin), admin, { is_active: false }))).code).toBe('CONFLICT');
    expect((await failure(users.remove(database.db, as(admin), admin.id))).code).toBe('CONFLICT');
  });

  test('deletes softly: the email is free again, the row stays', async () => {
    await users.remove(database.db, as(admin), member.id);
    expect((await row(member)).deleted_at).not.toBeNull();
    const again = await users.create(database.db, hasher, as(admin), {
      email: member.email.toUpperCase(),
      password: 'a long enough password',
    });
    expect(again.id).not.toBe(member.id);
    expect((await failure(users.remove(database.db, as(admin), member.id))).code).toBe('NOT_FOUND');
    expect((await failure(update(as(admin), member, { full_name: 'X' }))).code).toBe('NOT_FOUND');
  });

  test('is told of an email that is taken, at its field', async () => {
    const error = await failure(update(as(admin), member, { email: admin.email.toUpperCase() }));
    expect([error.code, error.details?.[0]?.field]).toEqual(['EMAIL_TAKEN', 'email']);
  });

  test('writes nothing down of a change that failed', async () => {
    const count = async () => (await database.db.selectFrom('audit_log').select('id').execute()).length;
    const before = await count();
    await failure(update(as(admin), member, { email: admin.email }));
    await failure(update(as(admin), member, { full_name: 'x'.repeat(201) }));
    expect(await count()).toBe(before);
  });
});

describe('two admins', () => {
  test('who change each other at once do not wait for each other for ever', async () => {
    for (let round = 0; round < 5; round += 1) {
      const other = await make('admin');
      const patch = { full_name: `Round ${round}` };
      const changed = await Promise.all([update(as(admin), other, patch), update(as(other), admin, patch)]);
      expect(changed.map(({ full_name }) => full_name)).toEqual([patch.full_name, patch.full_name]);
    }
  });
});

describe('the last admin', () => {
  test('stays, also when two demote each other at once', async () => {
    const alone = await testDatabase();
    const make = (email: string) =>
      users.create(alone.db, hasher, system('system'), { email, password: 'a long enough password', role: 'admin' });
    const [one, two] = [await make('one@example.com'), await make('two@example.com')];
    const demote = (by: User, whom: User) =>
      users.update(alone.db, testAuth, as(by), { id: whom.id, patch: { role: 'editor' } });
    const outcomes = await Promise.allSettled([demote(one, two), demote(two, one)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(await failure(Promise.reject(refused?.reason))).toMatchObject({
      code: 'CONFLICT',
      details: [{ field: 'role' }],
    });
    const left = await alone.db.selectFrom('users').select('id').where('role', '=', 'admin').execute();
    expect(left).toHaveLength(1);
    await alone.close();
  });
});
