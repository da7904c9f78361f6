import type { ColumnType, Generated, GeneratedAlways, Selectable } from 'kysely';

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
}

/** JSON goes out as text: node-postgres would write a JavaScript array as a PostgreSQL array. */
type Json<T> = ColumnType<T, string, string>;
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>;

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
export type SubmissionEventType = 'started' | 'page_saved' | 'page_refused' | 'completed' | 'corrected';
export type Door = 'api' | 'admin' | 'cli' | 'system';
export interface Option {
  value: string;
  label: string;
}

interface UsersTable {
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
}

interface UserSecretsTable {
  user_id: string;
  password_hash: string;
  password_changed_at: Generated<Date>;
}

interface SessionsTable {
  id: Generated<string>;
  user_id: string;
  user_agent: string | null;
  ip: string | null;
  created_at: Generated<Date>;
  last_used_at: Generated<Date>;
  ended_at: Date | null;
}

interface RefreshTokensTable {
  id: GeneratedAlways<string>;
  session_id: string;
  token_hash: Buffer;
  created_at: Generated<Date>;
  expires_at: Date;
  used_at: Date | null;
}

interface AdminSessionsTable {
  sid: string;
  sess: unknown;
  expire: Date;
}

interface RateLimitsTable {
  key: string;
  points: Generated<number>;
  expire: string | null;
}

interface FieldsTable {
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
}

interface FlowsTable {
  id: Generated<string>;
  slug: string;
  title: string;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface PagesTable {
  id: Generated<string>;
  flow_id: string;
  key: string;
  title: string;
  description: string | null;
  position: number;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface PageFieldsTable {
  id: Generated<string>;
  page_id: string;
  flow_id: string;
  field_id: string;
  position: number;
  required: Generated<boolean>;
}

interface FlowVersionsTable {
  id: Generated<string>;
  flow_id: string;
  number: number;
  title: string;
  pages: Json<unknown>;
  notes: string | null;
  published_by: string | null;
  published_at: Generated<Date>;
}

interface SubmissionsTable {
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
}

interface SubmissionEventsTable {
  id: GeneratedAlways<string>;
  submission_id: string;
  version_id: string;
  type: SubmissionEventType;
  page_key: string | null;
  details: JsonWithDefault<{ field: string; rule?: string }[]>;
  actor_id: string | null;
  created_at: Generated<Date>;
}

interface AuditLogTable {
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

export type User = Selectable<UsersTable>;
export type Field = Selectable<FieldsTable>;
export type Flow = Selectable<FlowsTable>;
export type Page = Selectable<PagesTable>;
export type FlowVersion = Selectable<FlowVersionsTable>;
export type Submission = Selectable<SubmissionsTable>;
