import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { isAuthGuardError } from '#errors.ts';

const INCOMPLETE: ReadonlySet<string> = new Set([
  'GIT_FAILED',
  'GIT_NOT_FOUND',
  'OUTPUT_FAILED',
  'PURGE_REFUSED',
  'GH_NOT_FOUND',
  'GH_NO_LOGIN',
  'NO_GITHUB_REPOSITORY',
  'GITHUB_FORBIDDEN',
  'GITHUB_NOT_FOUND',
  'GITHUB_RATE_LIMITED',
  'GITHUB_UNREACHABLE',
  'GITHUB_FAILED',
]);

/** What a failure says and how the process ends: nothing was checked is never exit 0 or 1. */
export function describeError(error: unknown): { readonly text: string; readonly exitCode: ExitCode } {
  if (isAuthGuardError(error)) {
    const help = error.help === undefined ? '' : `\nhelp: ${error.help}`;
    return { text: `auth-guard: ${error.message}${help}\n`, exitCode: INCOMPLETE.has(error.code) ? EXIT.incomplete : EXIT.usage };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { text: `auth-guard: unexpected error, nothing was checked: ${message}\n`, exitCode: EXIT.incomplete };
}
