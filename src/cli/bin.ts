#!/usr/bin/env node
import '#cli/node-version.ts';
import { loadProgram } from '#cli/compiled.ts';
import { EXIT } from '#cli/exit-codes.ts';

process.exitCode = EXIT.incomplete; // for work that comes to no end
const argv = process.argv.slice(2);
const [command = ''] = argv;
const { program, keepCode } = loadProgram(import.meta.dirname, command === 'hook' ? 'hook' : 'scan');
program.runCommandLine(argv, import.meta.dirname).then(
  ({ exitCode, isSilent }) => {
    process.exitCode = exitCode;
    if (['hook', 'scan'].includes(command) && (exitCode === EXIT.clean || exitCode === EXIT.findings)) keepCode();
    if (command === 'hook' && isSilent) process.exit(); // nothing can be cut off, and to take everything down takes milliseconds
  },
  (cause: unknown) => {
    // what describes errors is broken itself, as in an installation that lacks files: Node would say it with exit code 1, which stands for findings
    process.stderr.write(
      `auth-guard: it broke down, and nothing was checked: ${cause instanceof Error ? cause.name : 'unknown reason'}.\nhelp: Install it anew.\n`,
    );
  },
);
