import { scrub, scrubbedMessage } from '#auth/scrub.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { runnable } from '#cli/runnable.ts';
import { type ErrorCode, isAuthGuardError } from '#errors.ts';

/** The caller's own mistakes. Any other error means that something could not be checked or done. */
const USAGE: ReadonlySet<ErrorCode> = new Set(['USAGE', 'CONFIG_INVALID', 'NOT_A_REPOSITORY', 'PATH_NOT_FOUND', 'HOOKS_BLOCKED']);

/** What a failure says and how the process ends: nothing was checked is never exit 0 or 1. */
export function describeError(
  error: unknown,
  io: Pick<Io, 'programName'> = { programName: 'auth-guard' },
): { readonly text: string; readonly exitCode: ExitCode } {
  if (isAuthGuardError(error)) {
    const help = error.help === undefined ? '' : `\nhelp: ${runnable(error.help, io)}`;
    return { text: `auth-guard: ${error.message}${help}\n`, exitCode: USAGE.has(error.code) ? EXIT.usage : EXIT.incomplete };
  }
  return { text: `auth-guard: unexpected error, nothing was checked: ${scrubbedMessage(error)}\n`, exitCode: EXIT.incomplete };
}

/** Frames of a stack that are shown. */
const MAX_FRAMES = 12;

/** What `--debug` shows: the error and its causes with their stacks, without what looks like a token. */
export function causesOf(error: unknown): string {
  const lines: string[] = [];
  for (let cause = error, depth = 0; cause !== undefined && cause !== null && depth < 10; depth += 1) {
    const frames = cause instanceof Error ? (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    const name = cause instanceof Error ? `${cause.name}: ` : '';
    lines.push(`${depth === 0 ? 'error' : 'cause'}: ${name}${scrubbedMessage(cause)}`, ...frames.slice(0, MAX_FRAMES).map((frame) => `    ${scrub(frame)}`));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines.map((line) => `${line}\n`).join('');
}
