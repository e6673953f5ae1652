/** What can go wrong, by code. The text beside each code says when it is thrown. */
export const ERROR_CODES = {
  USAGE: 'an option or argument is unknown, missing or contradictory',
  CONFIG_INVALID: 'a settings file could not be read or holds something that is not a setting',
  NOT_A_REPOSITORY: 'a command that needs a git repository was run outside one',
  GIT_NOT_FOUND: 'git is not on PATH',
  GIT_FAILED: 'git ended with an error',
  PATH_NOT_FOUND: 'a path that was named on the command line does not exist',
  OUTPUT_FAILED: 'the report could not be written where it was asked for',
  PURGE_REFUSED: 'the history was not rewritten',
  HUB_REFUSED: 'the Hub answered with an error',
  HUB_UNREACHABLE: 'the Hub could not be reached, or the connection broke',
  UPLOAD_REFUSED: 'an upload was stopped because its files changed',
  STORE_FAILED: 'a token could not be kept where it was to be kept',
  REVOKE_FAILED: 'a token was not revoked',
  INTERRUPTED: 'the work was stopped before its end',
  HOOKS_BLOCKED: 'the hooks cannot be installed beside what stands',
  GH_NOT_FOUND: 'the GitHub CLI `gh` is not on PATH',
  GH_NO_LOGIN: 'gh has no login for the host, or GitHub does not accept it',
  NO_GITHUB_REPOSITORY: 'no remote leads to a repository on GitHub',
  SEVERAL_REPOSITORIES: 'the remotes lead to different repositories on GitHub, and none was named',
  GITHUB_FORBIDDEN: 'GitHub does not let the login see or do this',
  GITHUB_NOT_FOUND: 'GitHub knows no such repository, environment, workflow or run, or does not show it',
  GITHUB_RATE_LIMITED: 'the rate limit of GitHub is used up',
  GITHUB_UNREACHABLE: 'GitHub gave no answer, or none in time',
  LOG_UNREADABLE: 'a log that was named could not be read',
  GITHUB_FAILED: 'gh or GitHub ended with an error',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * An error that auth-guard expects and can explain: a code to act on, a sentence to read, and the next step.
 *
 * The message never holds a token; `cause` is kept for `--debug` alone.
 */
export class AuthGuardError extends Error {
  override readonly name = 'AuthGuardError';
  readonly code: ErrorCode;
  /** What to do next, as one sentence or command. */
  readonly help: string | undefined;

  constructor(code: ErrorCode, message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.help = options.help;
  }
}

/** Whether an error is an AuthGuardError, also one of another bundle of this program. */
export function isAuthGuardError(error: unknown): error is AuthGuardError {
  return error instanceof Error && error.name === 'AuthGuardError';
}
