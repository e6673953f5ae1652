#!/usr/bin/env node
import { loadProgram } from '#cli/compiled.ts';
import { EXIT } from '#cli/exit-codes.ts';

process.exitCode = EXIT.incomplete; // for work that comes to no end
const argv = process.argv.slice(2);
const [command = ''] = argv;
const { program, keepCode } = loadProgram(import.meta.dirname, command === 'hook' ? 'hook' : 'scan');
void program.runCommandLine(argv, import.meta.dirname).then(({ exitCode, isSilent }) => {
  process.exitCode = exitCode;
  if (['hook', 'scan'].includes(command) && (exitCode === EXIT.clean || exitCode === EXIT.findings)) keepCode();
  if (command === 'hook' && isSilent) process.exit(); // nothing can be cut off, and to take everything down takes milliseconds
});
