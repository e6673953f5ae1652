import { readFileSync } from 'node:fs';
import type { ConfigScope } from '#git/config-hooks.ts';
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
  /** The package as a project has it, from the repository's top: for scripts that are tracked. */
  readonly packageFolder: string;
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The packaged script, with the paths of this installation.
 *
 * @param fromConfig Whose configuration has git run it: the user's runs it in every repository, none of which may bring a program of its own. By default none
 *   does: it stands in git's hooks folder, and leaves the check to the configuration's.
 */
export function shimScript(event: HookEvent, recorded: Recorded, fromConfig?: ConfigScope): string {
  const body = readFileSync(`${recorded.hooksFolder}/auth-guard.sh`, 'utf8');
  const head = ['#!/bin/sh', SHIM_MARK, `event=${event}`, `recorded_node=${quote(recorded.nodePath)}`, `recorded_cli=${quote(recorded.cliPath)}`];
  if (fromConfig !== undefined) head.push('from_config=1');
  if (fromConfig === 'global') head.push('any_repository=1');
  return `${head.join('\n')}\n${body}`;
}

/** The program that a script was written for; `undefined` where it names none. */
export function recordedCli(script: string): string | undefined {
  return /^recorded_cli='(?<path>.*)'$/m.exec(script)?.groups?.['path']?.replaceAll("'\\''", "'");
}

/** What git writes to these hooks is needed by whatever stands behind the block too. */
const READS_INPUT: ReadonlySet<HookEvent> = new Set(['pre-push', 'pre-receive']);

function callLines(event: HookEvent, command: string): readonly string[] {
  if (!READS_INPUT.has(event)) return [`  ${command} "$@" || exit 1`];
  return [
    '  auth_guard_input=$(mktemp) && cat >"$auth_guard_input" || exit 1',
    `  ${command} "$@" <"$auth_guard_input" || { rm -f "$auth_guard_input"; exit 1; }`,
    '  exec <"$auth_guard_input"',
    '  rm -f "$auth_guard_input"',
  ];
}

/**
 * The block for a script that is tracked: no path of this machine. It comes first, before anything reads the standard input.
 *
 * @param packageFolder The package, from the repository's top.
 */
export function blockFor(event: HookEvent, packageFolder: string): string {
  const lines = [
    `auth_guard=${packageFolder}/hooks/${event}`,
    'if [ -f "$auth_guard" ]; then',
    ...callLines(event, 'sh "$auth_guard"'),
    'elif command -v auth-guard >/dev/null; then',
    ...callLines(event, `auth-guard hook ${event}`),
    'elif [ "${AUTH_GUARD_SKIP:-}" != 1 ]; then',
    `  echo "auth-guard: ${event} was refused because ${packageFolder} is not installed, nor auth-guard on PATH. help: npm ci, or AUTH_GUARD_SKIP=1 for this once." >&2`,
    '  exit 1',
    'fi',
  ];
  return [BLOCK_START, ...lines, BLOCK_END, ''].join('\n');
}

/** The package that a block runs, from the repository's top; `undefined` without a block. */
export function blockPackage(script: string): string | undefined {
  return /^auth_guard=(?<folder>.*)\/hooks\/[\w-]+$/m.exec(BLOCK.exec(script)?.[0] ?? '')?.groups?.['folder'];
}

export function hasBlock(script: string): boolean {
  return BLOCK.test(script);
}

export function withoutBlock(script: string): string {
  return script.replace(BLOCK, '');
}

/** Puts a block behind the first line when that names an interpreter. */
export function withBlock(script: string, block: string): string {
  const firstLine = /^#![^\n]*\n/.exec(script)?.[0] ?? '';
  return firstLine + block + script.slice(firstLine.length);
}
