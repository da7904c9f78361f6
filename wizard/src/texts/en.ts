const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** English. What an editor writes (titles, labels, help) comes from the flow. */
export const en = {
  /** The document's language, and the one that dates and numbers are written in. */
  language: 'en',
  product: 'Doorstep',
  pageTitle: (parts: string[]) => parts.join(' – '),
  required: 'required',
  requiredNote: 'Fields marked with * are required.',
  optional: 'optional',
  /** What the control is called that chooses a language. */
  chooseLanguage: 'Language',
  loading: 'One moment, please …',

  account: {
    registerTitle: 'Create your account',
    registerLead: (flow: string) =>
      `“${flow}” takes a few minutes. With an account you can stop and go on at any time.`,
    signInTitle: 'Welcome back',
    signInLead: 'Sign in and go on where you left off.',
    ended: 'Your session has ended. Sign in again: what you typed is still here.',
    name: 'Full name',
    email: 'Email',
    password: 'Password',
    passwordHelp: 'At least 8 characters.',
    code: 'Code of your second factor',
    codeHelp: 'The six digits of your app, or a recovery code.',
    wrongCode: 'The code or the password is wrong. A code is good once: wait for the next one.',
    showPassword: 'Show password',
    register: 'Create account',
    signIn: 'Sign in',
    toSignIn: 'I have an account: sign in',
    toRegister: 'I am new here: create an account',
    toForgot: 'Forgot your password?',
    invalid: 'The email or the password is wrong.',
    taken: 'There is an account with this email already. Sign in, or use another email.',
    inactive: 'This account is deactivated. Please write to us if that is a mistake.',
    tooMany: (seconds?: number) =>
      `Too many attempts. Please wait ${seconds ? duration(seconds) : 'a while'} and try again.`,
    unreachable: 'The server cannot be reached. Check your connection and try again.',
    failed: 'That did not work, and it is our fault. Please try again.',
  },

  forgot: {
    title: 'Forgot your password?',
    lead: 'Tell us your email, and we send you a link to set a new one.',
    send: 'Send me a link',
    sentTitle: 'Check your inbox',
    sent: (email: string) =>
      `If there is an account for ${email}, a mail is on its way. The link in it works once, for an hour.`,
    back: 'Back to signing in',
  },
  reset: {
    title: 'Choose a new password',
    lead: 'You will be signed out everywhere, and sign in with the new password.',
    password: 'New password',
    save: 'Save the new password',
    doneTitle: 'Your password is changed',
    done: 'You are signed out everywhere. Sign in with the new password.',
    signIn: 'Go to sign-in',
    again: 'Get a new link',
  },
  verify: {
    title: 'Your email is confirmed',
    done: 'Thank you. There is nothing else to do about it.',
    goOn: 'Go on',
    signInFirst: 'Sign in, and we can send you a new one.',
    signIn: 'Go to sign-in',
  },
  spentLink: {
    title: 'This link is no longer valid',
    lead: 'It was used before, it is too old, or a newer one was sent.',
  },
  unconfirmed: {
    title: 'Your email is not confirmed',
    lead: (email: string) => `Please confirm your email: a link was sent to ${email}.`,
    resend: 'Send it again',
    sending: 'Sending …',
    sent: 'A new link is on its way.',
    later: 'Later',
  },
  erase: {
    title: 'Delete your account?',
    lead: (email: string) =>
      `This deletes the account ${email} for good. Nobody can bring it back, we neither. You lose:`,
    lost: ['all your answers, finished or not', 'your name, email and password', 'everything else we hold about you'],
    passwordHelp: 'So that we know it is you.',
    now: 'Delete my account for good',
    keep: 'Keep my account',
    doneTitle: 'Your account is deleted',
    done: 'What we held about you is erased. You can close this page.',
    leave: 'To the first page',
  },

  header: {
    account: 'Your account',
    signedInAs: 'Signed in as',
    download: 'Download my data',
    downloading: 'Getting your data …',
    downloaded: 'Your data is in your downloads.',
    erase: 'Delete my account',
    signOut: 'Sign out',
    signOutFailed: 'You are still signed in: the server could not be reached. Please try again.',
    unsaved: 'You typed something that is not saved yet. Signing out throws it away.',
    signOutAnyway: 'Sign out and throw away',
    stay: 'Stay',
  },

  progress: {
    step: (step: number, total: number) => `Step ${step} of ${total}`,
    review: 'Review',
    moved: (where: string, title: string) => `${where}: ${title}`,
  },

  page: {
    back: 'Back',
    next: 'Save and continue',
    toReview: 'Save and review',
    saving: 'Saving …',
    restored: 'What you typed last time is here again. It is not saved yet.',
    errorTitle: (count: number) => `Please look at ${plural(count, 'answer', 'answers')} again`,
    errorPrefix: 'Error',
  },

  fields: {
    choose: 'Please choose …',
    none: 'No answer',
    counter: (used: number, max: number) => `${used} of ${max} characters`,
    tooLong: (over: number) => `${plural(over, 'character', 'characters')} too many`,
    atLeast: (min: number) => `Choose at least ${min}.`,
    atMost: (max: number) => `Choose at most ${max}.`,
    between: (min: number, max: number) => `Choose ${min} to ${max}.`,
    address: { street: 'Street and number', city: 'City', state: 'State or region', zip: 'ZIP or postcode' },
  },

  review: {
    title: 'Check your answers',
    lead: 'Have a last look. You can change everything until you finish.',
    change: 'Change',
    changePage: (page: string) => `Change: ${page}`,
    nothing: 'Not answered',
    yes: 'Yes',
    no: 'No',
    finish: 'Finish',
    finishing: 'Finishing …',
    unsaved: (page: string) => `You changed “${page}” and have not saved it.`,
    goOn: 'Go on there',
    refused: 'Some answers have to be changed before you can finish',
  },

  done: {
    title: 'All done, thank you!',
    lead: (when: string) => `You finished on ${when}. We have your answers.`,
    answers: 'Your answers',
  },

  trouble: {
    offline: 'You are offline. What you typed is kept on this device, and we save it as soon as you are back.',
    unreachable: 'The server cannot be reached. What you typed is kept on this device; we keep trying to save it.',
    busy: 'The server is busy. What you typed is kept on this device; we try again in a moment.',
    broken: 'This was not saved: the server has a problem. What you typed is kept on this device; we keep trying.',
    refused: 'This was not saved.',
    tooLarge: 'This was not saved: it is too long altogether. Please shorten your answers.',
    forbidden: 'This was not saved: your account is not allowed to. It may have been deactivated.',
    notFound: 'It is no longer there.',
    invalid: 'Some of the input is not valid.',
    other: 'Please load the page again.',
    now: 'Try again now',
    trying: 'Trying again …',
    reference: (id: string) => `Reference: ${id}`,
  },

  conflict: {
    title: 'Something was changed in the meantime',
    lead: 'In another tab or on another device these answers were saved after you opened this page. Nothing you typed is lost.',
    there: 'Saved there',
    here: 'You typed',
    keep: 'Save what I typed',
    take: 'Use what was saved there',
    completed: 'You finished in another tab or on another device.',
    carriedOver: 'The questions were changed since you began. Your answers are kept wherever they still fit.',
  },

  away: {
    title: 'We cannot reach the server',
    lead: 'Your answers so far are safe. We keep trying; you can also try yourself.',
    now: 'Try again now',
  },
  missing: {
    title: 'There is nothing here',
    lead: (slug: string) => `No sign-up is called “${slug}”. Perhaps the link is old, or a letter is missing.`,
    others: 'You can go to one of these instead:',
    emptyTitle: 'Nothing to fill in yet',
    empty: 'No sign-up has been published here so far. Please come back later.',
  },
  broken: {
    title: 'Something went wrong',
    lead: 'That is our fault, not yours. What you typed is kept on this device. Loading the page again usually helps.',
    reload: 'Load again',
  },

  /** In the same words as the server, held by a test. */
  complaints: {
    required: 'This is required.',
    tick: 'Please tick this box.',
    options: 'Please choose one of the options.',
    once: 'Each option can be chosen once.',
    form: 'This does not have the expected form.',
    invalid: 'This is not valid.',
    type: (what: string) => `This must be ${what}.`,
    types: {
      string: 'text',
      number: 'a number',
      boolean: 'true or false',
      array: 'a list of choices',
      object: 'an address with street, city, state and zip',
    } as Record<string, string>,
    formats: {
      email: 'This must be an email address, such as name@example.com.',
      uri: 'This must be a web address, such as https://example.com.',
      date: 'This must be a date, written as YYYY-MM-DD.',
    } as Record<string, string>,
    phone: 'This must be a phone number, such as +49 30 123456.',
    minLength: (limit: number) => `This must have at least ${limit} characters.`,
    maxLength: (limit: number) => `This must have at most ${limit} characters.`,
    minItems: (limit: number) => `Please choose at least ${limit}.`,
    maxItems: (limit: number) => `Please choose at most ${limit}.`,
    minimum: (limit: number) => `This must be at least ${limit}.`,
    maximum: (limit: number) => `This must be at most ${limit}.`,
    earliest: (day: string) => `This must be ${day} or later.`,
    latest: (day: string) => `This must be ${day} or earlier.`,
    characters: 'This contains characters that cannot be stored.',
    unknown: 'This page has no such field.',
    notSaved: (page: string) => `The page “${page}” has not been saved yet.`,
    commonPassword: 'This is one of the commonest passwords. Please choose another.',
    wrongPassword: 'This is not your password.',
    passwordTooLong:
      'This is too long: at most 72 bytes, which is 72 plain letters or about 24 emoji or 36 accented letters.',
  },
};

function duration(seconds: number): string {
  return seconds < 90 ? plural(seconds, 'second', 'seconds') : plural(Math.ceil(seconds / 60), 'minute', 'minutes');
}
