#!/usr/bin/env node
import { EXIT } from '#cli/exit-codes.ts';
import { main } from '#cli/main.ts';
import { hasOutput, processIo } from '#cli/process-io.ts';

process.exitCode = EXIT.incomplete; // for work that comes to no end
void main(process.argv.slice(2), processIo(import.meta.dirname)).then((exitCode) => {
  process.exitCode = exitCode;
  if (process.argv[2] === 'hook' && !hasOutput()) process.exit(); // nothing can be cut off, and to take everything down takes milliseconds
});
