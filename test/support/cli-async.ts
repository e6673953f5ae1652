import { type ChildProcess, spawn } from 'node:child_process';
import { CLI_PATH, type CliRun, expectNoToken } from './cli.ts';

/** Like `runCli`, for tests whose own process serves what the CLI asks. */
export async function startCli(
  args: readonly string[],
  {
    cwd,
    env,
    tokens,
    input = '',
    onStart = () => undefined,
    program = CLI_PATH,
  }: {
    readonly cwd: string;
    readonly env: Record<string, string>;
    readonly tokens: readonly string[];
    readonly input?: string;
    readonly onStart?: (child: ChildProcess) => void;
    /** Another place of the program than where it was built. */
    readonly program?: string;
  },
): Promise<CliRun> {
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: 'pipe' });
  onStart(child);
  child.stdin.on('error', () => undefined); // it may end before it has read anything
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.end(input);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  expectNoToken(stdout + stderr, tokens);
  return { exitCode, stdout, stderr };
}
