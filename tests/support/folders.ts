import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder that PostgreSQL's user may pass through, whoever runs the tests. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'doorstep-test-'));
  chmodSync(dir, 0o711);
  return dir;
}

export const remove = (dir: string) => rmSync(dir, { recursive: true, force: true });
