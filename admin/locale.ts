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
    actions: { new: 'New flow', edit: 'Edit', publish: 'Publish', list: 'Flows', show: 'Flow' },
    properties: {
      ...times,
      q,
      title: 'Title',
      slug: 'Slug (in its address)',
      live: 'Live version',
      wizard: 'Wizard',
      draft: 'Draft',
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
    actions: { list: 'Versions', show: 'Version' },
    properties: {
      ...{ q, title: 'Title', number: 'Version', flow_id: 'Flow', notes: 'Notes', pages: 'What users see' },
      ...{ published_by: 'Published by', published_at: 'Published' },
    },
  },
  submissions: {
    actions: { list: 'Submissions', show: 'Submission', correct: 'Correct answers' },
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
    actions: { new: 'New user', list: 'Users', show: 'User' },
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
      ...{ email_verified_at: 'Email confirmed', last_login_at: 'Last sign-in' },
    },
    messages: { confirmDelete: 'Delete this user? He can no longer sign in and is gone from every list.' },
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
        entity: 'Table',
        entity_id: 'Id',
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
