import { z } from 'zod';
import { usersListing } from '../db/listings.js';
import * as profiles from '../domain/profiles.js';
import * as users from '../domain/users.js';
import { PageMeta, page, pageQuery } from './paging.js';
import { route } from './route.js';
import { NoBody, Nothing, timestamp, timestampOrNull } from './schemas.js';

/** An account as it leaves: what is not named here stays inside. */
export const UserBody = z
  .object({
    id: z.uuid(),
    email: z.string(),
    full_name: z.string().nullable(),
    role: users.role,
    is_active: z.boolean(),
    email_verified_at: timestampOrNull,
    last_login_at: timestampOrNull,
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'User' });

const ById = z.object({ id: z.uuid() });
const tag = 'Users';

export const me = route({
  method: 'get',
  path: '/users/me',
  tag,
  summary: 'The own profile',
  allow: 'member',
  returns: UserBody,
  run: ({ actor }) => ({ data: actor.user }),
});

export const updateMe = route({
  method: 'patch',
  path: '/users/me',
  tag,
  summary: 'Change the own profile; a new email asks for the password',
  allow: 'member',
  body: profiles.ProfilePatch.meta({ id: 'ProfilePatch' }),
  returns: UserBody,
  fails: ['EMAIL_TAKEN', 'RATE_LIMITED'],
  run: async ({ db, auth, limits, actor, body }) => {
    if (body.password !== undefined) await limits.consume('account', 'profile', actor.id);
    if (body.email !== undefined && body.email !== actor.user.email) await limits.consume('own_changes', actor.id);
    return { data: await profiles.update(db, { ...auth, limits }, actor, body) };
  },
});

export const changePassword = route({
  method: 'put',
  path: '/users/me/password',
  tag,
  summary: 'Change the own password; other sessions end',
  allow: 'member',
  body: profiles.PasswordChange.meta({ id: 'PasswordChange' }),
  returns: Nothing,
  fails: ['RATE_LIMITED'],
  run: async ({ db, auth, limits, actor, body }) => {
    await limits.consume('account', 'profile', actor.id);
    await limits.consume('own_changes', actor.id);
    await profiles.changePassword(db, auth.hasher, actor, body);
    return { data: null, message: 'The password is changed. Other sessions have ended.' };
  },
});

export const list = route({
  method: 'get',
  path: '/users',
  tag,
  summary: 'Live accounts, filtered, sorted, page by page',
  allow: 'users.read',
  query: pageQuery(['created_at', 'email', 'full_name', 'last_login_at'], '-created_at').extend({
    role: users.role.optional(),
    is_active: z.enum(['true', 'false']).optional(),
  }),
  returns: z.array(UserBody),
  meta: PageMeta,
  run: async ({ db, query }) => {
    const { role, is_active, ...asked } = query;
    const filters = { ...(role && { role }), ...(is_active && { is_active }) };
    const { rows, meta } = await page(db, usersListing, asked, filters);
    return { data: rows, meta };
  },
});

export const create = route({
  method: 'post',
  path: '/users',
  tag,
  summary: 'Make an account of any role',
  allow: 'users.create',
  body: users.NewUser.meta({ id: 'NewUser' }),
  returns: UserBody,
  statuses: [201],
  fails: ['EMAIL_TAKEN'],
  run: async ({ db, auth, actor, body }) => ({ data: await users.create(db, auth.hasher, actor, body), status: 201 }),
});

export const read = route({
  method: 'get',
  path: '/users/:id',
  tag,
  summary: 'One account',
  allow: 'users.read',
  params: ById,
  returns: UserBody,
  run: async ({ db, actor, params }) => ({ data: await users.get(db, actor, params.id) }),
});

const change = (method: 'patch' | 'put', summary: string) =>
  route({
    method,
    path: '/users/:id',
    tag,
    summary,
    allow: 'users.update',
    params: ById,
    body: users.UserPatch.meta({ id: 'UserPatch' }),
    returns: UserBody,
    fails: ['EMAIL_TAKEN', 'CONFLICT', 'RATE_LIMITED'],
    run: async ({ db, auth, limits, actor, params, body }) => ({
      data: await users.update(db, { ...auth, limits }, actor, { id: params.id, patch: body }),
    }),
  });

export const update = change('patch', 'Change an account; roles and staff accounts are an admin’s');
export const replace = change('put', 'The same as PATCH, for old clients');

export const remove = route({
  method: 'delete',
  path: '/users/:id',
  tag,
  summary: 'Delete softly: gone from every list, sign-in refused, sessions ended',
  allow: 'users.delete',
  params: ById,
  returns: Nothing,
  fails: ['CONFLICT'],
  run: async ({ db, actor, params }) => {
    await users.remove(db, actor, params.id);
    return { data: null, message: 'The account is deleted.' };
  },
});

export const restore = route({
  method: 'post',
  path: '/users/:id/restore',
  tag,
  summary: 'Undo a soft delete',
  allow: 'users.delete',
  params: ById,
  body: NoBody,
  returns: UserBody,
  fails: ['EMAIL_TAKEN'],
  run: async ({ db, actor, params }) => ({ data: await users.restore(db, actor, params.id) }),
});

const setActive = (verb: 'activate' | 'deactivate', is_active: boolean) =>
  route({
    method: 'put',
    path: `/users/:id/${verb}`,
    tag,
    summary: is_active ? 'Let an account sign in again' : 'Refuse an account, and end its sessions',
    allow: 'users.update',
    params: ById,
    body: NoBody,
    returns: UserBody,
    fails: ['CONFLICT'],
    run: async ({ db, auth, limits, actor, params }) => ({
      data: await users.update(db, { ...auth, limits }, actor, { id: params.id, patch: { is_active } }),
    }),
  });

export const activate = setActive('activate', true);
export const deactivate = setActive('deactivate', false);
