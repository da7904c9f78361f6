import type { MailKind } from '../db/types.js';

export const mailLanguages = ['en', 'de'] as const;
type MailLanguage = (typeof mailLanguages)[number];

/** Until when a link is good, in UTC, or what is said of one that was used. */
export const moments: Record<MailLanguage, { at(moment: Date): string; used: string }> = {
  en: { at: (moment) => moment.toUTCString().slice(5, 22), used: 'it is used' },
  de: {
    at: (moment) => moment.toLocaleString('de', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }),
    used: 'er benutzt wird',
  },
};

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
export const mailTexts: Record<MailLanguage, Record<MailKind | 'welcome', MailText>> = {
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
    // The first link to set a password, of an account that somebody else made.
    welcome: {
      subject: 'Your account is ready: set a password',
      action: 'Set a password',
      paragraphs: [
        'Hello,',
        'an account at {sender} was made for this address. Set a password here, and it is yours to use:',
        '{link}',
        'The link is good once, until {until}. After that, “Forgot your password?” where you sign in sends another one. If you did not expect this, there is nothing to do.',
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
  de: {
    verify_email: {
      subject: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
      action: 'Adresse bestätigen',
      paragraphs: [
        'Guten Tag,',
        'diese Adresse wurde für ein Konto bei {sender} angegeben. Bitte bestätigen Sie, dass es Ihre ist:',
        '{link}',
        'Der Link gilt einmal, bis {until}. Wenn das Konto nicht Ihres ist, brauchen Sie nichts zu tun.',
      ],
    },
    reset_password: {
      subject: 'Neues Passwort festlegen',
      action: 'Neues Passwort festlegen',
      paragraphs: [
        'Guten Tag,',
        'jemand hat für Ihr Konto bei {sender} ein neues Passwort angefordert. Wenn Sie das waren, legen Sie es hier fest:',
        '{link}',
        'Der Link gilt einmal, bis {until}. Wenn Sie es nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
      ],
    },
    welcome: {
      subject: 'Ihr Konto ist bereit: Legen Sie ein Passwort fest',
      action: 'Passwort festlegen',
      paragraphs: [
        'Guten Tag,',
        'für diese Adresse wurde ein Konto bei {sender} angelegt. Legen Sie hier ein Passwort fest, dann können Sie es benutzen:',
        '{link}',
        'Der Link gilt einmal, bis {until}. Danach schickt Ihnen „Passwort vergessen?“ bei der Anmeldung einen neuen. Wenn Sie das nicht erwartet haben, brauchen Sie nichts zu tun.',
      ],
    },
    password_changed: {
      subject: 'Ihr Passwort wurde geändert',
      paragraphs: [
        'Guten Tag,',
        'das Passwort Ihres Kontos bei {sender} wurde geändert, und alle anderen Sitzungen wurden beendet.',
        'Wenn Sie das nicht waren, legen Sie sofort ein neues fest („Passwort vergessen?“ bei der Anmeldung) und sagen Sie es denen, die diesen Dienst betreiben.',
      ],
    },
    email_changed: {
      subject: 'Die E-Mail-Adresse Ihres Kontos wurde geändert',
      paragraphs: [
        'Guten Tag,',
        'Ihr Konto bei {sender} hat jetzt eine andere E-Mail-Adresse, und E-Mails dazu gehen nicht mehr an diese.',
        'Wenn Sie das nicht waren, sagen Sie es bitte denen, die diesen Dienst betreiben.',
      ],
    },
  },
};
