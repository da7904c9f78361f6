import type { ComparedRule, Difference, Text } from '../../src/domain/differences.js';
import { languageNames } from './language-names.js';

/** A sentence for each kind of difference between two versions. */
export type DifferenceSentences = {
  [K in Difference['kind']]: (difference: Extract<Difference, { kind: K }>) => string;
};

interface Counted {
  field: string;
  count: number;
}

const number = (count: number) => count.toLocaleString('en');
const people = (count: number) => `${number(count)} ${count === 1 ? 'person' : 'people'}`;
/** `1 person has`, `3 people have`, `None of them has`. */
const have = (count: number) => (count ? `${people(count)} ${count === 1 ? 'has' : 'have'}` : 'None of them has');
const counted = (all: Counted[]) => all.map(({ field, count }) => `${field}: ${number(count)}`).join(', ');

const and = (names: string[]) =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const languageName = languageNames('en');

const textNames = {
  title: 'title',
  description: 'text under the title',
  label: 'label',
  help: 'help text',
  option: '',
};
function textName({ kind, of, name, option }: Text): string {
  if (kind === 'flow') return 'title of the flow';
  return name === 'option' ? `text of the option “${option}” of ${of}` : `${textNames[name]} of ${of}`;
}

function textDiffers(what: string, from: string | undefined, to: string | undefined): string {
  if (to === undefined) return `${what} goes.`;
  return from === undefined ? `${what} is new: “${to}”.` : `${what} changes to “${to}”.`;
}

const typeName = (type: string): string => `“${(en.values[type] ?? type).toLowerCase()}”`;

const ruleNames: Record<ComparedRule, string> = {
  min_length: 'shortest length',
  max_length: 'longest length',
  pattern: 'pattern',
  min: 'lowest value',
  max: 'highest value',
};
const ofDates = { min: 'earliest date', max: 'latest date' };
const ofChoices = { min: 'least number of choices', max: 'greatest number of choices' };

function ruleName(rule: ComparedRule, type: string): string {
  if (rule !== 'min' && rule !== 'max') return ruleNames[rule];
  return type === 'date' ? ofDates[rule] : type === 'multi_select' ? ofChoices[rule] : ruleNames[rule];
}

type Value = string | number | undefined;

function ruleDiffers(field: string, what: string, from: Value, to: Value): string {
  if (to === undefined) return `${field} has no ${what} any more (it was ${bound(from)}).`;
  return `The ${what} of ${field} is ${bound(to)}${from === undefined ? ' from now on' : `, no longer ${bound(from)}`}.`;
}

const units: Record<string, string> = { d: 'day', w: 'week', m: 'month', y: 'year' };

/** `-18y` as people say it; anything else as it is. */
function bound(value: unknown): string {
  const [, sign, digits, unit = ''] = /^([+-])(\d+)([dwmy])$/.exec(String(value)) ?? [];
  if (!sign) return String(value);
  const count = Number(digits);
  return `${count} ${units[unit]}${count === 1 ? '' : 's'} ${sign === '-' ? 'before' : 'after'} today`;
}

/**
 * Every word the back office itself says, in English. What people type (titles, labels, answers) is theirs. A section is a
 * part of the back office; a sentence with something in it is a function.
 */
export const en = {
  /** The document's language, and the one that dates and numbers are written in. */
  language: 'en',
  /** The language's own name, for whoever chooses it. */
  name: 'English',
  backOffice: 'Back office',
  home: 'To the back office',
  noScript: 'The back office needs JavaScript.',

  account: {
    title: 'Your account',
    back: 'Back to the back office',
    mustSetUp: 'Staff must have a second factor here. Please set yours up; then everything else opens.',
    done: {
      password: 'Your password is changed. Everywhere else you are signed out.',
      off: 'Your second factor is off.',
    },
    password: 'Password',
    currentPassword: 'Your password now',
    newPassword: 'New password',
    newPasswordHelp: 'At least 8 characters. Everywhere else you are signed out.',
    changePassword: 'Change the password',
    sessions: 'Sessions',
    everywhereHelp: 'Ends every session of yours, in the back office and through the API, this one too.',
    everywhere: 'Sign out everywhere',
    factor: 'Second factor',
    off: 'Off. With it, signing in asks for a code from an authenticator app on your phone as well, so that a stolen password alone opens nothing.',
    setUp: 'Set it up',
    scan: '1. Scan this with an authenticator app, or type the secret into it.',
    qr: 'QR code for the authenticator app; the secret stands below as text',
    secret: 'Secret',
    giveCode: '2. Give the code that it shows now, and your password.',
    digits: 'The six digits.',
    turnOn: 'Turn it on',
    thenCodes: 'You are then shown recovery codes, and signed out everywhere else.',
    on: 'On.',
    codesLeft: (count: number) => `${count} of your recovery codes ${count === 1 ? 'is' : 'are'} left.`,
    fromApp: 'From the app, or a recovery code.',
    turnOff: 'Turn it off',
    mustKeep: 'Staff must have one here, so it cannot be turned off.',
    newCodes: 'Make new recovery codes',
    makeCodes: 'Make new codes',
    code: 'Code',
    yourPassword: 'Your password',
    codes: 'Your recovery codes',
    codesHelp:
      'Print them or write them down now: they are shown only this once. Each signs you in one time, should you lose your phone. Codes you had before are void.',
    kept: 'I have kept them',
  },

  /** What AdminJS says, under its own names; `resources` are our menu entries. */
  adminjs: {
    actions: {
      new: 'New',
      show: 'Details',
      edit: 'Edit',
      delete: 'Delete',
      list: 'List',
      search: 'Search',
      publish: 'Publish',
      correct: 'Correct',
      bulkDelete: 'Delete',
    },
    buttons: {
      save: 'Save',
      addNewItem: 'Add one',
      filter: 'Filter',
      filterActive: 'Filter ({{count}})',
      applyChanges: 'Apply',
      resetFilter: 'Clear',
      createFirstRecord: 'Make the first one',
      logout: 'Sign out',
      cancel: 'Cancel',
      confirm: 'Confirm',
      contactUs: 'Write to us',
    },
    labels: {
      navigation: 'Menu',
      dashboard: 'Overview',
      filters: 'Filter',
      selectedRecords: 'Chosen ({{selected}})',
      flows: 'Flows',
      pages: 'Pages',
      fields: 'Fields',
      flow_versions: 'Versions',
      submissions: 'Submissions',
      users: 'Users',
      mails: 'Mails',
      webhooks: 'Webhooks',
      webhook_deliveries: 'Webhook deliveries',
      audit_log: 'Audit log',
    },
    properties: { from: 'From', to: 'To', length: 'Number' },
    messages: {
      successfullyDeleted: 'Deleted.',
      successfullyUpdated: 'Saved.',
      successfullyCreated: 'Created.',
      thereWereValidationErrors: 'Some of the input is not valid.',
      forbiddenError: 'You are not allowed to do this.',
      anyForbiddenError: 'You are not allowed to do this.',
      errorFetchingRecords: 'The list could not be loaded. Please try again.',
      errorFetchingRecord: 'This could not be loaded. Please try again.',
      error404Resource: 'There is nothing here, or you are not allowed to see it.',
      error404Action: 'There is nothing here, or you are not allowed to do it.',
      error404Record: 'This does not exist any more, or you are not allowed to see it.',
      noRecordsInResource: 'Nothing here yet, or nothing that fits the filter.',
      noRecords: 'Nothing here yet',
      noRecordsSelected: 'Nothing is chosen.',
      confirmDelete: 'Do you really want to delete this?',
      seeConsoleForMore: 'Please try again.',
      noActionComponent: 'This page cannot be shown.',
      componentNotFound_title: 'This cannot be shown',
      componentNotFound_subtitle: 'Please load the page again.',
      pageNotFound_title: 'There is nothing here',
      pageNotFound_subtitle: 'The page “{{pageName}}” does not exist.',
      keyPlaceholder: 'Name',
      valuePlaceholder: 'Value',
      initialKey: 'Name {{number}}',
      keyInUse: 'Each name can be used once.',
      keyValuePropertyDefaultDescription: 'All values are kept as text; each name can be used once.',
    },
    resources: {
      flows: {
        actions: {
          ...{ new: 'New flow', edit: 'Edit', publish: 'Publish', list: 'Flows', show: 'Flow' },
          ...{ build: 'Build', duplicate: 'Duplicate', history: 'History' },
          ...{ archive: 'Archive', unarchive: 'Take out of the archive' },
        },
        properties: {
          created_at: 'Created',
          updated_at: 'Last change',
          q: 'Search',
          title: 'Title',
          slug: 'Slug (in its address)',
          live: 'Live version',
          wizard: 'Wizard',
          draft: 'Draft',
          is_archived: 'Archived',
          archived_at: 'Archived',
        },
        messages: { confirmDelete: 'Delete this flow with its whole draft?' },
      },
      pages: {
        actions: { new: 'New page', list: 'Pages', show: 'Page' },
        properties: {
          created_at: 'Created',
          updated_at: 'Last change',
          q: 'Search',
          title: 'Title',
          key: 'Key',
          flow_id: 'Flow',
          position: 'Place in the flow',
          description: 'Text under the title',
          fields: 'Fields',
        },
        messages: { confirmDelete: 'Delete this page? Its fields stay in the library.' },
      },
      fields: {
        actions: { new: 'New field', list: 'Fields', show: 'Field' },
        properties: {
          created_at: 'Created',
          updated_at: 'Last change',
          q: 'Search',
          label: 'Label',
          key: 'Key',
          type: 'Type',
          help: 'Help text',
          rules: 'Rules',
          pattern: 'Pattern',
          min_length: 'Shortest length',
          max_length: 'Longest length',
          flows: 'In flows',
          min: 'Lowest',
          max: 'Highest',
        },
        messages: { confirmDelete: 'Delete this field from the library?' },
      },
      flow_versions: {
        actions: { list: 'Versions', show: 'Version', rollBack: 'Make live again' },
        properties: {
          q: 'Search',
          title: 'Title',
          number: 'Version',
          is_live: 'Live',
          flow_id: 'Flow',
          notes: 'Notes',
          pages: 'What users see',
          published_by: 'Published by',
          published_at: 'Published',
        },
      },
      submissions: {
        actions: { list: 'Submissions', show: 'Submission', correct: 'Correct answers', stuck: 'Who is stuck' },
        properties: {
          id: 'Id',
          user_id: 'User',
          flow_id: 'Flow',
          version_id: 'Version',
          status: 'Status',
          progress: 'Pages done',
          stands_on: 'Stands on',
          current_page: 'Key of the page he stands on',
          answers: 'Answers contain',
          answered_pages: 'Has done the page',
          revision: 'Revision',
          started_at: 'Started',
          updated_at: 'Last change',
          completed_at: 'Completed',
          view: 'Answers',
        },
      },
      users: {
        actions: {
          new: 'New user',
          list: 'Users',
          show: 'User',
          erase: 'Erase for good',
          removeFactor: 'Remove second factor',
          import: 'Import people',
          ...{ activateMany: 'Activate', deactivateMany: 'Deactivate' },
          activate: 'Activate',
          deactivate: 'Deactivate',
          restore: 'Restore',
          sendReset: 'Send a link to reset the password',
          sendVerification: 'Send the link to confirm the email',
          endSessions: 'End all sessions',
        },
        properties: {
          created_at: 'Created',
          updated_at: 'Last change',
          q: 'Search',
          id: 'Id',
          email: 'Email',
          full_name: 'Name',
          role: 'Role',
          is_active: 'Active',
          password: 'Password',
          deleted: 'Deleted people',
          deleted_at: 'Deleted',
          view: 'Person',
          email_verified_at: 'Email confirmed',
          last_login_at: 'Last sign-in',
          second_factor: 'Second factor',
        },
        messages: { confirmDelete: 'Delete this user? He can no longer sign in and is gone from every list.' },
      },
      mails: {
        actions: { list: 'Mails', show: 'Mail', again: 'Send again' },
        properties: {
          q: 'Search',
          kind: 'About',
          recipient: 'To',
          user_id: 'Account',
          status: 'Status',
          attempts: 'Times tried',
          last_error: 'What went wrong',
          created_at: 'Queued',
          sent_at: 'Sent',
          subject: 'Subject',
          text: 'Text',
        },
      },
      webhooks: {
        actions: {
          ...{ list: 'Webhooks', show: 'Webhook', new: 'New webhook', edit: 'Edit' },
          ...{ secret: 'New secret', test: 'Send a test event' },
        },
        properties: {
          created_at: 'Created',
          updated_at: 'Last change',
          q: 'Search',
          url: 'Address (URL)',
          description: 'Description',
          events: 'Events',
          is_active: 'Switched on',
        },
        messages: { confirmDelete: 'Delete this webhook with the record of its deliveries?' },
      },
      webhook_deliveries: {
        actions: { list: 'Webhook deliveries', show: 'Delivery', again: 'Send again' },
        properties: {
          q: 'Search',
          id: 'Id',
          webhook_id: 'Webhook',
          event: 'Event',
          user_id: 'Account',
          status: 'Status',
          attempts: 'Times tried',
          created_at: 'Happened',
          finished_at: 'Finished',
          view: 'Payload and attempts',
        },
      },
      audit_log: {
        actions: { list: 'Audit log', show: 'Entry' },
        properties: {
          q: 'Search',
          id: 'Number',
          created_at: 'When',
          actor_id: 'Who',
          action: 'What',
          entity: 'Kind of thing',
          entity_id: 'Id of the thing',
          subject: 'About',
          changes: 'Changes',
          before: 'Before contains',
          after: 'After contains',
          reason: 'Reason',
          door: 'Through',
          ip: 'Address',
          request_id: 'Request',
        },
      },
    },
  },

  answers: {
    none: 'No answer',
    missing: 'missing',
    wrong: 'to be mended',
    himself: 'the user',
    given: (by: string, at: string) => `${by}, ${at}`,
    system: 'the system',
    correct: 'Correct',
    correctField: (label: string) => `Correct “${label}”`,
    reason: 'Reason (kept in the audit log)',
    save: 'Save the correction',
    saveAll: 'Save the corrections',
    address: { street: 'Street', city: 'City', state: 'State', zip: 'ZIP' } as Record<string, string>,
    /** An address in its lines. */
    addressText: ({ street, city, state, zip }: Record<string, string>) => `${street}\n${city}, ${state} ${zip}`,
    /** What was wrong with an answer, said after its label. */
    broken: {
      required: 'is missing',
      min_length: 'is too short',
      max_length: 'is too long',
      pattern: 'does not have the expected form',
      format: 'does not have the expected form',
      options: 'is none of the choices',
      min: 'is too small or too early',
      max: 'is too large or too late',
      type: 'is of the wrong kind',
      characters: 'has characters that cannot be stored',
    } as Record<string, string>,
    otherwise: 'was not accepted',
  },

  audit: {
    title: 'Changes',
    gone: 'not there any more',
    more: (count: number) => ` and ${count} more`,
    what: 'What',
    before: 'Before',
    after: 'After',
    /** What the log tells of. */
    things: {
      users: 'User',
      submissions: 'Submission',
      flows: 'Flow',
      pages: 'Page',
      fields: 'Field',
      flow_versions: 'Version',
      mails: 'Mail',
      webhooks: 'Webhook',
      webhook_deliveries: 'Webhook delivery',
      audit_log: 'Audit log',
    } as Record<string, string>,
    actions: {
      'field.created': 'Field created',
      'field.deleted': 'Field deleted',
      'field.updated': 'Field updated',
      'flow.archived': 'Flow archived',
      'flow.carried_over': 'Carried over to a new version',
      'flow.created': 'Flow created',
      'flow.deleted': 'Flow deleted',
      'flow.published': 'Flow published',
      'flow.unarchived': 'Flow taken out of the archive',
      'flow.updated': 'Flow updated',
      'list.exported': 'List saved as CSV',
      'mail.sent_again': 'Mail sent again',
      'page.created': 'Page created',
      'page.deleted': 'Page deleted',
      'page.updated': 'Page updated',
      'session.started': 'Signed in to the back office',
      'session.ended': 'Signed out of the back office',
      'session.all_ended': 'Signed out everywhere',
      'submission.corrected': 'Answers corrected',
      'user.created': 'User created',
      'user.deleted': 'User deleted',
      'user.email_verified': 'Email confirmed',
      'user.erased': 'User erased for good',
      'user.exported': 'Data exported',
      'user.password_changed': 'Password changed',
      'user.password_reset': 'Password reset by a link',
      'user.password_reset_asked': 'Link to reset the password asked for',
      'user.imported': 'Imported',
      'user.welcomed': 'Link to set a password sent',
      'user.password_reset_sent': 'Link to reset the password sent',
      'user.password_set': 'Password set by an admin',
      'user.recovery_code_used': 'Recovery code used',
      'user.recovery_codes_made': 'Recovery codes made',
      'user.registered': 'Registered',
      'user.restored': 'User restored',
      'user.second_factor_off': 'Second factor turned off',
      'user.second_factor_on': 'Second factor turned on',
      'user.second_factor_removed': 'Second factor removed',
      'user.session_ended': 'Session ended by the staff',
      'user.sessions_ended': 'All sessions ended by the staff',
      'user.updated': 'User updated',
      'user.verification_sent': 'Link to confirm the email sent',
      'webhook.created': 'Webhook created',
      'webhook.deleted': 'Webhook deleted',
      'webhook.gone': 'Webhook switched off: its receiver is gone',
      'webhook.secret_renewed': 'Secret of the webhook renewed',
      'webhook.sent_again': 'Webhook event sent again',
      'webhook.tested': 'Webhook tested',
      'webhook.updated': 'Webhook updated',
    } as Record<string, string>,
  },

  builder: {
    add: 'Add',
    addPage: 'Add a page',
    addTo: 'Add to the page',
    again: 'Try again',
    also: (flows: string[]) => `Also in: ${flows.join(', ')}. What is changed here is changed there too.`,
    close: 'Close',
    column: (number: number, title: string) => `Page ${number}: ${title}`,
    dropped: (where: string) => `Dropped. ${where}`,
    emptyPage: 'No field yet. Drag one here, or add one from the library.',
    fieldOf: (label: string) => `Field “${label}”`,
    help: 'Help text (may be left out)',
    howToMove: 'Space lifts it, the arrow keys move it, Space drops it, Escape puts it back.',
    key: 'Key (in answers and in the API)',
    label: 'Label',
    library: 'Fields to add',
    lifted: (name: string, where: string) =>
      `${name} is lifted. ${where} Arrow keys move it, Space drops it, Escape puts it back.`,
    mine: 'Use mine',
    missing: 'This is required.',
    more: (name: string) => `Settings of ${name}`,
    move: (name: string) => `Move ${name}`,
    moveDown: 'Move down',
    moveLeft: 'Move to the left',
    moveRight: 'Move to the right',
    moveUp: 'Move up',
    mustBeAnswered: 'Must be answered',
    newField: 'New field',
    makeField: 'Make it and add it',
    newPage: 'New page',
    noMatch: 'No field of the library fits.',
    noPages: 'The flow has no page yet. Add the first one.',
    noneLeft: 'Every field of the library stands in this flow. Make a new one.',
    notSaved: 'Not saved yet',
    onPage: (title: string) => `on “${title}”`,
    others: 'Somebody else changed this flow just now. What you see is up to date.',
    page: 'Page',
    pageDescription: 'Text under the title (may be left out)',
    pageKey: 'Key (in addresses and in the API)',
    pageOf: (title: string) => `Page “${title}”`,
    pageTitle: (number: number) => `Title of page ${number}`,
    pages: 'Pages of the flow',
    problems: (count: number) =>
      count === 1 ? 'One thing keeps it from being published' : `${count} things keep it from being published`,
    putBack: (where: string) => `Put back. ${where}`,
    putBackChange: 'Give up this change',
    redo: 'Redo',
    redone: (name: string) => `Done again: ${name}`,
    remove: (name: string) => `Take ${name} off its page`,
    removePage: 'Remove the page',
    removePageHelp: 'Its fields stay in the library.',
    search: 'Search the library',
    show: 'Show',
    signIn: 'Sign in again',
    takeOff: 'Take it off the page',
    theirs: 'Keep theirs',
    title: 'Title',
    titleOfFlow: 'Title of the flow',
    type: 'Type',
    understood: 'All right',
    undo: 'Undo',
    undone: (name: string) => `Taken back: ${name}`,
    where: (name: string, place: { page: number; pages: number; at: number; of: number }) =>
      `${name}, page ${place.page} of ${place.pages}, place ${place.at} of ${place.of}.`,
    wherePage: (name: string, at: number, of: number) => `${name}, page ${at} of ${of}.`,
    state: {
      saved: 'Saved',
      saving: 'Saving …',
      mend: 'Not saved yet: something needs mending',
      refused: (message: string) => `Could not be saved: ${message}`,
      offline: 'Could not be saved: the server does not answer. Nothing is lost.',
      signedOut: 'You are signed out. Nothing is lost: sign in again, and what is not saved yet will be.',
    },
    /** What a change was, said when it is taken back. */
    changes: {
      added: (name: string) => `${name} added`,
      changed: (name: string) => `${name} changed`,
      made: (name: string) => `${name} made`,
      moved: (name: string) => `${name} moved`,
      removed: (name: string) => `${name} removed`,
      required: (name: string, is: boolean) => `${name} ${is ? 'must be answered' : 'may be left out'}`,
    },
    conflict: {
      heading: 'Somebody else changed the same thing',
      changed: (name: string, what: string) => `${what} of ${name} was changed by somebody else meanwhile.`,
      moved: (name: string) => `${name} was moved by somebody else meanwhile.`,
      gone: (name: string) => `${name} was removed by somebody else meanwhile, so your change of it cannot be made.`,
      'not empty': (name: string) => `Somebody else put a field on ${name} meanwhile, so it was not removed.`,
      theirs: 'Theirs',
      yours: 'Yours',
      by: (name: string, when: string) => `It was ${name}, ${when}.`,
      when: (when: string) => `It was ${when}.`,
      nowhere: 'on no page',
    },
    columns: {
      ...{
        title: 'The title',
        description: 'The text under the title',
        key: 'The key',
        required: 'Must be answered or not',
      },
      ...{ label: 'The label', type: 'The type', help: 'The help text', options: 'The list of options' },
      ...{ min_length: 'The shortest length', max_length: 'The longest length', pattern: 'The pattern' },
      ...{ min: 'The lower bound', max: 'The upper bound' },
    } as Record<string, string>,
    values: { empty: '(empty)', yes: 'must be answered', no: 'may be left out' },
    firstOption: 'Option 1',
  },

  bulk: {
    ask: {
      activateMany: (count: number) =>
        count === 1
          ? 'Activate this person? Signing in is possible again.'
          : `Activate these ${count} people? They can sign in again.`,
      deactivateMany: (count: number) =>
        count === 1
          ? 'Deactivate this person? Signing in is refused until then, and every session ends now. Nothing is lost.'
          : `Deactivate these ${count} people? They cannot sign in until they are activated again, and their sessions end now. Nothing is lost.`,
    } as Record<string, (count: number) => string>,
    run: {
      activateMany: (count: number) => `Activate ${count}`,
      deactivateMany: (count: number) => `Deactivate ${count}`,
    } as Record<string, (count: number) => string>,
    done: {
      activateMany: (count: number) =>
        count === 1 ? '1 person is active again.' : `${count} people are active again.`,
      deactivateMany: (count: number) =>
        count === 1 ? '1 person is deactivated.' : `${count} people are deactivated.`,
    } as Record<string, (count: number) => string>,
    nobody: 'There is nobody here with whom this can be done.',
    left: 'Left as they are',
    why: {
      active: 'is active already',
      inactive: 'is deactivated already',
      oneself: 'is your own account',
      staff: 'belongs to the staff',
      gone: 'is not there any more',
    } as Record<string, string>,
    unknown: 'Somebody',
    back: 'Back to the list',
    failed: 'It could not be done. Please try again.',
  },

  /** Columns as the log names them; one that is not here is said as it is written. */
  columns: {} as Record<string, string>,

  common: {
    yes: 'Yes',
    no: 'No',
    any: 'Any',
    back: 'Back',
    cancel: 'Cancel',
    choose: 'Choose …',
    required: 'required',
    loading: 'Loading …',
    version: (number: number) => `version ${number}`,
    quoted: (text: string) => `“${text}”`,
    of: (done: number, total: number) => `${done} of ${total}`,
    deleted: 'deleted',
    mustBeAnswered: 'must be answered',
    mayBeLeftOut: 'may be left out',
    failed: 'It could not be done. Please try again.',
    notSaved: 'It could not be saved. Please try again.',
    notLoaded: 'This could not be loaded. Please try again.',
  },

  /** What an action will do, said before it is done; and what is said afterwards. */
  confirmations: {
    flows: {
      archive: {
        explains:
          'It is gone from what users see, and nobody can begin it any more. Whoever has begun goes on to the end, and its versions stay. It can be taken out of the archive at any time.',
        done: 'The flow is archived.',
      },
      unarchive: {
        explains: 'Users see it again, in the version that was live last.',
        done: 'The flow is out of the archive.',
      },
    },
    mails: {
      again: {
        explains:
          'It goes to the mail server at once, and is tried 14 times over 28 hours. If its link is no longer good, it is not sent.',
        done: 'The mail is queued again.',
      },
    },
    users: {
      activate: {
        explains: 'Signing in is possible again, with the password there was.',
        done: 'The account is active.',
      },
      deactivate: {
        explains:
          'Signing in is refused until the account is activated again, and its sessions end now. Nothing is lost.',
        done: 'The account is deactivated.',
      },
      sendReset: {
        explains:
          'A link to set a new password goes to this address. It is good for an hour; one that was sent before is void.',
        done: 'The mail is on its way.',
      },
      sendVerification: {
        explains: 'A link to confirm this address goes there. It is good for a week; one that was sent before is void.',
        done: 'The mail is on its way.',
      },
      endSessions: {
        explains: 'Every session ends at once, on every device. Whoever is signed in has to sign in again.',
        done: 'All sessions are ended.',
      },
      restore: {
        explains: 'The account is there again as it was, and signing in is possible with the password there was.',
        done: 'The account is restored.',
      },
      removeFactor: {
        explains:
          'For somebody who has lost his phone and his recovery codes: be sure that it is him who asks. Signing in then takes his password alone, until he sets up a new one. His sessions end.',
        done: 'The second factor is removed.',
      },
      erase: {
        explains:
          'Everything personal goes at once and for good: name, email, answers, mails, sessions, and what the audit log tells of it. His submissions stay as numbers, without answers. This cannot be undone.',
        done: 'The account is erased.',
      },
    },
    webhooks: {
      test: {
        explains:
          'An event of the type webhook.test is sent, also when the webhook is switched off. Look under Webhook deliveries for what came of it.',
        done: 'The test event is on its way.',
      },
    },
    webhook_deliveries: {
      again: {
        explains:
          'The same event goes out at once, under the same id, and is tried 14 times over 28 hours. Who got it already can tell it by its id.',
        done: 'The event is queued again.',
      },
    },
  } as Record<string, Record<string, { explains: string; done: string }>>,

  dashboard: {
    hello: (name: string) => `Hello, ${name}`,
    signedInAs: (role: string) => `You are signed in as ${role.toLowerCase()}.`,
    stuck: 'Who is stuck',
    newFlow: 'New flow',
    live: (version: number) => `version ${version} is live`,
    unpublished: 'not published',
    inProgress: 'in progress',
    completed: 'completed',
    publish: 'Publish',
    openWizard: 'Open the wizard',
  },

  deliveries: {
    tries: 'Tries',
    when: 'When',
    answer: 'Answer',
    took: 'Took',
    said: 'What it said',
    none: 'none',
    notYet: 'Not tried yet.',
    sent: 'What is sent',
  },

  dialogs: {
    keep: 'No, keep it',
    failed: 'It could not be done. Please try again.',
    closeNotice: 'Close this message',
  },

  differences: {
    ofFlow: 'The flow as a whole',
    sentences: {
      'flow.renamed': ({ from, to }) => `The flow is called “${to}”, no longer “${from}”.`,
      'pages.reordered': ({ pages }) => `The pages come in another order: ${and(pages)}.`,
      'page.added': ({ page, fields }) =>
        fields.length ? `The page “${page}” is new, with ${and(fields)}.` : `The page “${page}” is new.`,
      'page.removed': ({ page, fields }) =>
        fields.length ? `The page “${page}” goes, and with it ${and(fields)}.` : `The page “${page}” goes.`,
      'page.renamed': ({ from, to }) => `The page is called “${to}”, no longer “${from}”.`,
      'page.described': ({ from, to }) => textDiffers('The text under the title', from, to),
      'fields.reordered': ({ fields }) => `The order is another: ${and(fields)}.`,
      'field.added': ({ field, required }) =>
        `${field} is new and ${required ? 'must be answered' : 'may be left out'}.`,
      'field.removed': ({ field }) => `${field} goes.`,
      'field.moved': ({ field, from, to }) => `${field} moves from ${from} to ${to}.`,
      'field.renamed': ({ from, to }) => `${from} is called ${to} now.`,
      'field.required': ({ field, required }) => `${field} becomes ${required ? 'required' : 'optional'}.`,
      'field.retyped': ({ field, from, to }) => `${field} changes its type from ${typeName(from)} to ${typeName(to)}.`,
      'field.help': ({ field, from, to }) => textDiffers(`The help text of ${field}`, from, to),
      'field.rule': ({ field, type, rule, from, to }) => ruleDiffers(field, ruleName(rule, type), from, to),
      'option.added': ({ field, option }) => `${field} offers “${option}” as well.`,
      'option.removed': ({ field, option }) => `${field} no longer offers “${option}”.`,
      'option.renamed': ({ field, from, to }) => `${field}: the option “${from}” is called “${to}” now.`,
      'options.reordered': ({ field, options }) => `${field} offers its options in another order: ${and(options)}.`,
      'language.changed': ({ from, to }) =>
        `The main language is ${languageName(to)}, no longer ${languageName(from)}.`,
      'language.added': ({ language, texts, of }) =>
        `${languageName(language)} is new: ${texts} of ${of} texts are translated.`,
      'language.removed': ({ language }) => `${languageName(language)} is no longer offered.`,
      translated: ({ language, what, to }) => {
        const text = `The ${languageName(language)} ${textName(what)}`;
        return to === undefined ? `${text} goes.` : `${text} is “${to}” now.`;
      },
    } satisfies DifferenceSentences as DifferenceSentences,
  },

  duplicate: {
    explains: 'The copy has pages of its own with the same fields of the library. It is not published.',
    title: 'Title of the copy',
    slug: 'Slug (in its address)',
    slugHelp: 'Small letters, digits and single hyphens, such as sign-up.',
    make: 'Make the copy',
    copyOf: (title: string) => `${title} (copy)`,
    done: 'The copy is made.',
  },

  fields: {
    rules: 'Rules',
    min_length: 'Shortest length, in characters',
    max_length: 'Longest length, in characters',
    pattern: 'Pattern (a regular expression)',
    patternHelp: 'The whole answer need not match: use ^ and $ for that. Empty: any text.',
    min: 'Lowest',
    max: 'Highest',
    earliest: 'Earliest day',
    latest: 'Latest day',
    fewest: 'Fewest choices',
    most: 'Most choices',
    chooseType: 'Choose a type first: the rules depend on it.',
    noRules: 'A field of this type has no rules of its own.',
    noneGiven: 'None beyond those of its type.',
    shown: {
      min_length: 'Shortest length',
      max_length: 'Longest length',
      pattern: 'Pattern',
      min: 'Lowest',
      max: 'Highest',
    },
    options: 'Options',
    optionsOrder: 'Options, in the order in which they are offered',
    option: (number: number) => `option ${number}`,
    optionRead: (number: number) => `Option ${number}: what the user reads`,
    optionStored: (number: number) => `Option ${number}: what is stored`,
    read: 'What the user reads',
    stored: 'What is stored',
    addOption: 'Add an option',
    bounds: { none: 'No limit', day: 'A day', today: 'Today', relative: 'Counted from today' },
    units: { d: 'days', w: 'weeks', m: 'months', y: 'years' },
    theDay: (label: string) => `${label}: the day`,
    howMany: (label: string) => `${label}: how many`,
    unit: (label: string) => `${label}: unit`,
    beforeOrAfter: (label: string) => `${label}: before or after`,
    beforeToday: 'before today',
    afterToday: 'after today',
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    removeNamed: (name: string) => `Remove ${name}`,
    remove: 'Remove',
    /** The rules of a published field, in short. */
    short: {
      min_length: (value: unknown) => `at least ${value} characters`,
      max_length: (value: unknown) => `at most ${value} characters`,
      min: (value: unknown) => `from ${bound(value)}`,
      max: (value: unknown) => `up to ${bound(value)}`,
    },
  },

  filters: {
    close: 'Close the filter',
    live: 'Those who are there',
    deleted: 'Those who were deleted',
    search: 'Search …',
    searchList: 'Search in this list',
    chosen: 'The one chosen',
    from: 'from this day on',
    upTo: 'up to this day',
    to: 'to',
    none: 'has no value',
    some: 'has a value',
  },

  flows: {
    flow: 'Flow',
    chooseFlow: 'Choose a flow …',
    draft: 'Draft',
    draftTitle: 'Draft: what the next version will be',
    noPages: 'The flow has no page yet.',
    noFields: 'No field yet.',
    addPage: 'Add a page',
    live: 'Live version',
    archived: 'archived',
    unpublished: 'not published',
    wizard: 'Wizard',
    seeWizard: 'See it as users do',
    whatUsersSee: 'What users see',
    version: (title: string, number: number) => `${title}, version ${number}`,
  },

  history: {
    nothing: 'Nothing was published yet.',
    publish: 'Publish the draft',
    caption: 'Versions, the newest first',
    columns: ['Version', 'Published', 'By', 'Notes', 'In progress', 'Completed'],
    doing: 'What can be done',
    live: 'live',
    system: 'the system',
    version: (number: number) => `Version ${number}`,
    compare: 'Compare with the one before',
    again: 'Make live again',
    about: (what: string, number: number) => `${what}: version ${number}`,
    failed: 'They could not be compared. Please try again.',
    comparison: {
      title: 'Compare two versions',
      from: 'From',
      to: 'To',
      draft: 'The draft',
      theDraft: 'the draft',
      heading: (from: string, to: string) => `What changes from ${from} to ${to}`,
      nothing: 'Nothing: they are the same.',
      loading: 'Comparing …',
    },
  },

  imports: {
    lead: 'A CSV file with one person a line, as every spreadsheet saves it. Its first line names the columns, in any order. Nothing is changed before you have seen what would happen.',
    columns: 'What the columns may hold',
    columnNames: ['Column', 'Called in the file', 'What may stand there'],
    column: { email: 'Email', full_name: 'Name', role: 'Role', is_active: 'Active' } as Record<string, string>,
    called: {
      email: 'email, e-mail, mail',
      full_name: 'name, full name',
      role: 'role, rolle',
      is_active: 'active, aktiv',
    },
    holds: {
      email: 'An email address. It is needed, and nobody’s yet.',
      full_name: 'At most 200 characters, or nothing.',
      role: 'member, support, editor or admin. Empty: member.',
      is_active: 'yes or no. Empty: yes.',
    },
    example: 'Save an example',
    choose: 'Choose a file',
    drop: 'or drop it here. At most 1 MB and 5,000 lines; separated by commas, semicolons or tabs.',
    paste: 'Or paste the lines',
    pasted: 'Lines, the first with the names of the columns',
    check: 'Check these lines',
    checking: 'The lines are being checked …',
    failed: 'It could not be done. Please try again.',
    unfit: {
      empty: () => 'There is nothing in this file.',
      bytes: () => 'This is more than 1 MB. Please split it into several files.',
      lines: () => 'These are more than 5,000 lines. Please split them into several files.',
      columns: () => 'These are more than 50 columns. Please leave out what is not needed.',
      binary: () => 'This is no text file. In your spreadsheet choose “Save as” and “CSV UTF-8”.',
      unreadable: () => 'This file cannot be read. Perhaps it is a folder, or has been moved meanwhile.',
      quote: ({ line }) => `A quotation mark that opens in line ${line} is never closed.`,
      no_email: () => 'No column is called “email”: the first line must name the columns.',
      same_column: ({ heading }) => `Two columns mean the same; the second one is “${heading}”.`,
    } as Record<string, (unfit: { line?: number; heading?: string }) => string>,
    result: (good: number, all: number) =>
      good === all
        ? `${all === 1 ? 'This person' : `All ${all.toLocaleString('en')} people`} can be imported`
        : `${good.toLocaleString('en')} of ${all.toLocaleString('en')} people can be imported`,
    nothingYet: 'Nothing has been changed yet.',
    separators: { ',': 'commas', ';': 'semicolons', '\t': 'tabs' } as Record<string, string>,
    readAs: 'Read as',
    read: (separator: string, encoding: string) => `separated by ${separator}, letters in ${encoding}`,
    understood: 'Taken over',
    ignored: 'Not taken over',
    staff: 'Among them',
    roles: (role: string, count: number) =>
      `${count.toLocaleString('en')} ${role === 'support' ? 'in support' : count === 1 ? role : `${role}s`}`,
    inactive: (count: number) => `${count.toLocaleString('en')} deactivated`,
    quoted: (heading: string) => `“${heading}”`,
    oldLetters:
      'The file is not in UTF-8. It was read as Windows writes it: look whether letters such as ä, é or ß are right.',
    sample: 'The first good lines',
    bad: (count: number) =>
      count === 1 ? '1 line cannot be imported' : `${count.toLocaleString('en')} lines cannot be imported`,
    badColumns: ['Line', 'Column', 'What stands there', 'What is wrong'],
    wholeLine: 'the whole line',
    cells: (count: number) => (count === 1 ? '1 cell' : `${count} cells`),
    changed: 'new since the check',
    wrong: {
      cells: ({ other = 0 }) => `The first line names ${other === 1 ? '1 column' : `${other} columns`}.`,
      required: () => 'There is no email.',
      email: () => 'This is no email address.',
      taken: () => 'There is an account with this email already.',
      twice: ({ other }) => `The same email stands in line ${other}.`,
      max_length: () => 'This is longer than 200 characters.',
      characters: () => 'There is a line break or a character in it that cannot be stored.',
      role: () => 'This is no role: member, support, editor or admin.',
      is_active: () => 'This is neither yes nor no.',
    } as Record<string, (wrong: { other?: number }) => string>,
    showAll: (count: number) => `Show all ${count.toLocaleString('en')}`,
    saveBad: 'Save these lines, to mend them',
    badFile: 'lines-to-mend',
    whatIsWrong: 'What is wrong',
    links: 'Send each of them a link to set a password',
    linksHelp: 'It is good for a week. Without one nobody can sign in before he asks for a link himself.',
    run: (count: number, all: number) =>
      count === all
        ? `Import ${count === 1 ? '1 person' : `${count.toLocaleString('en')} people`}`
        : `Import the ${count.toLocaleString('en')} good ${count === 1 ? 'one' : 'ones'}`,
    running: 'Importing …',
    another: 'Choose another file',
    overtaken:
      'Something has changed since the check, so nobody was imported. Please look again at what would happen now.',
    done: (count: number) =>
      count === 1 ? '1 person is imported' : `${count.toLocaleString('en')} people are imported`,
    linksSent: 'Their links are on the way.',
    noLinks: 'They can set a password by “Forgot your password?” where they sign in.',
    left: (count: number) =>
      count === 1 ? '1 line was left out.' : `${count.toLocaleString('en')} lines were left out.`,
    toList: 'See them in the list',
  },

  lists: {
    count: (total: number, isMore: boolean) => `${total.toLocaleString('en')}${isMore ? '+' : ''}`,
    about: (total: number) => `about ${total.toLocaleString('en')}`,
    choose: (name: string) => `Choose ${name}`,
    choosing: 'Tick several to change them at once.',
    chooseAll: 'Choose all on this page',
    chosen: (count: number) => `${count} chosen`,
    chooseNone: 'Choose none',
    open: 'Open',
    loading: 'Loading …',
    failed: 'The list could not be loaded. Please try again.',
    again: 'Try again',
    pages: 'Pages of the list',
    page: (number: number) => `Page ${number}`,
    previous: 'Previous',
    next: 'Next',
    shown: (from: number, to: number, total: string) =>
      `${from.toLocaleString('en')}–${to.toLocaleString('en')} of ${total}`,
    perPage: 'Rows a page',
    nothingFits: 'Nothing fits the filter.',
    clear: 'Clear the filter',
    beyond: 'The list does not go that far.',
    toFirst: 'To its beginning',
    fromEnd: 'Show it from its end',
    /** What to say where there is nothing at all, and where to go from there. */
    empty: {
      flows: {
        text: 'There is no flow yet. A flow is what users go through when they sign up.',
        go: 'Make the first flow',
      },
      pages: { text: 'There is no page yet. Pages are easiest made in a flow, with “Build”.', go: 'To the flows' },
      fields: {
        text: 'There is no field yet. A field is one thing you ask, used in any flow.',
        go: 'Make the first field',
      },
      flow_versions: {
        text: 'Nothing is published yet. Publishing a flow makes its first version.',
        go: 'To the flows',
      },
      submissions: {
        text: 'Nobody has begun yet. Submissions come from those who go through a flow.',
        go: 'To the flows',
      },
      users: { text: 'There is nobody yet.', go: 'Make the first user' },
      mails: {
        text: 'No mail was sent yet. Mails go out by themselves, to confirm an address or set a password.',
        go: '',
      },
      webhooks: {
        text: 'No system is told of anything yet. A webhook tells one what happens here.',
        go: 'Make the first webhook',
      },
      webhook_deliveries: {
        text: 'Nothing was delivered yet. Webhooks say which system is told of what.',
        go: 'To the webhooks',
      },
      audit_log: { text: 'Nothing was changed yet.', go: '' },
    } as Record<string, { text: string; go: string }>,
  },

  login: {
    title: 'Sign in to the back office',
    email: 'Email',
    password: 'Password',
    signIn: 'Sign in',
    lost: 'Lost your password?',
    /** One message for every reason: it tells nobody which accounts there are. */
    wrong: 'The email or the password is wrong, or this account may not come in here.',
    wrongCode: 'This code is wrong, or was used before. Please try the next one.',
    yourCode: 'Your code',
    enterCode: 'Enter your code',
    code: 'Code',
    codeHelp: 'The six digits that your authenticator app shows now, or one of your recovery codes.',
    startAgain: 'Start again',
    done: {
      reset: 'Your password is changed. Please sign in with it.',
      everywhere: 'You are signed out everywhere.',
    },
  },

  /** What was done, said in passing. */
  notices: {
    created: (title: string) => `“${title}” is made.`,
    updated: (title: string) => `“${title}” is saved.`,
    deleted: (title: string) => `“${title}” is deleted.`,
  },

  pages: {
    loading: 'Loading the library of fields …',
    gone: 'A field that was deleted',
    title: 'Fields on this page',
    none: 'None yet.',
    noneYet: 'None yet. A page needs at least one before the flow can be published.',
    mustBeAnswered: 'Must be answered',
    moved: (name: string, place: number) => `${name} is number ${place} now.`,
    removed: (name: string) => `${name} is removed.`,
    added: (name: string) => `${name} is added at the end.`,
    elsewhere: (page: string) => `moves here from “${page}”`,
    toAdd: 'Field to add',
    choose: 'Choose a field …',
    add: 'Add to this page',
    make: 'Make a new field',
    fields: 'Fields',
  },

  people: {
    nameless: 'No name given',
    active: 'active',
    inactive: 'deactivated',
    deleted: 'deleted',
    deletedPerson: (name: string) => `${name} (deleted)`,
    staff: 'Somebody of the staff',
    confirmed: 'email confirmed',
    unconfirmed: 'email not confirmed',
    factorOn: 'second factor on',
    factorOff: 'no second factor',
    lastSignIn: 'Last sign-in',
    created: 'Account made',
    changed: 'Last change',
    deletedAt: 'Deleted',
    todo: 'What can be done',
    export: 'Export all data',
    exported: 'Everything that is held about this person is in the file.',
    exportedNotice: 'Everything that is held is in the file.',
    sessionEnded: 'The session is ended.',
    submissions: 'Submissions',
    noSubmissions: 'Has not begun any flow yet.',
    flow: 'Flow',
    status: 'Status',
    progress: 'Pages done',
    stands: 'Stands on',
    lastChange: 'Last change',
    review: 'Check your answers',
    sessions: 'Sessions',
    noSessions: 'No session in the wizard or over the API.',
    device: 'Device',
    deviceOn: (browser: string, system: string) => `${browser} on ${system}`,
    unknownDevice: 'Unknown device',
    address: 'Address',
    since: 'Signed in',
    used: 'Last use',
    end: 'End',
    endOf: (device: string) => `End the session of ${device}`,
    endAll: 'End all sessions',
    history: 'History',
    noHistory: 'Nothing was changed yet.',
    by: (name: string | null) => `by ${name ?? 'the system'}`,
    reason: (reason: string) => `Reason: ${reason}`,
    what: 'What was changed',
    submission: 'the submission',
    wholeLog: 'All of it in the audit log',
    search: {
      label: 'Find a person by email or name',
      placeholder: 'Find a person …',
      list: 'People found',
      none: 'Nobody has this in email or name.',
      failed: 'The search did not work. Please try again.',
      count: (count: number) => `${count} found. Arrows choose, Enter opens.`,
    },
    role: 'Role',
    roles: {
      member: 'Member: goes through the wizard',
      support: 'Support: users and submissions',
      editor: 'Editor: flows, pages, fields, publishing',
      admin: 'Admin: everything, staff accounts too',
    },
    password: 'Password',
    newPassword: 'New password',
    passwordHelp: 'At least 8 characters.',
    newPasswordHelp: 'Leave it empty to keep the one there is. A new one ends all his sessions.',
  },

  preferences: {
    language: 'Language',
    look: 'Look',
    looks: { system: 'As the system', light: 'Light', dark: 'Dark' },
  },

  /** The end of a session, told in the page that stands open. */
  presence: {
    ended: 'Your session has ended',
    goOn: (email: string) => `Sign in again as ${email} to go on. What you typed is still here.`,
    another: 'Somebody else is signed in in this browser now.',
    signIn: 'Sign in',
    notNow: 'Not now',
    elsewhere: 'Sign in in another tab',
    failed: 'It could not be done. Please try again.',
    ends: (minutes: number) =>
      `Your session ends in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, because nothing was asked for in a while.`,
    endsAnyway: (minutes: number) =>
      `Your session ends in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}: after twelve hours everybody signs in again. What you typed stays here.`,
    soon: 'Are you still there?',
    stay: 'Stay signed in',
    understood: 'All right',
  },

  preview: {
    title: 'Preview',
    close: 'Close',
    help: 'The wizard as your users will see it. Nothing typed here is stored.',
    width: 'Width',
    phone: 'Phone',
    desktop: 'Desktop',
    ownTab: 'Open in its own tab',
    failed: 'The preview could not be loaded. Please try again.',
    frame: {
      startAgain: 'Start again',
      goTo: 'Go to',
      account: 'Making an account',
      review: 'Review',
      done: 'Done',
      noPages: 'There is nothing to see yet: the flow has no page.',
      broken: 'This cannot be shown. Look in the builder for what keeps the flow from being published.',
    },
    ofDraft: (title: string) =>
      `The draft of “${title}”, as it was when this page was opened. Nothing typed here is stored.`,
    ofVersion: (title: string, number: number) => `Version ${number} of “${title}”. Nothing typed here is stored.`,
    asWizard: 'Open as a wizard',
    newTab: (what: string) => `${what} (in a new tab)`,
  },

  publishing: {
    differs: (live: number) => `What differs from version ${live}, which is live`,
    nothingDiffers: (live: number) => `Nothing differs from version ${live}, which is live.`,
    first: 'Nothing is live yet: this will be version 1, and whoever opens the wizard then sees it.',
    again: (old: number, next: number) =>
      `Version ${old} becomes live again, as version ${next}. The draft stays as it is.`,
    effect: 'Who is in the middle of it',
    nobody: 'Nobody is in progress, so nobody is touched by this.',
    inProgress: (count: number, versions: { number: number; count: number }[]) => {
      const on = versions.map((version) => `${number(version.count)} on version ${version.number}`);
      const where = versions.length === 1 ? `, on version ${versions[0]?.number}` : `: ${on.join(', ')}`;
      return `${people(count)} ${count === 1 ? 'is' : 'are'} in progress${where}.`;
    },
    more: (counted: number) => `There are more than ${number(counted)} in progress; these figures are of so many.`,
    passed: (count: number) => `${have(count)} passed a page that changes.`,
    losing: (count: number, all: Counted[]) =>
      `${have(count)} answered a field that goes${count ? ` (${counted(all)})` : ''}.`,
    choice: 'What becomes of them?',
    stay: 'They stay on their version',
    stayHelp: 'Each finishes what was begun. Only who starts from now on sees the new version.',
    carry: (next: number) => `Carry them over to version ${next}`,
    carryHelp: 'Every answer that still fits is kept. What is typed and not saved yet stays on their screens.',
    unfit: (count: number, all: Counted[]) =>
      count
        ? `${have(count)} answers that no longer fit (${counted(all)}): they are set aside, never lost, and support sees them.`
        : 'All their answers fit.',
    reopened: (count: number) => (count ? `${have(count)} to go through a page once more.` : ''),
    regained: (count: number) =>
      count ? `${have(count)} answers that were set aside before and fit again: they are given back.` : '',
    tried: (count: number) => `Found out by trying it with ${number(count)} of them.`,
    notes: 'Notes for the team (may be left out)',
    publish: 'Publish now',
    goLive: 'Make it live now',
    busy: 'Publishing …',
    failed: 'It could not be published. Please try again.',
    unready: 'The draft cannot be published yet.',
    mend: 'Go there in the builder',
    done: (version: number) => `Version ${version} is live now.`,
    carried: (count: number, withSetAside: number) =>
      count
        ? `${people(count)} ${count === 1 ? 'was' : 'were'} carried over${withSetAside ? `; ${number(withSetAside)} of them with answers set aside` : ''}.`
        : 'Nobody was in progress.',
    goesOn: 'The others follow in the background, within minutes.',
    stayed: 'Who was in progress goes on with the version begun.',
    look: 'Look at it in the wizard',
    history: 'History of this flow',
    toFlow: 'Back to the flow',
  },

  /** What the domain refuses, by its English sentence, which is the API's; `{}` stands for what varies. */
  refusals: {} as Record<string, string>,

  resets: {
    lost: 'Lost your password?',
    email: 'Email',
    send: 'Send me a link',
    back: 'Back to signing in',
    look: 'Look into your mail',
    sent: 'If there is an account with this email, a link to set a new password is on its way. It is good for one hour.',
    set: 'Set a new password',
    password: 'New password',
    passwordHelp: 'At least 8 characters. You are signed out everywhere, then you sign in with it.',
    save: 'Set the password',
    dead: 'No longer valid',
    again: 'Ask for a new link',
    needsScript: 'This link needs a browser that runs scripts.',
  },

  shell: {
    menu: 'Menu',
    overview: 'Overview',
    where: 'Where you are',
    csv: 'Save as CSV',
    signOut: 'Sign out',
    status: 'Status',
  },

  sidebar: {
    menu: 'Main menu',
    overview: 'Overview',
    stuck: 'Who is stuck',
  },

  statistics: {
    heading: 'How the onboarding goes',
    flow: 'Flow',
    allFlows: 'All flows',
    version: 'Version',
    range: 'Time',
    ranges: { 30: 'Last 30 days', 90: 'Last 90 days', 365: 'Last year' } as Record<number, string>,
    failed: 'The figures could not be loaded. Please try again.',
    again: 'Try again',
    nothing: 'Nothing happened in this time yet. As soon as somebody signs up, it shows here.',
    days: 'Day by day',
    table: 'The same as a table',
    day: 'Day',
    registrations: 'Registrations',
    started: 'Begun',
    completed: 'Completed',
    published: (number: number) => `Version ${number} published`,
    funnel: (version: number) => `Page by page, version ${version}`,
    unpublished: 'This flow is not published yet, so nobody can begin it.',
    nobody: 'Nobody began this version in this time.',
    outcome: (started: number, completed: string, share: string) =>
      `${number(started)} began it in this time; ${completed} of them (${share}) have completed it.`,
    page: 'Page',
    shown: 'Came to it',
    saved: 'Saved it',
    left: 'Not further so far',
    median: 'Median time',
    sampled: 'The median times are of some 2,000 of them, chosen at random.',
  },

  stuck: {
    title: 'Who is stuck',
    lead: 'Who is on the way and has saved nothing for a while, longest first, with what stopped them and the link to go on.',
    idle: 'Nothing saved for',
    idles: { '1d': '1 day', '3d': '3 days', '1w': '1 week', '1m': '1 month' },
    flow: 'Flow',
    page: 'Page',
    error: 'Error met last',
    clear: 'Show all',
    review: 'Check your answers',
    pages: 'Where they stand',
    count: (count: number) => people(count),
    mostOften: (error: string) => `most often: ${error}`,
    noError: 'no error met',
    bounded: 'Only the 10,000 who wait longest are counted.',
    people: 'People',
    shown: (shown: number, total: string) => `${shown} of ${total}, those who wait longest`,
    total: (total: number) => number(total),
    more: (total: number) => `more than ${number(total)}`,
    nobody: 'Nobody is stuck here. Choose a shorter time, or another page.',
    columns: ['Person', 'Stands on', 'Nothing saved since', 'Error met last'],
    open: 'Answers',
    openOf: (who: string) => `Answers of ${who}`,
    and: (more: number) => ` and ${more} more`,
    tried: (at: string) => `tried ${at}`,
  },

  submissions: {
    answers: 'Answers',
    asked: (number: number) => `As asked by version ${number}.`,
    done: 'done',
    notDone: 'not done yet',
    mended: 'to be mended',
    erased: 'The account was erased, and the answers with it.',
    corrected: (label: string) => `“${label}” is corrected.`,
    correctedNotice: 'The answers are corrected.',
    somebody: 'Somebody who was deleted',
    way: 'How far it is',
    started: 'Started',
    finished: 'Finished',
    notYet: 'not yet',
    here: 'here now',
    stopped: (page: string) => `Stopped last at “${page}”`,
    over: 'Got past it since.',
    happened: 'What happened',
    when: 'When',
    what: 'What',
    about: 'Page or fields',
    by: 'By',
    aside: 'Kept aside',
    asideWhy: 'Answers that did not fit the version this was carried over to. They are not lost.',
    link: {
      copy: 'Copy resume link',
      copied: 'Copied',
      of: (who: string) => `Copy resume link of ${who}`,
      said: 'The link is copied. It opens the wizard at this page and asks to sign in.',
      byHand: 'Copy this link:',
    },
  },

  /** The languages of a flow, and its texts in them. */
  translations: {
    button: 'Languages',
    title: 'Languages of the flow',
    main: 'Main language',
    mainHelp: 'Titles, labels and help texts are written in it. Users read in it whatever is not translated.',
    others: 'Also offered in',
    none: 'No other language yet.',
    add: 'Add a language',
    addIt: 'Add the language',
    choose: 'Please choose …',
    chooseFirst: 'Please choose a language first.',
    another: 'Another one …',
    tag: 'Its tag, such as pt-BR (BCP 47)',
    noTag: 'This must be the tag of a language, such as de or pt-BR.',
    isThere: (language: string) => `${language} is offered already.`,
    added: (language: string) => `${language} is offered now.`,
    remove: (language: string) => `Take ${language} off`,
    removed: (language: string) => `${language} is no longer offered.`,
    removeHelp: 'When a language is taken off, its texts are kept, should it come back.',
    heading: 'Translations',
    change: 'Change the languages of the flow',
    offerMore: 'Offer the flow in another language',
    in: (what: string, language: string) => `${what}: ${language}`,
    option: (label: string, language: string) => `Option “${label}”: ${language}`,
    missing: (count: number) => (count === 0 ? 'complete' : count === 1 ? '1 text missing' : `${count} texts missing`),
    gap: (language: string, missing: number, of: number) =>
      `${language}: ${missing === 1 ? '1 text' : `${missing} texts`} of ${of} missing`,
    gaps: 'Not everything is translated',
    gapsHelp: 'What is missing is shown in the main language. You can publish all the same.',
    columns: { language: 'The main language', languages: 'The list of languages' } as Record<string, string>,
    elsewhere: 'Other languages are filled in where a flow is built: open the flow, choose “Build”.',
  },

  /** Values that columns have, as people say them; one that is not here is said as it is written. */
  values: {
    ...{ member: 'Member', support: 'Support', editor: 'Editor', admin: 'Admin' },
    ...{ in_progress: 'In progress', completed: 'Completed' },
    ...{ waiting: 'Waiting', sent: 'Sent', kept: 'Kept', failed: 'Failed', delivered: 'Delivered' },
    ...{ text: 'Text', textarea: 'Long text', email: 'Email', phone: 'Phone', url: 'Web address', number: 'Number' },
    ...{
      date: 'Date',
      select: 'One choice',
      multi_select: 'Several choices',
      checkbox: 'Checkbox',
      address: 'Address',
    },
    ...{ started: 'Started', page_saved: 'Page saved', page_refused: 'Page refused', corrected: 'Corrected' },
    ...{ carried_over: 'Carried over' },
    ...{ api: 'API', cli: 'Command line', system: 'System' },
    ...{ verify_email: 'Confirm the email', reset_password: 'Reset the password' },
    ...{ password_changed: 'Password changed', email_changed: 'Email changed' },
    ...{ On: 'On', Off: 'Off' },
  } as Record<string, string>,

  webhooks: {
    events: 'Events',
    toWebhook: 'To the webhook',
    explains:
      'Every event is signed with a secret, so that its receiver can tell that it comes from here. Make one, and give it to the receiver. A secret that was made before is worth nothing from then on.',
    make: 'Make a secret and show it',
    once: 'It is shown only this once. Keep it like a password.',
    secret: 'The new secret',
    copy: 'Copy',
    copied: 'Copied.',
    done: 'There is a new secret.',
  },
};

/** The shape of a language; another one is another file of this shape. */
export type Words = typeof en;
