#!/usr/bin/env node
import { buildOrExit } from './build.js';
import { leaveWithShell } from './npm-shell.js';

// Builds what must be built, then becomes the server: one process, so that signals need no passing on.
leaveWithShell();
await buildOrExit({ quiet: true });
await import('../dist/src/server.js');
