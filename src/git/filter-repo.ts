import { AuthGuardError } from '#errors.ts';
import { type GitContext, runGit } from '#git/git.ts';

/** What is rewritten, as the callbacks of `git filter-repo`: the name of each, and the end of its function. */
const CALLBACKS: readonly (readonly [option: string, body: string])[] = [
  ['--blob-callback', 'blob.data = scrub(blob.data)'],
  ['--message-callback', 'return scrub(message)'],
  ['--name-callback', 'return scrub(name)'],
  ['--email-callback', 'return scrub(email)'],
  ['--filename-callback', 'return scrub(filename) if filename else filename'],
  ['--refname-callback', 'return scrub(refname)'],
];

/** Whether `git filter-repo` can be run. */
export async function hasFilterRepo(context: GitContext): Promise<boolean> {
  return (await runGit(context, ['filter-repo', '--version'], { allowFailure: true })).exitCode === 0;
}

/**
 * Rewrites the whole history with a function that changes bytes. `git filter-repo` itself refuses anything but a fresh clone.
 *
 * @param file Holds the definition of a Python function `scrub(data: bytes) -> bytes`, read by each callback.
 * @throws {AuthGuardError} `PURGE_REFUSED` with what `git filter-repo` says.
 * @see https://htmlpreview.github.io/?https://github.com/newren/git-filter-repo/blob/docs/html/git-filter-repo.html#CALLBACKS
 */
export async function rewriteHistory(context: GitContext, file: string): Promise<void> {
  const load = [
    'import sys',
    'if "auth_guard" not in sys.modules:', // once in a process, not once for each blob
    '    scope = {}',
    `    exec(open(${JSON.stringify(file)}).read(), scope)`,
    '    sys.modules["auth_guard"] = scope["scrub"]',
    'scrub = sys.modules["auth_guard"]',
  ];
  const args = CALLBACKS.flatMap(([option, body]) => [option, [...load, body].join('\n')]);
  const { exitCode, stderr } = await runGit(context, ['filter-repo', ...args], { allowFailure: true });
  if (exitCode === 0) return;
  const said = stderr.trim().split('\n').slice(-12).join('\n');
  throw new AuthGuardError('PURGE_REFUSED', `git filter-repo did not rewrite the history:\n${said}`, {
    help: 'Make a fresh clone (git clone --mirror, or --no-local), and run it there.',
  });
}
