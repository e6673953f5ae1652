import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { CLI_PATH } from './cli.ts';

export interface Running {
  readonly child: ChildProcess;
  /** What has come on an output so far. */
  readonly output: { stdout: string; stderr: string };
  /** Resolves once an output holds a text. */
  shows(text: string, stream?: 'stdout' | 'stderr'): Promise<void>;
  readonly ended: Promise<{ readonly exitCode: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts the built CLI without waiting for its end; killed when the test ends. */
export function startCli(args: readonly string[], options: { readonly cwd?: string; readonly env: Record<string, string> }): Running {
  const child = spawn(process.execPath, [CLI_PATH, ...args], { ...options, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  child.stdin.on('error', () => undefined);
  const ended: Running['ended'] = new Promise((resolve) => child.once('close', (exitCode, signal) => resolve({ exitCode, signal })));
  const shows: Running['shows'] = (text, stream = 'stdout') =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!output[stream].includes(text)) return;
        child[stream].removeListener('data', look);
        resolve();
      };
      child[stream].on('data', look);
      look();
    });
  return { child, output, shows, ended };
}
