import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const CLI_PATH = fileURLToPath(new URL('../../dist/auth-guard.cjs', import.meta.url));

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built CLI and asserts that none of the tokens that the test planted comes out of it. */
export function runCli(
  args: readonly string[],
  {
    cwd,
    env,
    tokens,
    input,
  }: { readonly cwd: string; readonly env: Record<string, string>; readonly tokens: readonly string[]; readonly input?: string | Uint8Array },
): CliRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI_PATH, ...args], { cwd, env, encoding: 'utf8', input: input ?? '' });
  expectNoToken(stdout + stderr, tokens);
  return { exitCode: status, stdout, stderr };
}

/** Asserts that no token, nor its body, stands in an output. */
export function expectNoToken(output: string, tokens: readonly string[]): void {
  for (const token of tokens) expect(output.includes(token.slice(-16)), 'a token was printed').toBe(false);
}
