import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const encodings = {
  br: (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  gzip: (content) => gzipSync(content, { level: 9 }),
};

// Lays beside each folder named two others with the same files, compressed: `dist/wizard`, `dist/wizard.br`, `dist/wizard.gzip`.
for (const folder of process.argv.slice(2)) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const [name, encode] of Object.entries(encodings)) {
    rmSync(`${folder}.${name}`, { recursive: true, force: true });
    for (const { parentPath, name: file } of files) {
      const path = join(parentPath, file);
      const target = join(`${folder}.${name}`, path.slice(folder.length));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, encode(readFileSync(path)));
    }
  }
}
