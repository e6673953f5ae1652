import { statusPageOf } from '#auth/faults.ts';
import { type ServiceAnswer, TokenStatus } from '#auth/result.ts';
import type { Verdict } from '#auth/verdict.ts';

const TOKENS = 'https://huggingface.co/settings/tokens';

function undecided(status: Verdict['status'], problem: string, message: string, help: string): Verdict {
  return { status, problem, message, help };
}

function unauthorized({ text }: ServiceAnswer, where: string): Verdict {
  if (text?.startsWith('Invalid username or password') === true) {
    const message = 'The Hub saw no bearer token: something between here and there took the Authorization header away, or put another into its place.';
    return undecided(TokenStatus.UNKNOWN, 'header-replaced', message, 'Look for a proxy, and for a line for huggingface.co in ~/.netrc.');
  }
  const message = `The Hub rejected the token from ${where}: it was revoked, has expired, or was never issued. The Hub does not say which.`;
  return {
    status: TokenStatus.REJECTED,
    problem: 'rejected',
    message,
    help: `Look for it at ${TOKENS}; create a new one there and set it, or run: hf auth login --force`,
  };
}

function rateLimited({ retryAfterMs }: ServiceAnswer): Verdict {
  const wait = retryAfterMs === null ? 'some minutes' : `${Math.ceil(retryAfterMs / 1000)} s`;
  const message = 'The Hub limits how often it may be asked whom a token belongs to, and was asked too often from here. That says nothing about the token.';
  return undecided(TokenStatus.RATE_LIMITED, 'rate-limited', message, `Try again in ${wait}.`);
}

/** What an answer of the Hub other than 200 means for the token. @param where The token's place, for people. */
export function refusalVerdict(answer: ServiceAnswer, where: string): Verdict {
  const status = answer.status ?? 0;
  const said = answer.text === null ? '' : ` It says: "${answer.text}"`;
  if (status === 401) return unauthorized(answer, where);
  if (status === 429) return rateLimited(answer);
  if (status === 403)
    return undecided(
      TokenStatus.UNKNOWN,
      'forbidden',
      `The Hub knows the token but refuses the question (403).${said}`,
      `See ${TOKENS}, and the policies of your organisation.`,
    );
  if (status === 404) return undecided(TokenStatus.UNKNOWN, 'no-hub', `${answer.endpoint} has no /api/whoami-v2 (404): this is no Hub.`, 'Check HF_ENDPOINT.');
  if (status === 408 || status >= 500) {
    return undecided(
      TokenStatus.UNREACHABLE,
      'service-down',
      `The Hub is in trouble (${status}).${said} That says nothing about the token.`,
      `See ${statusPageOf('Hugging Face')}, and try again.`,
    );
  }
  return undecided(
    TokenStatus.UNKNOWN,
    'odd-answer',
    `${answer.endpoint} answered with ${status}, which decides nothing.${said}`,
    'Check HF_ENDPOINT, and what stands between here and there.',
  );
}
