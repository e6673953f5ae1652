import { GitError, simpleGit } from 'simple-git';
import { type GitContext, gitEnvironment, gitFailure } from '#git/git.ts';

/** What simple-git refuses to find in an environment. Here it is the user's own, which git would obey without us; the arguments are our own. */
const USERS_OWN = {
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafeGitProxy: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeTemplateDir: true,
};

/**
 * Asks git for text, where the start of a library does not count: installing, not committing.
 *
 * @returns What git printed.
 * @throws {AuthGuardError} `NOT_A_REPOSITORY`, `GIT_FAILED`, `GIT_NOT_FOUND`.
 */
export async function porcelain(context: GitContext, args: readonly string[]): Promise<string> {
  const env = gitEnvironment(context) as Record<string, string>;
  const git = simpleGit({
    baseDir: context.cwd,
    allowEnvironment: Object.keys(env), // by default it takes out what a hook needs, such as GIT_INDEX_FILE, and refuses the user's own PAGER
    unsafe: USERS_OWN,
    completion: { onClose: true, onExit: false },
    // by default a failure without a message counts as success
    errors: (error, { exitCode, stdErr }) => (exitCode === 0 ? error : Buffer.from(`${exitCode}\n${Buffer.concat(stdErr).toString('utf8')}`)),
  } as Parameters<typeof simpleGit>[0]);
  try {
    return await git.env(env).raw([...args]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const [code = '1', ...message] = error.message.split('\n');
    throw gitFailure(args, message.join('\n') || error.message, Number(code) || 1);
  }
}
