import { ApiClient } from 'adminjs';
import type { Report } from '../../../src/domain/imports.js';
import { words } from '../shared/words.js';

export type Outcome = Report & { imported?: number };

const api = new ApiClient();

/** What would come of the lines. Throws an Error with words for whoever waits. */
export const check = (csv: string) => ask({ csv, dry: true });

/** Imports what was checked. Throws as `check`. */
export const run = (csv: string, basis: string, links: boolean) => ask({ csv, basis, links });

async function ask(data: object): Promise<Outcome> {
  try {
    const answer = await api.resourceAction({ resourceId: 'users', actionName: 'import', data });
    return (answer.data as unknown as { report: Outcome }).report;
  } catch (error) {
    const told = (error as { response?: { data?: { notice?: { message?: string } } } }).response?.data;
    throw new Error(told?.notice?.message ?? words.imports.failed);
  }
}
