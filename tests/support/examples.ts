import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/config.js';

const address = 'http://localhost:3000';

/** The only block of a language in a document, told to talk to another server than the reader's own. */
export function example(path: string, language: string, origin: string): string {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, code = '']) => code,
  );
  const [block = ''] = blocks;
  if (blocks.length !== 1 || !block.includes(address)) throw new Error(`${path}: not one ${language} for ${address}`);
  return block.replaceAll(address, origin);
}
