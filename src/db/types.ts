import type { Generated, GeneratedAlways, Selectable } from 'kysely';
import type {
  AdminSessionsTable,
  AuditLogTable,
  FieldsTable,
  FlowsTable,
  FlowVersionsTable,
  KnownAddressesTable,
  MailsTable,
  PageFieldsTable,
  PagesTable,
  RateLimitsTable,
  RecoveryCodesTable,
  RefreshTokensTable,
  SecondFactorsTable,
  SessionsTable,
  SignInAttemptsTable,
  SubmissionEventsTable,
  SubmissionsTable,
  UserSecretsTable,
  UsersTable,
  UserTokensTable,
  WebhookAttemptsTable,
  WebhookDeliveriesTable,
  WebhookSecretsTable,
  WebhooksTable,
} from './tables.js';

/** The tables as Kysely sees them; a test holds this equal to the catalog. */
export interface Database {
  users: UsersTable;
  user_secrets: UserSecretsTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  admin_sessions: AdminSessionsTable;
  rate_limits: RateLimitsTable;
  fields: FieldsTable;
  flows: FlowsTable;
  pages: PagesTable;
  page_fields: PageFieldsTable;
  flow_versions: FlowVersionsTable;
  submissions: SubmissionsTable;
  submission_events: SubmissionEventsTable;
  audit_log: AuditLogTable;
  user_tokens: UserTokensTable;
  sign_in_attempts: SignInAttemptsTable;
  known_addresses: KnownAddressesTable;
  second_factors: SecondFactorsTable;
  recovery_codes: RecoveryCodesTable;
  mails: MailsTable;
  webhooks: WebhooksTable;
  webhook_secrets: WebhookSecretsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_attempts: WebhookAttemptsTable;
  user_tallies: UserTalliesTable;
  submission_tallies: SubmissionTalliesTable;
  step_tallies: StepTalliesTable;
  step_marks: StepMarksTable;
}

export type Role = 'member' | 'support' | 'editor' | 'admin';
export type FieldType =
  | 'text'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'number'
  | 'date'
  | 'select'
  | 'multi_select'
  | 'checkbox'
  | 'address';
export type SubmissionStatus = 'in_progress' | 'completed';
export type SubmissionEventType =
  | 'started'
  | 'page_saved'
  | 'page_refused'
  | 'completed'
  | 'corrected'
  | 'carried_over';
/** By field key: answers that did not fit when a submission was carried over, the latest last, with the version they belonged to. */
export type SetAside = Record<string, { answer: unknown; version: number }[]>;
export type Door = 'api' | 'admin' | 'cli' | 'system';
export type UserTokenPurpose = 'verify_email' | 'reset_password';
export type MailKind = 'verify_email' | 'reset_password' | 'password_changed' | 'email_changed';
export type MailStatus = 'waiting' | 'sent' | 'kept' | 'failed';
export type WebhookDeliveryStatus = 'waiting' | 'delivered' | 'failed';
export interface Option {
  value: string;
  label: string;
}

/** What a flow, a page and a field say in another language; what is not there is said in the main one. */
export interface FlowTexts {
  title?: string;
}
export interface PageTexts {
  title?: string;
  description?: string;
}
export interface FieldTexts {
  label?: string;
  help?: string;
  /** By what is stored of the option. Where there is no such option, the text rests. */
  options?: Record<string, string>;
}
/** By the tag of the language. */
export type Translations<T> = Record<string, T>;
/** What a version says in one language: its title, and by key what its pages and fields say. */
export interface VersionTexts extends FlowTexts {
  pages: Record<string, PageTexts>;
  fields: Record<string, FieldTexts>;
}

export type User = Selectable<UsersTable>;
export type Field = Selectable<FieldsTable>;
export type Flow = Selectable<FlowsTable>;
export type Page = Selectable<PagesTable>;
export type FlowVersion = Selectable<FlowVersionsTable>;
export type Submission = Selectable<SubmissionsTable>;
export type Mail = Selectable<MailsTable>;
export type Webhook = Selectable<WebhooksTable>;
export type WebhookDelivery = Selectable<WebhookDeliveriesTable>;

export interface UserTalliesTable {
  id: GeneratedAlways<string>;
  made_on: string;
  role: Role;
  is_active: boolean;
  is_live: boolean;
  n: string;
}

export interface SubmissionTalliesTable {
  id: GeneratedAlways<string>;
  flow_id: string;
  version_id: string;
  begun_on: string;
  completed_on: string | null;
  n: string;
}

export interface StepTalliesTable {
  id: GeneratedAlways<string>;
  version_id: string;
  begun_on: string;
  page_key: string;
  shown: string;
  saved: string;
}

export interface StepMarksTable {
  id: Generated<boolean>;
  event_id: string;
}
