import { addressOf } from '../addresses.js';
import { folded } from '../db/attempts.js';
import * as verifications from '../domain/email-verifications.js';
import * as resets from '../domain/password-resets.js';
import { route } from './route.js';
import { NoBody, Nothing } from './schemas.js';

const tag = 'Authentication';

export const verifyEmail = route({
  method: 'post',
  path: '/auth/verify-email',
  tag,
  summary: 'Confirm an email by the link that was sent there',
  allow: 'anyone',
  body: verifications.Verification.meta({ id: 'Verification' }),
  returns: Nothing,
  run: async ({ db, actor, body }) => {
    await verifications.verify(db, actor, body);
    return { data: null, message: 'The email is confirmed.' };
  },
});

export const resendVerification = route({
  method: 'post',
  path: '/auth/resend-verification',
  tag,
  summary: 'Send the link to confirm the own email anew',
  allow: 'member',
  body: NoBody,
  returns: Nothing,
  statuses: [202],
  fails: ['RATE_LIMITED'],
  run: async ({ db, auth, limits, actor }) => {
    await limits.consume('resend', actor.id);
    const sent = await verifications.resend(db, auth.keyring, actor);
    return { data: null, message: sent ? 'A mail is on its way.' : 'The email is confirmed already.', status: 202 };
  },
});

export const forgotPassword = route({
  method: 'post',
  path: '/auth/forgot-password',
  tag,
  summary: 'Ask for a link to set a new password; the answer is the same whoever asks',
  allow: 'anyone',
  body: resets.ResetRequest.meta({ id: 'ResetRequest' }),
  returns: Nothing,
  statuses: [202],
  fails: ['RATE_LIMITED'],
  run: async ({ db, limits, actor, body, request }) => {
    await limits.consume('forgot', addressOf(request.ip));
    await limits.consume('forgot_email', await folded(db, body.email));
    await resets.ask(db, body, actor.language);
    return { data: null, message: 'If there is an account with this email, a mail is on its way.', status: 202 };
  },
});

export const resetPassword = route({
  method: 'post',
  path: '/auth/reset-password',
  tag,
  summary: 'Set a new password by the link that was sent; every session ends',
  allow: 'anyone',
  body: resets.Reset.meta({ id: 'Reset' }),
  returns: Nothing,
  run: async ({ db, auth, actor, body }) => {
    await resets.reset(db, auth, actor, body);
    return { data: null, message: 'The password is changed. Please sign in with the new one.' };
  },
});
