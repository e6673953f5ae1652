import type { Io } from '#cli/io.ts';

/** Every command of the program: what is not one of them is no command that a text names. */
export const COMMAND_NAMES = [
  ...[
    'scan',
    'baseline',
    'rules',
    'purge',
    'init',
    'uninstall',
    'hook',
    'validate',
    'log',
    'doctor',
    'run',
    'redact',
    'ci',
    'secrets',
    'setup',
    'revoke',
    'upload',
  ],
] as const;

/** `auth-guard scan` as words of their own, on a line that does not begin its command with `npx` already. */
const NAMED = new RegExp(`(?<=^|[\\s\`'"(])(?<!\\bnpx\\b.*)auth-guard(?= (?:${COMMAND_NAMES.join('|')})(?![\\w/-]|\\.\\w))`, 'gm');

/** Fields of reports that hold what to do next, in words of our own. Rules have such fields too; scan reports are not given to this. */
const NEXT_STEPS: ReadonlySet<string> = new Set(['help', 'fix', 'next']);

type Called = Pick<Io, 'programName'>;

/**
 * A text of ours with each command of this program as it can be typed here: `npx auth-guard scan` where npm put it into the project.
 *
 * Texts below this layer name commands as `auth-guard scan`, as they are called wherever the program is on PATH. Only what is printed
 * for somebody to type is given to this: never a file, an excerpt, or another's words.
 */
export function runnable(text: string, { programName }: Called): string {
  return programName === 'auth-guard' ? text : text.replace(NAMED, programName);
}

function stepsOf(value: unknown, io: Called, isStep: boolean): unknown {
  if (typeof value === 'string') return isStep ? runnable(value, io) : value;
  if (Array.isArray(value)) return value.map((one) => stepsOf(one, io, isStep));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, stepsOf(one, io, NEXT_STEPS.has(key))]));
}

/** The same for a report, whether it is to become text or JSON: what to do next in it, and nothing else. */
export function withRunnableSteps<Report>(report: Report, io: Called): Report {
  return stepsOf(report, io, false) as Report;
}
