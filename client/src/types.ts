import type { components, paths } from './api.js';

type Schemas = components['schemas'];

export type { paths };
export type User = Schemas['User'];
export type Grant = Schemas['Grant'];
export type FlowSummary = Schemas['FlowSummary'];
export type Version = Schemas['Version'];
export type Page = Schemas['Page'];
export type Field = Schemas['Field'];
export type Submission = Schemas['Submission'];
export type Answers = Submission['answers'];
/** What `register` takes; where the refresh token goes is the client's business. */
export type Registration = Omit<Schemas['Registration'], 'refresh_in'>;
export type Credentials = Omit<Schemas['Credentials'], 'refresh_in'>;
