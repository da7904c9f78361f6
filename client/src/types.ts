import type { Client } from 'openapi-fetch';
import type { components, paths } from './api.js';

type Schemas = components['schemas'];

export type { paths };
export type Api = Client<paths>;

export type User = Schemas['User'];
export type Grant = Schemas['Grant'];
export type DeviceSession = Schemas['Session'];
export type FlowSummary = Schemas['FlowSummary'];
export type Version = Schemas['Version'];
export type Page = Schemas['Page'];
export type Field = Schemas['Field'];
export type Draft = Schemas['Draft'];
export type Submission = Schemas['Submission'];
export type Answers = Submission['answers'];
export type Export = Schemas['Export'];
export type PageMeta = Schemas['PageMeta'];

/** What `register` takes; where the refresh token goes is the client's business. */
export type Registration = Omit<Schemas['Registration'], 'refresh_in'>;
export type Credentials = Omit<Schemas['Credentials'], 'refresh_in'>;
export type ProfilePatch = Schemas['ProfilePatch'];
export type PasswordChange = Schemas['PasswordChange'];
export type NewUser = Schemas['NewUser'];
export type UserPatch = Schemas['UserPatch'];
export type DraftInput = Schemas['DraftInput'];
export type Publication = Schemas['Publication'];
export type Correction = Schemas['Correction'];

type QueryOf<P extends '/api/v1/users' | '/api/v1/submissions'> = NonNullable<paths[P]['get']['parameters']['query']>;
export type UserQuery = QueryOf<'/api/v1/users'>;
export type SubmissionQuery = QueryOf<'/api/v1/submissions'>;
