import { eachOf, listed } from './lists.js';
import { done, opened } from './opened.js';
import type { Session } from './sessions.js';
import type { Api, NewUser, PasswordChange, ProfilePatch, UserPatch, UserQuery } from './types.js';

/** The own profile; and, for staff, everybody's. */
export function createUsers(session: Session, api: Api) {
  const list = (query: UserQuery = {}) => listed(api.GET('/api/v1/users', { params: { query } }));
  return {
    ...ownProfile(session, api),
    /** One page of accounts. */
    list,
    /** Every account that the filters leave, read page by page. */
    each: (query: UserQuery = {}) => eachOf(list, query),
    /** Makes an account of any role. */
    create: (body: NewUser) => opened(api.POST('/api/v1/users', { body })),
    read: (id: string) => opened(api.GET('/api/v1/users/{id}', at(id))),
    update: (id: string, body: UserPatch) => opened(api.PATCH('/api/v1/users/{id}', { ...at(id), body })),
    /** The same as `update`, by the route that old clients know. */
    replace: (id: string, body: UserPatch) => opened(api.PUT('/api/v1/users/{id}', { ...at(id), body })),
    /** Deletes softly: `restore` brings the account back. */
    remove: (id: string) => done(api.DELETE('/api/v1/users/{id}', at(id))),
    restore: (id: string) => opened(api.POST('/api/v1/users/{id}/restore', at(id))),
    activate: (id: string) => opened(api.PUT('/api/v1/users/{id}/activate', at(id))),
    /** Refuses the account from now on, and ends its sessions. */
    deactivate: (id: string) => opened(api.PUT('/api/v1/users/{id}/deactivate', at(id))),
  };
}

const at = (id: string) => ({ params: { path: { id } } });

const ownProfile = (session: Session, api: Api) => ({
  me: async () => session.learn(await opened(api.GET('/api/v1/users/me'))),
  /** A new `email` asks for the `password`. */
  updateMe: async (body: ProfilePatch) => session.learn(await opened(api.PATCH('/api/v1/users/me', { body }))),
  /** Other sessions end. */
  changePassword: (body: PasswordChange) => done(api.PUT('/api/v1/users/me/password', { body })),
  /** Everything held about the own account. */
  exportMe: () => opened(api.GET('/api/v1/users/me/export')),
  /** Erases the own account and all that is personal, for good. */
  eraseMe: async (password: string) => {
    await done(api.POST('/api/v1/users/me/erase', { body: { password } }));
    session.end();
  },
});
