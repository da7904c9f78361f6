import { z } from 'zod';
import { role } from '../domain/users.js';
import { timestamp, timestampOrNull } from './schemas.js';

/** An account as it leaves: what is not named here stays inside. */
export const UserBody = z
  .object({
    id: z.uuid(),
    email: z.string(),
    full_name: z.string().nullable(),
    role,
    is_active: z.boolean(),
    email_verified_at: timestampOrNull,
    last_login_at: timestampOrNull,
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'User' });
