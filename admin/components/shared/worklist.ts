import type { Met } from './refusals.js';

/** How many stand on a page, and what they met there last. */
export interface OnPage {
  flow_id: string;
  page: string | null;
  title: string | null;
  people: number;
  errors: (Met & { people: number })[];
}

export interface StuckPerson {
  id: string;
  user_id: string;
  email: string;
  full_name: string | null;
  flow_id: string;
  page: string | null;
  title: string | null;
  since: string;
  errors: Met[];
  refused_at: string | null;
  resume: string;
}

export interface Worklist {
  flows: { id: string; slug: string; title: string }[];
  pages: OnPage[];
  people: StuckPerson[];
  total: number;
  isMore: { pages: boolean; people: boolean };
}

/** A page as the address names it: a dash stands for those who have answered every one. */
export const pageName = (page: string | null) => page ?? '-';

export const errorName = ({ field, rule }: Met) => `${field}~${rule ?? ''}`;
