import type { Io } from '#cli/io.ts';
import { AuthGuardError } from '#errors.ts';

/** Whether somebody is there to answer. */
export function canAsk(io: Io): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true && (io.env['CI'] ?? '') === '';
}

function cancelled(): AuthGuardError {
  return new AuthGuardError('INTERRUPTED', 'Cancelled. Nothing was changed.');
}

/** Asks for something that must not be seen: what is typed is not shown. */
export async function askHidden(message: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  const answer = await password({ message, mask: '•' });
  if (isCancel(answer)) throw cancelled();
  return answer ?? '';
}

export async function askText(message: string): Promise<string> {
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({ message });
  if (isCancel(answer)) throw cancelled();
  return answer ?? '';
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Lets some of a list be chosen. */
export async function askChoices(message: string, options: readonly Choice[], chosen: readonly string[]): Promise<readonly string[]> {
  const { isCancel, multiselect } = await import('@clack/prompts');
  const answer = await multiselect({ message, options: [...options], initialValues: [...chosen], required: true });
  if (isCancel(answer)) throw cancelled();
  return answer;
}

/**
 * Asks before something is written or undone that cannot be taken back.
 *
 * @throws {AuthGuardError} `USAGE` where nobody can answer and `--yes` was not given; `INTERRUPTED` for a no.
 */
export async function confirmed(io: Io, message: string, yes: boolean): Promise<void> {
  if (!(await agrees(io, message, yes))) throw cancelled();
}

/** The answer to such a question, where a no does not end everything. @throws {AuthGuardError} `USAGE` as `confirmed` does. */
export async function agrees(io: Io, message: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!canAsk(io)) throw new AuthGuardError('USAGE', `${message} Nobody is there to answer.`, { help: 'Add --yes to say so beforehand.' });
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message, initialValue: false });
  return !isCancel(answer) && answer;
}
