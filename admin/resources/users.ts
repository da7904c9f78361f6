import { usersWith } from '../../src/db/second-factors.js';
import { eraseAccount } from '../../src/domain/erasures.js';
import { can } from '../../src/domain/permissions.js';
import * as factors from '../../src/domain/second-factors.js';
import * as users from '../../src/domain/users.js';
import { confirmed } from '../confirmations.js';
import type { Definition, Values } from '../definition.js';

/** An empty box of a password is no password: none is set, or one is still to be given. */
function withoutEmpty({ password, ...values }: Values): Values {
  return password === null || password === undefined ? values : { ...values, password };
}

export const definition: Definition = {
  table: 'users',
  columns: [
    'id',
    'email',
    'full_name',
    'role',
    'is_active',
    'email_verified_at',
    'last_login_at',
    'created_at',
    'updated_at',
  ],
  title: 'email',
  searched: ['email', 'full_name'],
  sort: { sortBy: 'created_at', direction: 'desc' },
  writable: ({ role }) => {
    const own = ['email', 'full_name', 'is_active'];
    return can(role, 'staff.update') ? [...own, 'role', 'password'] : own;
  },
  create: ({ deps, clerk, values }) =>
    users.create(deps.db, deps.hasher, clerk.actor, withoutEmpty(values) as Parameters<typeof users.create>[3]),
  update: async ({ deps, clerk, id, values }) => {
    const patch = withoutEmpty(values);
    if (Object.keys(patch).length) await users.update(deps.db, deps, clerk.actor, { id, patch });
  },
  remove: ({ deps, clerk, id }) => users.remove(deps.db, clerk.actor, id),
  derive: async ({ db }, rows) => {
    const ids = rows.map(({ id }) => String(id));
    const having = await usersWith(db, ids);
    for (const row of rows) row.second_factor = having.has(String(row.id)) ? 'On' : 'Off';
  },
  options: {
    navigation: { name: null, icon: 'Users' },
    listProperties: ['email', 'full_name', 'role', 'is_active', 'second_factor', 'last_login_at'],
    showProperties: [
      'email',
      'full_name',
      'role',
      'is_active',
      'second_factor',
      'email_verified_at',
      'last_login_at',
      'created_at',
      'updated_at',
    ],
    editProperties: ['email', 'full_name', 'role', 'is_active', 'password'],
    filterProperties: ['q', 'email', 'full_name', 'role', 'is_active', 'last_login_at', 'created_at', 'id'],
    properties: {
      q: { type: 'string' },
      password: { type: 'password', components: { edit: 'NewPassword' } },
      second_factor: { type: 'string', isSortable: false },
      role: { components: { edit: 'StaffOnly' } },
      is_active: { custom: { initially: true } },
    },
  },
  actions: {
    removeFactor: confirmed({
      icon: 'ShieldOff',
      explains:
        'For somebody who has lost his phone and his recovery codes: be sure that it is him who asks. Signing in then takes his password alone, until he sets up a new one. His sessions end.',
      isDangerous: true,
      fits: ({ id, second_factor }, clerk) => second_factor === 'On' && id !== clerk?.id,
      message: 'The second factor is removed.',
      run: ({ db }, { actor }, id) => factors.remove(db, actor, id),
    }),
    erase: confirmed({
      icon: 'UserX',
      explains:
        'Everything personal goes at once and for good: name, email, answers, mails, sessions, and what the audit log tells of it. His submissions stay as numbers, without answers. This cannot be undone.',
      isDangerous: true,
      fits: ({ id }, clerk) => id !== clerk?.id,
      message: 'The account is erased.',
      leaves: true,
      run: ({ db }, { actor }, id) => eraseAccount(db, actor, id),
    }),
  },
};
