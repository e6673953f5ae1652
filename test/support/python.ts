import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Python with huggingface_hub and modal; `.ci/run` makes it. */
const PYTHON = process.env['AUTH_GUARD_OFFICIAL_PYTHON'] ?? fileURLToPath(new URL('../../node_modules/.cache/official-clients/bin/python', import.meta.url));

/** Whether the official Python clients are there. Under `CI` their absence is a failure, elsewhere it is said. */
export function hasOfficialPython(): boolean {
  const there = existsSync(PYTHON);
  if (!there) console.log(`The official Python clients are not compared: there is no ${PYTHON}. ".ci/run" installs them.`);
  return there || (process.env['CI'] ?? '') !== '';
}

/** Runs a Python program in an environment of its own, and reads the JSON of its last line. */
export async function python<T>(program: string, env: Readonly<Record<string, string>>): Promise<T> {
  const { stdout } = await run(PYTHON, ['-c', program], {
    env: { PATH: process.env['PATH'] ?? '', PYTHONWARNINGS: 'ignore', HF_HUB_DISABLE_TELEMETRY: '1', ...env },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

/** The folder of `hf` and `modal`, for a `PATH`. */
export const OFFICIAL_PROGRAMS = dirname(PYTHON);

/** Runs `hf` or `modal` in an environment of its own, and gives what it prints. */
export async function official(program: 'hf' | 'modal', args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const options = { PYTHONWARNINGS: 'ignore', HF_HUB_DISABLE_TELEMETRY: '1', NO_COLOR: '1', ...env };
  const { stdout } = await run(join(OFFICIAL_PROGRAMS, program), args, { env: options, timeout: 30_000 });
  return stdout;
}
