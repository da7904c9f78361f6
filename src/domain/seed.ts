import { randomBytes } from 'node:crypto';
import type { Config } from '../config.js';
import * as flowStore from '../db/flows.js';
import * as locks from '../db/locks.js';
import { type Db, inTransaction } from '../db/pool.js';
import * as userStore from '../db/users.js';
import { system } from './actors.js';
import * as fields from './fields.js';
import * as flows from './flows.js';
import * as pages from './pages.js';
import { createHasher } from './passwords.js';
import * as users from './users.js';
import * as versions from './versions.js';

export interface FirstAdmin {
  email: string;
  /** Only where it was generated: one that was configured is known already. */
  password?: string;
}

const bySystem = system('system');

/** Gives a fresh database the default flow, published, and its first admin. Instances that start at once do it once. */
export async function seed(db: Db, config: Config): Promise<{ admin?: FirstAdmin }> {
  return inTransaction(db, async (tx) => {
    await locks.hold(tx, 'seed');
    if (!(await flowStore.any(tx))) await seedFlow(tx);
    return (await userStore.hasAdmin(tx)) ? {} : { admin: await firstAdmin(tx, config) };
  });
}

async function firstAdmin(tx: Db, config: Config): Promise<FirstAdmin> {
  const email = config.adminEmail ?? 'admin@doorstep.example';
  const { password } = await createAdmin(tx, config, { email, password: config.adminPassword });
  return config.adminPassword ? { email } : { email, password };
}

/** Makes an admin, with a generated password unless one is given. Throws VALIDATION_ERROR, EMAIL_TAKEN. */
export async function createAdmin(db: Db, config: Config, { email, password = generatePassword() }: FirstAdmin) {
  const hasher = createHasher(config.bcryptCost);
  const user = await users.create(db, hasher, system('cli'), { email, password, role: 'admin' });
  return { email: user.email, password };
}

/** 96 random bits, in letters that can be read aloud and typed. */
function generatePassword(): string {
  return randomBytes(12).toString('base64url');
}

async function seedFlow(tx: Db): Promise<void> {
  const asked = {
    about_me: { type: 'textarea', label: 'About me', max_length: 2000 },
    birthdate: { type: 'date', label: 'Birthdate', max: 'today' },
    address: { type: 'address', label: 'Address' },
  };
  const placements: Record<string, { field_id: string; required: boolean }> = {};
  for (const [key, field] of Object.entries(asked)) {
    const { id } = await fields.create(tx, bySystem, { key, ...field });
    placements[key] = { field_id: id, required: true };
  }
  const flow = await flows.create(tx, bySystem, { slug: 'default', title: 'Welcome' });
  const aboutYou = { key: 'about-you', title: 'About you', fields: [placements.about_me, placements.birthdate] };
  const address = { key: 'address', title: 'Where you live', fields: [placements.address] };
  for (const page of [aboutYou, address]) await pages.create(tx, bySystem, { flow_id: flow.id, ...page });
  await versions.publish(tx, bySystem, flow.id, {});
}
