import type { ExitCode } from '#cli/exit-codes.ts';

/** Takes the exit code that a command ends with. */
export type Done = (exitCode: ExitCode) => void;
