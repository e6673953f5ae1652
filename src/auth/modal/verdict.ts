import { lifetimeOf } from '#auth/clock.ts';
import { statusPageOf, unreachable } from '#auth/faults.ts';
import { dateOfTimestamp, identityOfInfo } from '#auth/modal/answer.ts';
import type { ModalAnswer } from '#auth/modal/client.ts';
import { type ServiceAnswer, TokenStatus } from '#auth/result.ts';
import { scrub } from '#auth/scrub.ts';
import type { Verdict } from '#auth/verdict.ts';
import type { Secret } from '#detect/secret.ts';

const RENEW = 'Create a new pair:  modal token new   (or at https://modal.com/settings/tokens)';

/** The service's texts are hints: they are documented nowhere. */
function rejected({ text }: ServiceAnswer, where: string): Verdict {
  if (text !== null && /^Token missing/i.test(text)) {
    const message = 'Modal saw no token: something between here and there took it out of the call.';
    return { status: TokenStatus.UNKNOWN, problem: 'header-replaced', message, help: 'Look for a proxy in between.' };
  }
  const hint = /malformed/i.test(text ?? '')
    ? ' It does not take the id for one of its own.'
    : /not found/i.test(text ?? '')
      ? ' It does not know this id (any more).'
      : '';
  const message = `Modal rejected the token from ${where}: it was revoked, has expired, or id and secret do not belong together.${hint}`;
  return { status: TokenStatus.REJECTED, problem: 'rejected', message, help: `See:  modal token info   ${RENEW}` };
}

const decisions: Readonly<Record<string, (answer: ServiceAnswer, said: string) => Verdict>> = {
  PERMISSION_DENIED: (_answer, said) => ({
    status: TokenStatus.UNKNOWN,
    problem: 'forbidden',
    message: `Modal knows the token but refuses the question.${said}`,
    help: 'See https://modal.com/settings/tokens.',
  }),
  RESOURCE_EXHAUSTED: ({ retryAfterMs }, said) => ({
    status: TokenStatus.RATE_LIMITED,
    problem: 'rate-limited',
    message: `Modal was asked too often. That says nothing about the token.${said}`,
    help: retryAfterMs === null ? 'Try again later.' : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`,
  }),
  FAILED_PRECONDITION: (_answer, said) => ({
    status: TokenStatus.UNKNOWN,
    problem: 'client-refused',
    message: `Modal does not take calls of this client any more.${said}`,
    help: 'Update auth-guard, or set AUTH_GUARD_MODAL_CLIENT_VERSION to the version of the modal package in use. The token itself:  modal token info',
  }),
  UNIMPLEMENTED: ({ endpoint }) => ({
    status: TokenStatus.UNKNOWN,
    problem: 'no-modal',
    message: `${endpoint} does not answer as Modal does.`,
    help: 'Check MODAL_SERVER_URL.',
  }),
};

/** What a failed call means for the token. @param via The proxy in between, for people. */
export function refusalVerdict(answer: ServiceAnswer, where: string, via: string | undefined): Verdict {
  if (answer.fault !== null) return unreachable('Modal', answer, via);
  if (answer.errorCode === 'UNAUTHENTICATED') return { ...rejected(answer, where), service: answer };
  const said = answer.text === null ? '' : ` It says: "${answer.text}"`;
  const decided = decisions[answer.errorCode ?? '']?.(answer, said);
  if (decided !== undefined) return { ...decided, service: answer };
  const message = `Modal is in trouble (${answer.errorCode}).${said} That says nothing about the token.`;
  return { status: TokenStatus.UNREACHABLE, problem: 'service-down', message, help: `See ${statusPageOf('Modal')}, and try again.`, service: answer };
}

/** The verdict on a token that Modal knows. */
export function acceptedVerdict(
  { info, warnings }: ModalAnswer,
  service: ServiceAnswer,
  { now, minDays, secrets }: { readonly now: Date; readonly minDays: number | undefined; readonly secrets: readonly Secret[] },
): Verdict {
  const notes = warnings.map((warning) => ({ code: 'modal-warning', message: `Modal says: ${scrub(warning, secrets)}` }));
  if (info === undefined) {
    const silent = { code: 'modal-token-info-unavailable', message: 'This server does not say whom the token belongs to, nor when it ends.' };
    return { status: TokenStatus.VALID, message: 'The token is accepted.', service, notes: [...notes, silent] };
  }
  const identity = identityOfInfo(info);
  const expiresAt = dateOfTimestamp(info.expires_at);
  const lifetime = lifetimeOf(expiresAt, now, minDays);
  const known = { status: lifetime.status, identity, createdAt: dateOfTimestamp(info.created_at), expiresAt, service, notes: [...notes, ...lifetime.notes] };
  if (lifetime.status !== TokenStatus.VALID) return { ...known, problem: lifetime.status, message: `The token ${lifetime.text}.`, help: RENEW };
  const workspace = identity.workspace === null ? '' : ` in the workspace ${identity.workspace}`;
  return { ...known, message: `The token is accepted: it belongs to ${identity.name}${workspace}${lifetime.text === '' ? '' : `, and ${lifetime.text}`}.` };
}
