import type { FieldOfPage } from './records.js';
import type { Met } from './refusals.js';

export interface FieldAnswered extends FieldOfPage {
  answer: unknown;
  given: { by: string | null; by_himself: boolean; at: string } | null;
}

export interface PageAnswered {
  key: string;
  title: string;
  description?: string;
  answered: boolean;
  missing: { field: string; error: string }[];
  fields: FieldAnswered[];
}

export interface EventTold {
  type: string;
  page_key: string | null;
  details: { field: string; rule?: string }[];
  created_at: string;
  by_email: string | null;
  by_name: string | null;
  by_himself: boolean;
}

/** A submission as its user saw it. */
export interface Transcript {
  number: number;
  slug: string;
  status: string;
  erased: boolean;
  current_page: string | null;
  pages: PageAnswered[];
  stopped: { page: string | null; title: string | null; errors: Met[]; at: string; is_over: boolean } | null;
  set_aside: {
    key: string;
    label: string;
    field: Pick<FieldOfPage, 'type' | 'options'>;
    answer: unknown;
    version: number;
  }[];
  events: EventTold[];
  resume: string | null;
}
