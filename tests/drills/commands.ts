import assert from 'node:assert/strict';
import { run } from '../support/processes.js';

/** What a command of the product's prints. Throws unless it ends with 0. */
export async function command(args: string[], env: Record<string, string>): Promise<string> {
  const program = run(['bin/cli.js', ...args], { DATABASE_URL: '', ...env });
  assert.equal(await program.end(), 0, program.stderr());
  return program.stdout().trim();
}
