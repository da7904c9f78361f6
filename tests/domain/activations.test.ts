import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Role, User } from '../../src/db/types.js';
import * as activations from '../../src/domain/activations.js';
import { type Actor, system } from '../../src/domain/actors.js';
import { createHasher } from '../../src/domain/passwords.js';
import * as users from '../../src/domain/users.js';
import { testAuth } from '../support/auth.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { actor, failure } from '../support/failures.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

let people = 0;
const make = (role: Role = 'member') => {
  people += 1;
  const account = { email: `${role}${people}@example.com`, password: 'a long enough password', role };
  return users.create(database.db, createHasher(4), system('system'), { ...account, full_name: `${role} ${people}` });
};
const as = ({ id, role }: User): Actor => ({ id, role, door: 'admin' });
const setAll = (by: Actor, all: User[], is_active: boolean) =>
  activations.setAll(database.db, testAuth, by, { ids: all.map(({ id }) => id), is_active });
const active = async (all: User[]) => {
  const rows = await database.db.selectFrom('users').select(['id', 'is_active']).execute();
  return all.map(({ id }) => rows.find((row) => row.id === id)?.is_active);
};

let admin: User;
let members: User[];
beforeEach(async () => {
  admin = await make('admin');
  members = [await make(), await make(), await make()];
});

test('several are deactivated at once: each signed out, each written down', async () => {
  const sessions = members.map(({ id }) => ({ user_id: id }));
  await database.db.insertInto('sessions').values(sessions).execute();
  const done = await setAll(as(admin), members, false);
  expect(done.map(({ name, why }) => [name, why])).toEqual(members.map(({ full_name }) => [full_name, null]));
  expect(await active(members)).toEqual([false, false, false]);
  const { rows } = await database.pool.query(
    `select count(*)::int as entries, count(distinct request_id) as requests,
      (select count(*)::int from sessions where user_id = any($1) and ended_at is not null) as ended
    from audit_log where entity_id = any($1::text[]) and action = 'user.updated' and actor_id = $2
      and before = '{"is_active": true}' and after = '{"is_active": false}'`,
    [members.map(({ id }) => id), admin.id],
  );
  expect(rows[0]).toMatchObject({ entries: 3, ended: 3 });
});

test('with whom it can’t be done is told one by one, before and after, and the others are done', async () => {
  const [gone, off, on] = members as [User, User, User];
  await users.remove(database.db, as(admin), gone.id);
  await users.update(database.db, testAuth, as(admin), { id: off.id, patch: { is_active: false } });
  const all = [admin, ...members];
  const told = ['oneself', 'gone', 'inactive', null];
  const wish = { ids: all.map(({ id }) => id), is_active: false };
  const foreseen = await activations.foresee(database.db, as(admin), wish);
  expect(foreseen.map(({ why }) => why)).toEqual(told);
  expect(foreseen[1]).toEqual({ id: gone.id, name: null, why: 'gone' });
  expect(await active([on])).toEqual([true]);
  expect((await setAll(as(admin), all, false)).map(({ why }) => why)).toEqual(told);
  expect(await active([admin, off, on])).toEqual([true, false, false]);
  expect((await setAll(as(admin), [admin, on], true)).map(({ why }) => why)).toEqual(['active', null]);
});

test('support does it with members alone, editors not at all', async () => {
  const editor = await make('editor');
  const found = await setAll(actor('support'), [editor, ...members], false);
  expect(found.map(({ why }) => why)).toEqual(['staff', null, null, null]);
  expect(await active([editor])).toEqual([true]);
  expect((await failure(setAll(actor('editor'), members, true))).code).toBe('FORBIDDEN');
  const wish = { ids: members.map(({ id }) => id), is_active: true };
  expect((await failure(activations.foresee(database.db, actor('editor'), wish))).code).toBe('FORBIDDEN');
});

test('all or none: the last admin stays, and so does everybody who was chosen with him', async () => {
  const { rows } = await database.pool.query("select * from users where role = 'admin' and is_active");
  await expect(setAll(system('cli'), [...members, ...rows], false)).rejects.toMatchObject({
    constraint: 'users_last_admin_check',
  });
  expect(await active(members)).toEqual([true, true, true]);
});

test('two who do it with the same people at once do not wait for each other for ever', async () => {
  const other = await make('admin');
  await Promise.all([
    setAll(as(admin), members, false),
    setAll(as(other), [...members].reverse(), false),
    setAll(as(admin), [...members].reverse(), false),
  ]);
  expect(await active(members)).toEqual([false, false, false]);
});
