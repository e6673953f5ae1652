import { AuthGuardError } from '#errors.ts';
import type { HubRepository } from '#hub/repository.ts';

/** A repository and the way to it. */
export interface HubConnection {
  readonly repository: HubRepository;
  /** Carries the token; see `createHubFetch`. */
  readonly fetch: typeof fetch;
}

/** A refusal of the Hub, as the client library reports it. */
interface HubRefusal {
  readonly statusCode: number;
  readonly requestId?: string;
  readonly message: string;
}

export function isRefusal(error: unknown): error is Error & HubRefusal {
  return error instanceof Error && typeof (error as Partial<HubRefusal>).statusCode === 'number';
}

const MEANINGS: Readonly<Record<number, string>> = {
  401: 'the token is not accepted, or the repository does not exist for it',
  403: 'the token may not do that there',
  404: 'there is no such repository, revision or file for this token',
  409: 'it exists already',
  412: 'somebody else has committed in the meantime',
  413: 'it is too large',
  429: 'too many requests; wait, then run it again',
};

/** The Hub's sentence without addresses, which may be signed. */
function sentence(message: string): string {
  return message
    .replace(/\.? ?URL: .*$/s, '')
    .replace(/https?:\/\/\S+/g, '…')
    .slice(0, 300);
}

/** What went wrong with the Hub, without anything that could hold a token. */
export function hubError(error: unknown, what: string): Error {
  if (isRefusal(error)) {
    const { statusCode, requestId, message } = error;
    const meaning = MEANINGS[statusCode] ?? (statusCode >= 500 ? 'the Hub has a fault' : 'the Hub refused it');
    const id = requestId === undefined ? '' : ` Request id ${requestId}.`;
    const help = statusCode >= 500 ? 'See https://status.huggingface.co, then run it again.' : '`auth-guard doctor` looks for the cause.';
    return new AuthGuardError('HUB_REFUSED', `${what}: ${meaning} (${statusCode}: ${sentence(message)}).${id}`, { help });
  }
  if (error instanceof AuthGuardError || !(error instanceof Error)) return error as Error;
  if (error.name === 'AbortError') return new AuthGuardError('INTERRUPTED', `${what}: stopped.`, { cause: error });
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.name;
  return new AuthGuardError('HUB_UNREACHABLE', `${what}: the Hub could not be reached (${code}).`, {
    help: '`auth-guard doctor` looks for the cause.',
    cause: error,
  });
}
