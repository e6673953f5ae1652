import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { type ErrorCode, isAuthGuardError } from '#errors.ts';

/** The caller's own mistakes. Any other error means that something could not be checked or done. */
const USAGE: ReadonlySet<ErrorCode> = new Set(['USAGE', 'CONFIG_INVALID', 'NOT_A_REPOSITORY', 'PATH_NOT_FOUND', 'HOOKS_BLOCKED']);

/** What a failure says and how the process ends: nothing was checked is never exit 0 or 1. */
export function describeError(error: unknown): { readonly text: string; readonly exitCode: ExitCode } {
  if (isAuthGuardError(error)) {
    const help = error.help === undefined ? '' : `\nhelp: ${error.help}`;
    return { text: `auth-guard: ${error.message}${help}\n`, exitCode: USAGE.has(error.code) ? EXIT.usage : EXIT.incomplete };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { text: `auth-guard: unexpected error, nothing was checked: ${message}\n`, exitCode: EXIT.incomplete };
}
