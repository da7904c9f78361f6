import type { Program } from '../programs.js';

export interface Setting {
  product: Program;
  databaseUrl: string;
  rounds: number;
  seconds: number;
}

/** A line of the table. */
export interface Row {
  what: string;
  figure: string;
  ratio?: number;
  of?: string;
  claim?: { atLeast: number } | { atMost: number };
  beside?: string;
}

export type Case = (setting: Setting) => Promise<Row[]>;
