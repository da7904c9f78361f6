import type { BaseRecord } from 'adminjs';
import { usersWith } from '../../src/db/second-factors.js';
import type { User } from '../../src/db/types.js';
import { eraseAccount } from '../../src/domain/erasures.js';
import { exportFor } from '../../src/domain/exports.js';
import * as people from '../../src/domain/people.js';
import { can } from '../../src/domain/permissions.js';
import * as factors from '../../src/domain/second-factors.js';
import * as users from '../../src/domain/users.js';
import { errors } from '../../src/errors.js';
import type { Clerk } from '../access.js';
import { answering, done } from '../actions.js';
import { confirmed } from '../confirmations.js';
import { type Definition, packed, type SpecialAction, type Values } from '../definition.js';
import type { Deps } from '../deps.js';
import { importing } from '../importing.js';
import { clerkOf, type TableResource } from '../resource.js';
import { resumeLink } from '../resume.js';
import { settingActive } from '../several.js';

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
    'deleted_at',
  ],
  deletedFor: 'users.delete',
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
  detail: async ({ db, config }, row, clerk) => {
    const { user, submissions, ...rest } = await people.overview(db, clerk.actor, String(row.id));
    return {
      view: packed({
        ...rest,
        submissions: submissions?.map((one) => ({ ...one, resume: resumeOf(config, user, one) })),
      }),
    };
  },
  options: {
    navigation: { name: null, icon: 'Users' },
    listProperties: ['email', 'full_name', 'role', 'is_active', 'last_login_at', 'created_at'],
    showProperties: ['view'],
    editProperties: ['email', 'full_name', 'role', 'is_active', 'password'],
    filterProperties: [
      ...['q', 'email', 'full_name', 'role', 'is_active', 'email_verified_at', 'last_login_at'],
      ...['created_at', 'updated_at', 'id', 'deleted'],
    ],
    properties: {
      q: { type: 'string' },
      password: { type: 'password', components: { edit: 'NewPassword' } },
      second_factor: {
        type: 'string',
        isSortable: false,
        availableValues: ['On', 'Off'].map((value) => ({ value, label: value })),
      },
      role: { components: { edit: 'StaffOnly' } },
      is_active: { custom: { initially: true } },
      deleted: { type: 'boolean', components: { filter: 'FilterDeleted' } },
      view: { components: { show: 'PersonView' } },
    },
  },
  actions: {
    find,
    import: importing,
    activateMany: settingActive(true, 'UserCheck'),
    deactivateMany: settingActive(false, 'UserMinus'),
    activate: confirmed({
      inPage: true,
      icon: 'UserCheck',
      fits: ({ is_active }) => !is_active,
      run: (deps, { actor }, id) => users.update(deps.db, deps, actor, { id, patch: { is_active: true } }),
    }),
    deactivate: confirmed({
      inPage: true,
      icon: 'UserMinus',
      isDangerous: true,
      fits: ({ id, is_active }, clerk) => Boolean(is_active) && id !== clerk?.id,
      run: (deps, { actor }, id) => users.update(deps.db, deps, actor, { id, patch: { is_active: false } }),
    }),
    sendReset: confirmed({
      inPage: true,
      icon: 'Key',
      fits: ({ is_active }) => Boolean(is_active),
      run: async ({ db, keyring, limits }, { actor }, id) => {
        await limits.consume('staff_mails', id);
        await people.sendReset(db, keyring, actor, id);
      },
    }),
    sendVerification: confirmed({
      inPage: true,
      icon: 'Mail',
      fits: ({ is_active, email_verified_at }) => Boolean(is_active) && !email_verified_at,
      run: async ({ db, keyring, limits }, { actor }, id) => {
        await limits.consume('staff_mails', id);
        await people.sendVerification(db, keyring, actor, id);
      },
    }),
    endSession: onRecord('sessionEnded', async ({ db }, { actor }, { id, session }) => {
      const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(String(session));
      if (!isId) throw errors.conflict({ message: 'There is no such session.' });
      await people.endSession(db, actor, { id, session: String(session) });
      return undefined;
    }),
    endSessions: confirmed({
      inPage: true,
      icon: 'LogOut',
      run: ({ db }, { actor }, id) => people.endSessions(db, actor, id),
    }),
    export: onRecord('exportedNotice', async ({ db }, { actor }, { id }) => ({
      file: await exportFor(db, actor, id),
    })),
    restore: confirmed({
      inPage: true,
      icon: 'CornerUpLeft',
      run: ({ db }, { actor }, id) => users.restore(db, actor, id),
    }),
    removeFactor: confirmed({
      inPage: true,
      icon: 'ShieldOff',
      isDangerous: true,
      fits: ({ id, second_factor }, clerk) => second_factor === 'On' && id !== clerk?.id,
      run: ({ db }, { actor }, id) => factors.remove(db, actor, id),
    }),
    erase: confirmed({
      inPage: true,
      icon: 'UserX',
      isDangerous: true,
      fits: ({ id }, clerk) => id !== clerk?.id,
      leaves: true,
      run: ({ db }, { actor }, id) => eraseAccount(db, actor, id),
    }),
  },
};

/** Nobody can go on who cannot sign in. */
const resumeOf = (
  { frontendUrl }: Deps['config'],
  user: User,
  one: { status: string; slug: string; current_page: string | null },
) =>
  one.status === 'in_progress' && user.is_active && !user.deleted_at
    ? resumeLink(frontendUrl, one.slug, one.current_page)
    : null;

/** The first few whose email or name holds what is typed; who was deleted too, for those who may bring him back. */
function find(): SpecialAction {
  return {
    actionType: 'resource',
    isVisible: false,
    handler: async ({ query }, _response, context) => {
      const part = String(query?.q ?? '')
        .trim()
        .slice(0, 200);
      const resource = context.resource as TableResource;
      const clerk = clerkOf(context) as Clerk;
      const sort = { by: 'email', descending: false };
      const asked = { search: part, sort, limit: 8 };
      // Each has an index of its own, both together have none.
      const reached = resource.reach(clerk) === 'any' ? (['live', 'deleted'] as const) : (['live'] as const);
      const pages = part.length < 2 ? [] : reached.map((which) => resource.page({ ...asked, which }, clerk));
      const found = (await Promise.all(pages)).flatMap(({ records }) => records);
      found.sort((one, other) => (emailOf(one) < emailOf(other) ? -1 : 1));
      return {
        found: found.slice(0, 8).map(({ params: { id, email, full_name, role, is_active, deleted_at } }) => ({
          id,
          email,
          full_name,
          role,
          is_active,
          is_deleted: Boolean(deleted_at),
        })),
      };
    },
  };
}

const emailOf = ({ params }: BaseRecord) => String(params.email).toLowerCase();

type Told = Record<string, unknown>;

/** An action that the person's own page sends, with what it says and gives back. */
function onRecord(
  said: 'sessionEnded' | 'exportedNotice',
  run: (deps: Deps, clerk: Clerk, sent: Told & { id: string }) => Promise<object | undefined>,
): (deps: Deps) => SpecialAction {
  return (deps) => ({
    actionType: 'record',
    component: false,
    custom: { inPage: true },
    handler: async ({ payload }, _response, context) => {
      const resource = context.resource as TableResource;
      const record = context.record as BaseRecord;
      const id = String(record.id());
      return answering(record, context, async () => {
        const clerk = clerkOf(context);
        if (!clerk) throw errors.forbidden();
        const given = await run(deps, clerk, { ...payload, id });
        return { ...(await done(resource, id, context, clerk.words.people[said])), redirectUrl: undefined, ...given };
      });
    },
  });
}
