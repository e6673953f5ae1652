import { type ChildProcess, spawn } from 'node:child_process';
import { AuthGuardError } from '#errors.ts';

/** Where `gh` is started, and from which environment its own is taken. */
export interface GhContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** The host of commands that take no repository, such as those about an organisation; `gh` would take github.com. */
  readonly host?: string | undefined;
  /** For one call. Default 30,000. */
  readonly timeoutMs?: number | undefined;
}

export interface GhResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Above so many bytes an answer is cut off, and the call fails. */
const MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * What `gh` is given of the environment: its login, its settings, the way to the network and to a keyring. No token of another service.
 *
 * @see https://cli.github.com/manual/gh_help_environment
 */
const PASSED_ON =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|TMPDIR|TEMP|TMP|SYSTEMROOT|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMFILES|COMSPEC|PATHEXT|XDG_(?:CONFIG|STATE|DATA|CACHE)_HOME|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|GH_CONFIG_DIR|GH_TOKEN|GITHUB_TOKEN|GH_ENTERPRISE_TOKEN|GITHUB_ENTERPRISE_TOKEN|HTTPS?_PROXY|NO_PROXY|ALL_PROXY|SSL_CERT_(?:FILE|DIR))$/i;

/** No questions, no colours, no advice, no statistics. */
const OWN = { GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', GH_TELEMETRY: 'false', GH_PAGER: 'cat', NO_COLOR: '1', LC_ALL: 'C' };

export function ghEnvironment({ env, host }: Pick<GhContext, 'env' | 'host'>): NodeJS.ProcessEnv {
  return { ...(host === undefined ? {} : { GH_HOST: host }), ...Object.fromEntries(Object.entries(env).filter(([name]) => PASSED_ON.test(name))), ...OWN };
}

function startError(cause: NodeJS.ErrnoException): AuthGuardError {
  if (cause.code === 'ENOENT') {
    return new AuthGuardError('GH_NOT_FOUND', 'The GitHub CLI `gh` is not on PATH, so GitHub was not asked.', {
      help: 'Install it (https://cli.github.com), then: gh auth login',
      cause,
    });
  }
  return new AuthGuardError('GITHUB_FAILED', `gh could not be started: ${cause.code ?? cause.message}.`, { cause });
}

function stopped(signal: AbortSignal): AuthGuardError {
  if ((signal.reason as Error | undefined)?.name === 'TimeoutError')
    return new AuthGuardError('GITHUB_UNREACHABLE', 'GitHub gave no answer in the time that there was.');
  return new AuthGuardError('GITHUB_FAILED', 'Interrupted while GitHub was asked.');
}

function collect(child: ChildProcess): { readonly output: () => Pick<GhResult, 'stdout' | 'stderr'>; readonly overflown: () => boolean } {
  const out: Buffer[] = [];
  let stderr = '';
  let bytes = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_OUTPUT_BYTES) child.kill();
    else out.push(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-8192);
  });
  return { output: () => ({ stdout: Buffer.concat(out).toString('utf8'), stderr }), overflown: () => bytes > MAX_OUTPUT_BYTES };
}

/**
 * Runs `gh` once to its end, whatever its exit code. Every other module asks GitHub through here.
 *
 * `gh` without a repository writes to whichever remote it likes best, so the arguments always name host and repository. They never hold a
 * value: that goes to `input`.
 *
 * @param input Written to its standard input, which is empty by default.
 * @throws {AuthGuardError} `GH_NOT_FOUND`, `GITHUB_UNREACHABLE` when it took too long, `GITHUB_FAILED` for an answer without end.
 * @see https://cli.github.com/manual/gh_help_exit-codes
 */
export function runGh(context: GhContext, args: readonly string[], input = ''): Promise<GhResult> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = context;
  if (context.signal?.aborted === true) return Promise.reject(stopped(context.signal));
  return new Promise((resolve, reject) => {
    const child = spawn('gh', [...args], { cwd: context.cwd, env: ghEnvironment(context), stdio: 'pipe' });
    const { output, overflown } = collect(child);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const stop = (): void => void child.kill();
    context.signal?.addEventListener('abort', stop, { once: true });
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(startError(cause));
    });
    child.stdin.on('error', () => undefined); // it may end before it has read everything
    child.stdin.end(input);
    child.on('close', (code) => {
      clearTimeout(timer);
      context.signal?.removeEventListener('abort', stop);
      if (late) reject(new AuthGuardError('GITHUB_UNREACHABLE', `GitHub gave no answer within ${timeoutMs / 1000} s.`, { help: 'Try again later.' }));
      else if (overflown()) reject(new AuthGuardError('GITHUB_FAILED', 'The answer of GitHub was larger than 32 MB.'));
      else if (context.signal?.aborted === true) reject(stopped(context.signal));
      else resolve({ ...output(), exitCode: code ?? 1 });
    });
  });
}
