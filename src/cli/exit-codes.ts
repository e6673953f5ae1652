import type { Verdict } from '#scan/report.ts';

/** The same table for every command; `--help` prints it. */
export const EXIT = { clean: 0, findings: 1, usage: 2, incomplete: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODE_HELP = `
Exit codes:
  0  clean: everything was checked, nothing was found
  1  findings, or a failed check
  2  wrong usage or configuration
  3  could not check everything`;

export function exitCodeOf(verdict: Verdict): ExitCode {
  return EXIT[verdict];
}
