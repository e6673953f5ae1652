import type { Readable, Writable } from 'node:stream';
import type { Io } from '#cli/io.ts';
import { AuthGuardError } from '#errors.ts';

/** Whether somebody is there to answer. */
export function canAsk(io: Io): boolean {
  return io.stdin.isTTY === true && io.stderr.isTTY === true && (io.env['CI'] ?? '') === '';
}

/** Questions stand beside the messages: what goes to standard output may go to a file. */
function terminal({ stdin, stderr }: Io): { readonly input: Readable; readonly output: Writable } {
  return { input: stdin as unknown as Readable, output: stderr as unknown as Writable };
}

function cancelled(): AuthGuardError {
  return new AuthGuardError('INTERRUPTED', 'Cancelled. Nothing was changed.');
}

/** Asks for something that must not be seen: what is typed is not shown. @throws {AuthGuardError} `INTERRUPTED` for Ctrl-C, as all questions here do. */
export async function askHidden(io: Io, message: string): Promise<string> {
  const { isCancel, password } = await import('@clack/prompts');
  const answer = await password({ message, mask: '•', ...terminal(io) });
  if (isCancel(answer)) throw cancelled();
  return answer ?? '';
}

export async function askText(io: Io, message: string): Promise<string> {
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({ message, ...terminal(io) });
  if (isCancel(answer)) throw cancelled();
  return answer ?? '';
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** Lets some of a list be chosen. */
export async function askChoices(io: Io, message: string, options: readonly Choice[]): Promise<readonly string[]> {
  const { isCancel, multiselect } = await import('@clack/prompts');
  const answer = await multiselect({ message, options: [...options], required: true, ...terminal(io) });
  if (isCancel(answer)) throw cancelled();
  return answer;
}

/** Lets one of a list be chosen. */
export async function askChoice(io: Io, message: string, options: readonly Choice[]): Promise<string> {
  const { isCancel, select } = await import('@clack/prompts');
  const answer = await select({ message, options: [...options], ...terminal(io) });
  if (isCancel(answer)) throw cancelled();
  return answer;
}

/**
 * Asks before something is written or undone that cannot be taken back. With `--yes` the question is shown all the same: it names what is written where.
 *
 * @throws {AuthGuardError} `USAGE` where nobody can answer and `--yes` was not given; `INTERRUPTED` for a no.
 */
export async function confirmed(io: Io, message: string, yes: boolean): Promise<void> {
  if (!(await agrees(io, message, yes))) throw cancelled();
}

/** The answer to such a question, where a no, or Ctrl-C, does not end everything. @throws {AuthGuardError} `USAGE` as `confirmed` does. */
export async function agrees(io: Io, message: string, yes: boolean): Promise<boolean> {
  if (yes) {
    io.stderr.write(`${message} --yes\n`);
    return true;
  }
  if (!canAsk(io)) throw new AuthGuardError('USAGE', `${message} Nobody is there to answer.`, { help: 'Add --yes to say so beforehand.' });
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message, initialValue: false, ...terminal(io) });
  return !isCancel(answer) && answer;
}
