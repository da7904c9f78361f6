import type { RecordJSON } from 'adminjs';

/** What is told of a person beyond his account; what is not there this role may not see. */
export interface PersonFile {
  sessions?: {
    id: string;
    user_agent: string | null;
    ip: string | null;
    created_at: string;
    last_used_at: string;
  }[];
  submissions?: {
    id: string;
    flow_title: string;
    number: number;
    status: string;
    progress: { completed: number; total: number };
    page_title: string | null;
    updated_at: string;
    resume: string | null;
  }[];
  history?: {
    id: string;
    action: string;
    entity: string;
    entity_id: string;
    before: Record<string, unknown> | null;
    after: Record<string, unknown> | null;
    by: string | null;
    door: string;
    reason: string | null;
    created_at: string;
  }[];
}

export const mayDo = (record: RecordJSON, action: string) => record.recordActions.some(({ name }) => name === action);
