import type { HttpAnswer } from '#ci/gh/http-answer.ts';
import type { GhResult } from '#ci/gh/run.ts';
import { AuthGuardError } from '#errors.ts';

/** What was asked, for the sentence that says it failed. */
export interface Asked {
  readonly host: string;
  /** Such as `the secrets of acme/model`. */
  readonly what: string;
}

function login(host: string): string {
  return `gh auth login${host === 'github.com' ? '' : ` --hostname ${host}`}`;
}

function tokenVariable(host: string): string {
  return host === 'github.com' || host.endsWith('.ghe.com') ? 'GH_TOKEN' : 'GH_ENTERPRISE_TOKEN';
}

function noLogin({ host }: Asked, rejected: boolean): AuthGuardError {
  const message = rejected ? `GitHub (${host}) does not accept the login of gh (401).` : `gh has no login for ${host}, so GitHub was not asked.`;
  return new AuthGuardError('GH_NO_LOGIN', message, { help: `${login(host)}   (in a script: set ${tokenVariable(host)})` });
}

/** When a rate limit ends, as far as GitHub says it. @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function waitText(headers: HttpAnswer['headers']): string {
  const seconds = Number(headers.get('retry-after'));
  if (Number.isFinite(seconds) && seconds > 0) return `Try again in ${Math.ceil(seconds / 60)} min.`;
  const reset = Number(headers.get('x-ratelimit-reset'));
  return Number.isFinite(reset) && reset > 0 ? `Try again after ${new Date(reset * 1000).toISOString()}.` : 'Try again later.';
}

function isRateLimited({ status, headers, message }: HttpAnswer): boolean {
  return status === 429 || (status === 403 && (headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after') || /rate limit/i.test(message)));
}

function forbidden({ host, what }: Asked, { headers, message }: HttpAnswer): AuthGuardError {
  const missing = headers.get('x-accepted-github-permissions');
  const detail = missing === undefined || missing === '' ? message : `needed: ${missing}`;
  const help =
    missing === undefined || missing === ''
      ? `Ask an admin of the repository, or widen the login:  gh auth refresh${host === 'github.com' ? '' : ` --hostname ${host}`} --scopes repo`
      : `Use a token with ${missing} in ${tokenVariable(host)}, or a login with the rights of an admin:  ${login(host)}`;
  return new AuthGuardError('GITHUB_FORBIDDEN', `GitHub does not let this login see ${what} (403; ${detail}).`, { help });
}

/** An answer that is none, as an error that says what to do. */
export function answerError(asked: Asked, answer: HttpAnswer): AuthGuardError {
  const { status, headers, message } = answer;
  if (isRateLimited(answer)) {
    return new AuthGuardError('GITHUB_RATE_LIMITED', `GitHub's rate limit is used up; ${asked.what} could not be read (${status}).`, {
      help: waitText(headers),
    });
  }
  if (status === 401) return noLogin(asked, true);
  if (status === 403) return forbidden(asked, answer);
  if (status === 404) {
    return new AuthGuardError('GITHUB_NOT_FOUND', `GitHub knows nothing of ${asked.what}, or does not show it to this login (404).`, {
      help: `Check the name; see who is logged in:  gh auth status --hostname ${asked.host}`,
    });
  }
  if (status >= 500) {
    return new AuthGuardError('GITHUB_UNREACHABLE', `GitHub could not answer (${status}) for ${asked.what}.`, {
      help: 'Try again later; https://www.githubstatus.com',
    });
  }
  return new AuthGuardError('GITHUB_FAILED', `GitHub answered ${status} for ${asked.what}: ${message}`);
}

/** Exit code 4: no credentials at all. Without an answer of the service, everything else is the network or `gh` itself. */
export function ghError(asked: Asked, { exitCode, stderr }: Pick<GhResult, 'exitCode' | 'stderr'>): AuthGuardError {
  if (exitCode === 4 || /gh auth login/.test(stderr)) return noLogin(asked, false);
  const detail = stderr.trim().split('\n').at(-1) ?? '';
  const http = /HTTP (\d{3})/.exec(stderr);
  if (http !== null) return answerError(asked, { status: Number(http[1]), headers: new Map(), body: undefined, message: detail });
  const network = /dial|lookup|connect|timeout|EOF|reset|TLS|x509|certificate|no such host|proxy/i.test(stderr);
  if (network) {
    return new AuthGuardError('GITHUB_UNREACHABLE', `GitHub (${asked.host}) could not be reached: ${detail}`, {
      help: 'Check the network and the proxy, then run it again.',
    });
  }
  return new AuthGuardError('GITHUB_FAILED', `gh ended with exit code ${exitCode} for ${asked.what}: ${detail}`);
}
