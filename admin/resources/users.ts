import { can } from '../../src/domain/permissions.js';
import * as users from '../../src/domain/users.js';
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
    if (Object.keys(patch).length) await users.update(deps.db, deps.hasher, clerk.actor, { id, patch });
  },
  remove: ({ deps, clerk, id }) => users.remove(deps.db, clerk.actor, id),
  options: {
    navigation: { name: null, icon: 'Users' },
    listProperties: ['email', 'full_name', 'role', 'is_active', 'last_login_at', 'created_at'],
    showProperties: [
      'email',
      'full_name',
      'role',
      'is_active',
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
      role: { components: { edit: 'StaffOnly' } },
      is_active: { custom: { initially: true } },
    },
  },
};
