#!/usr/bin/env node
import { main } from '#cli/main.ts';
import { processIo } from '#cli/process-io.ts';

void main(process.argv.slice(2), processIo(import.meta.dirname)).then((exitCode) => {
  process.exitCode = exitCode;
});
