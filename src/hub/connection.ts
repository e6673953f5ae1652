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

const DOCTOR = '`auth-guard doctor` looks for the cause.';

function helpFor(statusCode: number): string {
  if (statusCode >= 500) return 'See https://status.huggingface.co, then run it again.';
  return statusCode === 404 ? 'Look at the name, at --type and --revision, and at whose token it is.' : DOCTOR;
}

function refused({ statusCode, requestId, message }: HubRefusal, what: string): AuthGuardError {
  const meaning = MEANINGS[statusCode] ?? (statusCode >= 500 ? 'the Hub has a fault' : 'the Hub refused it');
  const id = requestId === undefined ? '' : ` Request id ${requestId}.`;
  return new AuthGuardError('HUB_REFUSED', `${what}: ${meaning} (${statusCode}: ${sentence(message)}).${id}`, { help: helpFor(statusCode) });
}

/** An answer that came and is not what was asked for: a proxy's page, or half of a list. */
function isNonsense(error: Error): boolean {
  return error.cause === undefined && (error instanceof SyntaxError || error instanceof TypeError) && error.message !== 'fetch failed';
}

/** What went wrong with the Hub, without anything that could hold a token. */
export function hubError(error: unknown, what: string): Error {
  if (isRefusal(error)) return refused(error, what);
  if (error instanceof AuthGuardError || !(error instanceof Error)) return error as Error;
  if (error.name === 'AbortError') return new AuthGuardError('INTERRUPTED', `${what}: stopped.`, { cause: error });
  if (isNonsense(error)) {
    const help = `Something between here and the Hub may have answered: look at HF_ENDPOINT and at the proxy. ${DOCTOR}`;
    return new AuthGuardError('HUB_REFUSED', `${what}: the answer is not what the Hub gives (${error.name}).`, { help, cause: error });
  }
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.name;
  return new AuthGuardError('HUB_UNREACHABLE', `${what}: the Hub could not be reached (${code}).`, {
    help: DOCTOR,
    cause: error,
  });
}
