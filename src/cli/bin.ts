#!/usr/bin/env node
import { EXIT } from '#cli/exit-codes.ts';
import { main } from '#cli/main.ts';
import { processIo } from '#cli/process-io.ts';

process.exitCode = EXIT.incomplete; // for work that comes to no end
void main(process.argv.slice(2), processIo(import.meta.dirname)).then((exitCode) => {
  process.exitCode = exitCode;
});
