/** Plain words in place of AdminJS's "records" and "resources". */
const messages = {
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
  confirmDelete: 'Do you really want to delete this?',
};

const times = { created_at: 'Created', updated_at: 'Last change' };
const q = 'Search';

const resources = {
  flows: {
    actions: {
      ...{ new: 'New flow', edit: 'Edit', publish: 'Publish', list: 'Flows', show: 'Flow' },
      ...{ build: 'Build', duplicate: 'Duplicate' },
      history: 'History',
      ...{ archive: 'Archive', unarchive: 'Take out of the archive' },
    },
    properties: {
      ...times,
      q,
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
      ...{
        ...times,
        q,
        title: 'Title',
        key: 'Key',
        flow_id: 'Flow',
        position: 'Place in the flow',
        description: 'Text under the title',
      },
      fields: 'Fields',
    },
    messages: { confirmDelete: 'Delete this page? Its fields stay in the library.' },
  },
  fields: {
    actions: { new: 'New field', list: 'Fields', show: 'Field' },
    properties: {
      ...{
        ...times,
        q,
        label: 'Label',
        key: 'Key',
        type: 'Type',
        help: 'Help text',
        rules: 'Rules',
        pattern: 'Pattern',
      },
      ...{ min_length: 'Shortest length', max_length: 'Longest length' },
    },
    messages: { confirmDelete: 'Delete this field from the library?' },
  },
  flow_versions: {
    actions: { list: 'Versions', show: 'Version', rollBack: 'Make live again' },
    properties: {
      ...{ q, title: 'Title', number: 'Version', flow_id: 'Flow', notes: 'Notes', pages: 'What users see' },
      ...{ published_by: 'Published by', published_at: 'Published' },
    },
  },
  submissions: {
    actions: { list: 'Submissions', show: 'Submission', correct: 'Correct answers', stuck: 'Who is stuck' },
    properties: {
      ...{
        id: 'Id',
        user_id: 'User',
        flow_id: 'Flow',
        version_id: 'Version',
        status: 'Status',
        progress: 'Pages done',
      },
      ...{
        stands_on: 'Stands on',
        current_page: 'Key of the page he stands on',
        answers: 'Answers contain',
        answered_pages: 'Has done the page',
        revision: 'Revision',
      },
      ...{ started_at: 'Started', updated_at: 'Last change', completed_at: 'Completed', view: 'Answers' },
    },
  },
  users: {
    actions: {
      ...{ new: 'New user', list: 'Users', show: 'User', erase: 'Erase for good' },
      removeFactor: 'Remove second factor',
      ...{ activate: 'Activate', deactivate: 'Deactivate', restore: 'Restore' },
      ...{ sendReset: 'Send a link to reset the password', sendVerification: 'Send the link to confirm the email' },
      ...{ endSessions: 'End all sessions' },
    },
    properties: {
      ...{
        ...times,
        q,
        id: 'Id',
        email: 'Email',
        full_name: 'Name',
        role: 'Role',
        is_active: 'Active',
        password: 'Password',
      },
      ...{ deleted: 'Deleted people', deleted_at: 'Deleted', view: 'Person' },
      ...{ email_verified_at: 'Email confirmed', last_login_at: 'Last sign-in', second_factor: 'Second factor' },
    },
    messages: { confirmDelete: 'Delete this user? He can no longer sign in and is gone from every list.' },
  },
  mails: {
    actions: { list: 'Mails', show: 'Mail', again: 'Send again' },
    properties: {
      ...{ q, kind: 'About', recipient: 'To', user_id: 'Account', status: 'Status', attempts: 'Times tried' },
      ...{ last_error: 'What went wrong', created_at: 'Queued', sent_at: 'Sent', subject: 'Subject', text: 'Text' },
    },
  },
  webhooks: {
    actions: {
      ...{ list: 'Webhooks', show: 'Webhook', new: 'New webhook', edit: 'Edit' },
      ...{ secret: 'New secret', test: 'Send a test event' },
    },
    properties: {
      ...{ ...times, q, url: 'Address (URL)', description: 'Description', events: 'Events', is_active: 'Switched on' },
    },
    messages: { confirmDelete: 'Delete this webhook with the record of its deliveries?' },
  },
  webhook_deliveries: {
    actions: { list: 'Webhook deliveries', show: 'Delivery', again: 'Send again' },
    properties: {
      ...{
        id: 'Id',
        webhook_id: 'Webhook',
        event: 'Event',
        user_id: 'Account',
        status: 'Status',
        attempts: 'Times tried',
      },
      ...{ q, created_at: 'Happened', finished_at: 'Finished', view: 'Payload and attempts' },
    },
  },
  audit_log: {
    actions: { list: 'Audit log', show: 'Entry' },
    properties: {
      ...{
        q,
        id: 'Number',
        created_at: 'When',
        actor_id: 'Who',
        action: 'What',
        entity: 'Kind of thing',
        entity_id: 'Id of the thing',
        subject: 'About',
        changes: 'Changes',
      },
      ...{
        before: 'Before contains',
        after: 'After contains',
        reason: 'Reason',
        door: 'Through',
        ip: 'Address',
        request_id: 'Request',
      },
    },
  },
};

const labels = {
  navigation: 'Menu',
  dashboard: 'Overview',
  filters: 'Filter',
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
};

export const locale = {
  language: 'en',
  availableLanguages: ['en'],
  translations: {
    en: {
      messages,
      resources,
      labels,
      buttons: {
        applyChanges: 'Apply',
        resetFilter: 'Clear',
        createFirstRecord: 'Make the first one',
        logout: 'Sign out',
      },
      actions: {
        new: 'New',
        show: 'Details',
        edit: 'Edit',
        delete: 'Delete',
        list: 'List',
        publish: 'Publish',
        correct: 'Correct',
      },
    },
  },
};
