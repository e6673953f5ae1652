import { readFileSync } from 'node:fs';
import type { HookEvent } from '#hooks/install/events.ts';

/** Marks a script as ours. */
export const SHIM_MARK = '# auth-guard-shim v1';

const BLOCK_START = '# >>> auth-guard >>>';
const BLOCK_END = '# <<< auth-guard <<<';
const BLOCK = new RegExp(`${BLOCK_START}\\n[\\s\\S]*?${BLOCK_END}\\n`);

/** What a script needs to find the program again. */
export interface Recorded {
  readonly nodePath: string;
  readonly cliPath: string;
  /** The folder of the package that holds auth-guard.sh. */
  readonly hooksFolder: string;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The script that stands in git's hooks folder: the packaged one, with the paths of this installation. */
export function shimScript(event: HookEvent, recorded: Recorded): string {
  const body = readFileSync(`${recorded.hooksFolder}/auth-guard.sh`, 'utf8');
  const head = ['#!/bin/sh', SHIM_MARK, `event=${event}`, `recorded_node=${quote(recorded.nodePath)}`, `recorded_cli=${quote(recorded.cliPath)}`];
  return `${head.join('\n')}\n${body}`;
}

/** What git writes to these hooks is needed by whatever stands behind the block too. */
const READS_INPUT: ReadonlySet<HookEvent> = new Set(['pre-push', 'pre-receive']);

function commandFor(event: HookEvent): string {
  const command = `sh node_modules/@auth-guard/cli/hooks/${event} "$@"`;
  if (!READS_INPUT.has(event)) return `${command} || exit 1`;
  return [
    'auth_guard_input=$(mktemp) && cat >"$auth_guard_input" || exit 1',
    `${command} <"$auth_guard_input" || { rm -f "$auth_guard_input"; exit 1; }`,
    'exec <"$auth_guard_input"',
    'rm -f "$auth_guard_input"',
  ].join('\n');
}

/** The block for a script that is tracked: no path of this machine. It comes first, before anything reads the standard input. */
export function blockFor(event: HookEvent): string {
  return `${BLOCK_START}\n${commandFor(event)}\n${BLOCK_END}\n`;
}

export function hasBlock(script: string): boolean {
  return BLOCK.test(script);
}

export function withoutBlock(script: string): string {
  return script.replace(BLOCK, '');
}

/** Puts the block behind the first line when that names an interpreter. */
export function withBlock(script: string, event: HookEvent): string {
  const firstLine = /^#![^\n]*\n/.exec(script)?.[0] ?? '';
  return firstLine + blockFor(event) + script.slice(firstLine.length);
}
