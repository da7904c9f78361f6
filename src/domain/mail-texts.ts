import type { MailKind } from '../db/types.js';

/** What a mail says. `{sender}`, `{link}` and `{until}` are filled in; a paragraph that is `{link}` alone becomes a button. */
export interface MailText {
  subject: string;
  paragraphs: string[];
  /** What the button says. */
  action?: string;
}

/**
 * Every text there is, by language and kind. Nothing that somebody typed stands in them, no name either: a mail goes to
 * addresses that nobody has confirmed yet, and must not carry a stranger's words there.
 */
export const mailTexts: Record<'en', Record<MailKind, MailText>> = {
  en: {
    verify_email: {
      subject: 'Please confirm your email address',
      action: 'Confirm this address',
      paragraphs: [
        'Hello,',
        'this address was given for an account at {sender}. Please confirm that it is yours:',
        '{link}',
        'The link is good once, until {until}. If the account is not yours, there is nothing to do.',
      ],
    },
    reset_password: {
      subject: 'Set a new password',
      action: 'Set a new password',
      paragraphs: [
        'Hello,',
        'somebody asked for a new password for your account at {sender}. If it was you, set one here:',
        '{link}',
        'The link is good once, until {until}. If it was not you, there is nothing to do: your password stays as it is.',
      ],
    },
    password_changed: {
      subject: 'Your password was changed',
      paragraphs: [
        'Hello,',
        'the password of your account at {sender} was changed, and every other session was ended.',
        'If it was not you, set a new password at once (“Forgot your password?” where you sign in), and tell the people who run this service.',
      ],
    },
    email_changed: {
      subject: 'The email address of your account was changed',
      paragraphs: [
        'Hello,',
        'your account at {sender} has another email address now, and mails about it no longer go to this one.',
        'If it was not you, please tell the people who run this service.',
      ],
    },
  },
};
