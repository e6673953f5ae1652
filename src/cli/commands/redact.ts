import { EXIT } from '#cli/exit-codes.ts';
import type { Io } from '#cli/io.ts';
import { redactStream } from '#cli/redact-stream.ts';
import { withRelaxedSimd } from '#cli/relaxed-simd.ts';
import { secretValues } from '#cli/secret-environment.ts';
import { Sink } from '#cli/sink.ts';
import { createRedactor } from '#detect/redactor/redactor.ts';
import { AuthGuardError } from '#errors.ts';
import { RULES } from '#rules/index.ts';

export interface RedactOptions {
  readonly env?: string;
}

/** As a shell says it of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/** `auth-guard redact`: a filter. Ctrl-C leaves it running until its input ends, so that the last words of what writes it are masked as well. */
export async function runRedact({ env }: RedactOptions, io: Io): Promise<number> {
  const named = (env ?? '').split(',').filter((name) => name !== '');
  const { values, unusable } = secretValues(io, named);
  if (unusable.length > 0) {
    throw new AuthGuardError('USAGE', `There is no value to mask in ${unusable.join(', ')}.`, {
      help: 'Name variables that are set, and hold at least eight characters.',
    });
  }
  const atTerminal = io.stdin.isTTY === true;
  const interrupted = new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve(), { once: true }));
  await redactStream(io.stdin, {
    redactor: withRelaxedSimd(() => createRedactor(RULES, { values })),
    sink: new Sink(io.stdout),
    ...(atTerminal ? { stop: interrupted } : {}),
  });
  return io.signal.aborted ? INTERRUPTED : EXIT.clean;
}
