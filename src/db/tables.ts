import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type {
  Door,
  FieldTexts,
  FieldType,
  FlowTexts,
  MailKind,
  MailStatus,
  Option,
  PageTexts,
  Role,
  SetAside,
  SubmissionEventType,
  SubmissionStatus,
  Translations,
  UserTokenPurpose,
  VersionTexts,
  WebhookDeliveryStatus,
} from './types.js';

/** JSON goes out as text: node-postgres would write a JavaScript array as a PostgreSQL array. */
type Json<T> = ColumnType<T, string, string>;
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>;

export interface UsersTable {
  id: Generated<string>;
  email: string;
  full_name: string | null;
  role: Generated<Role>;
  is_active: Generated<boolean>;
  email_verified_at: Date | null;
  last_login_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  deleted_at: Date | null;
  erased_at: Date | null;
}

export interface UserSecretsTable {
  user_id: string;
  password_hash: string;
  password_changed_at: Generated<Date>;
  signed_out_at: Generated<Date>;
}

export interface SessionsTable {
  id: Generated<string>;
  user_id: string;
  user_agent: string | null;
  ip: string | null;
  created_at: Generated<Date>;
  last_used_at: Generated<Date>;
  ended_at: Date | null;
}

export interface RefreshTokensTable {
  id: GeneratedAlways<string>;
  session_id: string;
  token_hash: Buffer;
  created_at: Generated<Date>;
  expires_at: Date;
  used_at: Date | null;
}

export interface AdminSessionsTable {
  sid: string;
  sess: unknown;
  expire: Date;
}

export interface RateLimitsTable {
  key: string;
  points: Generated<number>;
  expire: string | null;
}

export interface FieldsTable {
  id: Generated<string>;
  key: string;
  type: FieldType;
  label: string;
  help: string | null;
  min_length: number | null;
  max_length: number | null;
  pattern: string | null;
  min: string | null;
  max: string | null;
  options: JsonWithDefault<Option[]>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  translations: JsonWithDefault<Translations<FieldTexts>>;
}

export interface FlowsTable {
  id: Generated<string>;
  slug: string;
  title: string;
  archived_at: Date | null;
  is_archived: GeneratedAlways<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  language: Generated<string>;
  languages: Generated<string[]>;
  translations: JsonWithDefault<Translations<FlowTexts>>;
}

export interface PagesTable {
  id: Generated<string>;
  flow_id: string;
  key: string;
  title: string;
  description: string | null;
  position: number;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  translations: JsonWithDefault<Translations<PageTexts>>;
}

export interface PageFieldsTable {
  id: Generated<string>;
  page_id: string;
  flow_id: string;
  field_id: string;
  position: number;
  required: Generated<boolean>;
}

export interface FlowVersionsTable {
  id: Generated<string>;
  flow_id: string;
  number: number;
  title: string;
  pages: Json<unknown>;
  notes: string | null;
  published_by: string | null;
  published_at: Generated<Date>;
  language: Generated<string>;
  languages: Generated<string[]>;
  translations: JsonWithDefault<Translations<VersionTexts>>;
}

export interface SubmissionsTable {
  id: Generated<string>;
  user_id: string;
  flow_id: string;
  version_id: string;
  status: Generated<SubmissionStatus>;
  answers: JsonWithDefault<Record<string, unknown>>;
  answered_pages: Generated<string[]>;
  current_page: string | null;
  revision: Generated<number>;
  started_at: Generated<Date>;
  updated_at: Generated<Date>;
  completed_at: Date | null;
  erased_at: Date | null;
  set_aside: JsonWithDefault<SetAside>;
}

export interface SubmissionEventsTable {
  id: GeneratedAlways<string>;
  submission_id: string;
  version_id: string;
  type: SubmissionEventType;
  page_key: string | null;
  details: JsonWithDefault<{ field: string; rule?: string }[]>;
  actor_id: string | null;
  created_at: Generated<Date>;
}

export interface AuditLogTable {
  id: GeneratedAlways<string>;
  created_at: Generated<Date>;
  actor_id: string | null;
  action: string;
  entity: string;
  entity_id: string;
  before: Json<unknown> | null;
  after: Json<unknown> | null;
  reason: string | null;
  door: Door;
  ip: string | null;
  request_id: string | null;
}

export interface UserTokensTable {
  id: Generated<string>;
  user_id: string;
  purpose: UserTokenPurpose;
  email: string;
  token_hash: Buffer;
  created_at: Generated<Date>;
  expires_at: Date;
  used_at: Date | null;
}

export interface SignInAttemptsTable {
  key: string;
  failures: number;
  blocked_until: Date;
  last_at: Date;
}

export interface KnownAddressesTable {
  id: GeneratedAlways<string>;
  user_id: string;
  address_hash: Buffer;
  last_used_at: Generated<Date>;
}

export interface SecondFactorsTable {
  user_id: string;
  secret: Buffer;
  confirmed_at: Date | null;
  last_step: string | null;
  created_at: Generated<Date>;
}

export interface RecoveryCodesTable {
  id: GeneratedAlways<string>;
  user_id: string;
  code_hash: Buffer;
  used_at: Date | null;
  key_id: string | null;
}

export interface MailsTable {
  id: Generated<string>;
  kind: MailKind;
  user_id: string;
  recipient: string;
  token_id: string | null;
  status: Generated<MailStatus>;
  attempts: Generated<number>;
  last_error: string | null;
  created_at: Generated<Date>;
  sent_at: Date | null;
  language: Generated<string>;
}

export interface WebhooksTable {
  id: Generated<string>;
  url: string;
  description: string | null;
  events: string[];
  is_active: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface WebhookSecretsTable {
  webhook_id: string;
  secret: Buffer;
}

export interface WebhookDeliveriesTable {
  id: Generated<string>;
  webhook_id: string;
  event: string;
  user_id: string | null;
  data: Json<unknown>;
  status: Generated<WebhookDeliveryStatus>;
  created_at: Generated<Date>;
  finished_at: Date | null;
}

export interface WebhookAttemptsTable {
  id: GeneratedAlways<string>;
  delivery_id: string;
  created_at: Generated<Date>;
  status_code: number | null;
  error: string | null;
  duration_ms: number;
  response: string | null;
}
