import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectNoToken } from './cli.ts';

const DOCS = fileURLToPath(new URL('../../docs/sessions.md', import.meta.url));

/** The commands of a section of docs/sessions.md, in their order. */
export function commandsOf(title: string): readonly string[] {
  const text = readFileSync(DOCS, 'utf8');
  const section = text.slice(text.indexOf(`## ${title}\n`)).split(/\n## /)[0] as string;
  return [...section.matchAll(/^\$ (.*)$/gm)].map((found) => found[1] as string);
}

/** Types a command into a shell, and gives what it printed. */
export type Type = (command: string, env?: Record<string, string>) => Promise<{ exitCode: number | null; output: string }>;

export interface ShellOptions {
  readonly cli: string;
  readonly folder: string;
  readonly env: Record<string, string>;
  /** None of them may be printed. */
  readonly tokens: readonly string[];
  /** Programs beside `auth-guard`, as shell scripts by their names. */
  readonly programs?: Readonly<Record<string, string>>;
}

/** A shell that knows `auth-guard`. */
export function openShell({ cli, folder, env, tokens, programs = {} }: ShellOptions): Type {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, text] of Object.entries({ 'auth-guard': `exec '${process.execPath}' '${cli}' "$@"`, ...programs }))
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return async (command, more = {}) => {
    const child = spawn('sh', ['-c', command], { cwd: folder, env: { ...env, ...more, PATH: `${bin}:${process.env['PATH']}` } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
    expectNoToken(output, tokens);
    return { exitCode, output };
  };
}
