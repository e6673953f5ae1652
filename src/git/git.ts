import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { AuthGuardError } from '#errors.ts';

/** Where git runs, and with which environment: a hook passes on the one that git gave it. */
export interface GitContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface GitResult {
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly exitCode: number;
}

/**
 * Options given to every git child, so that a scanned repository's configuration cannot start a program or change what is read.
 *
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-corefsmonitor
 */
export const SAFE_OPTIONS = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', '-c', 'log.showSignature=false', '--no-optional-locks'] as const;

/** The environment of a git child: the given one, messages in English, no replace refs, no grafts, no prompts, nothing fetched. */
export function gitEnvironment(context: GitContext): NodeJS.ProcessEnv {
  return { ...context.env, LC_ALL: 'C', GIT_NO_REPLACE_OBJECTS: '1', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_GRAFT_FILE: '/dev/null' };
}

/** Turns the failure to start git into an error that says what to do. */
export function spawnError(cause: NodeJS.ErrnoException, context: GitContext): AuthGuardError {
  if (cause.code === 'ENOENT') {
    return new AuthGuardError('GIT_NOT_FOUND', `git could not be started in ${context.cwd}.`, { help: 'Install git, or put it on PATH.', cause });
  }
  return new AuthGuardError('GIT_FAILED', `git could not be started: ${cause.message}`, { cause });
}

/** Which of git's commands the words are for; settings may stand before it, as `-c name=value`. */
function commandIn(args: readonly string[]): string {
  return args.find((word) => /^[a-z]/.test(word) && !word.includes('=')) ?? '';
}

/** Turns a non-zero exit into an error that says what to do. */
export function gitFailure(args: readonly string[], stderr: string, exitCode: number): AuthGuardError {
  if (/not a git repository/i.test(stderr)) {
    return new AuthGuardError('NOT_A_REPOSITORY', 'This is not a git repository.', { help: 'Run it inside a repository, or run `git init` first.' });
  }
  const untrusted = /detected dubious ownership in repository at '(?<path>.*)'/.exec(stderr)?.groups?.['path'];
  if (untrusted !== undefined) {
    return new AuthGuardError('GIT_FAILED', `git does not trust ${untrusted}, which belongs to another user. Nothing was checked.`, {
      help: `If you do, run:  git config --global --add safe.directory '${untrusted}'`,
    });
  }
  const lines = stderr.trim().split('\n');
  const detail = lines.find((line) => line.startsWith('fatal: ')) ?? lines.at(-1) ?? '';
  return new AuthGuardError('GIT_FAILED', `\`git ${commandIn(args)}\` ended with exit code ${exitCode}: ${detail}`);
}

/**
 * Runs one git command to its end; every other module asks git through here.
 *
 * @param options.input Written to git's standard input, which is empty by default.
 * @param options.allowFailure A non-zero exit is returned instead of thrown. Default false.
 * @throws {AuthGuardError} `GIT_NOT_FOUND`, `NOT_A_REPOSITORY`, `GIT_FAILED`.
 */
export function runGit(
  context: GitContext,
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly allowFailure?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...SAFE_OPTIONS, ...args], {
      cwd: context.cwd,
      env: gitEnvironment(context),
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'], // one that is not needed takes milliseconds to open and to close
    }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', (cause) => reject(spawnError(cause, context)));
    const stop = (): void => {
      child.kill();
      for (const stream of [child.stdout, child.stderr]) stream.destroy(); // a helper of git's may hold them open
      reject(new AuthGuardError('INTERRUPTED', `\`git ${commandIn(args)}\` was stopped.`));
    };
    options.signal?.addEventListener('abort', stop, { once: true });
    if (options.signal?.aborted === true) stop();
    child.stdin?.on('error', () => undefined).end(options.input); // git may end before it has read everything; its exit code tells
    child.on('close', (code) => {
      options.signal?.removeEventListener('abort', stop);
      const result = { stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8'), exitCode: code ?? 1 };
      if (result.exitCode === 0 || options.allowFailure === true) resolve(result);
      else reject(gitFailure(args, result.stderr, result.exitCode));
    });
  });
}

/** The first line of what git printed, as text. */
export async function gitLine(context: GitContext, args: readonly string[]): Promise<string> {
  const { stdout } = await runGit(context, args);
  return stdout.toString('utf8').replace(/\r?\n[\s\S]*$/, '');
}

/** `Name <address>` of whoever would commit here; `undefined` where git knows nobody. @see https://git-scm.com/docs/git-var */
export async function authorName(context: GitContext): Promise<string | undefined> {
  const { stdout, exitCode } = await runGit(context, ['var', 'GIT_AUTHOR_IDENT'], { allowFailure: true });
  return exitCode === 0 ? /^.+>/.exec(stdout.toString('utf8'))?.[0] : undefined;
}

/** Where a walk over commits starts and what it leaves out. */
export interface Walk {
  /** Options such as `--all`, `--since=…`, `--not`, `--remotes=…`. */
  readonly options?: readonly string[];
  /** Commits, ranges, `^commit`: as many as there may be, because git reads them from its standard input. */
  readonly revisions?: readonly string[];
}

/** What git reads from its standard input for a walk. */
export function walkInput(walk: Walk): string {
  return (walk.revisions ?? []).map((revision) => `${revision}\n`).join('');
}

/**
 * Runs one git command and hands on what it prints, piece by piece.
 *
 * @param input Written to git's standard input.
 * @throws {AuthGuardError} `GIT_NOT_FOUND`, `NOT_A_REPOSITORY`, `GIT_FAILED`, once everything that came before was handed on.
 */
export async function* gitChunks(context: GitContext, args: readonly string[], input = ''): AsyncGenerator<Buffer> {
  const child = spawn('git', [...SAFE_OPTIONS, ...args], { cwd: context.cwd, env: gitEnvironment(context), stdio: 'pipe' });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4096);
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (cause) => reject(spawnError(cause, context)));
    child.on('close', (code) => resolve(code ?? 1));
  });
  ended.catch(() => undefined); // awaited below, after the output
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    const exitCode = await ended;
    if (exitCode !== 0) throw gitFailure(args, stderr, exitCode);
  } finally {
    child.kill(); // the reader may have had enough
  }
}
