import { lifetimeOf } from '#auth/clock.ts';
import type { WhoamiFacts } from '#auth/huggingface/answer.ts';
import { newTokenUrl, shortfallOf } from '#auth/huggingface/sufficiency.ts';
import type { Needs } from '#auth/needs.ts';
import { type ServiceAnswer, type TokenNote, TokenStatus } from '#auth/result.ts';
import type { Verdict } from '#auth/verdict.ts';

export interface AcceptedFacts {
  readonly facts: WhoamiFacts;
  readonly expiresAt: string | null;
  readonly service: ServiceAnswer;
  readonly endpoint: string;
  readonly now: Date;
  readonly minDays: number | undefined;
  readonly needs: Needs | undefined;
}

function restrictionNotes({ identity }: WhoamiFacts): readonly TokenNote[] {
  return identity.organisations
    .filter(({ restrictions }) => restrictions.length > 0)
    .map(({ name, restrictions }) => ({
      code: 'organisation-restricts',
      message: `The organisation ${name} restricts this token (${restrictions.join(', ')}): its repositories will answer 403.`,
    }));
}

/** The verdict on a token that the Hub knows: does it last, and does it do what is needed? */
export function acceptedVerdict({ facts, expiresAt, service, endpoint, now, minDays, needs }: AcceptedFacts): Verdict {
  const lifetime = lifetimeOf(expiresAt, now, minDays);
  const shortfall = needs === undefined ? undefined : shortfallOf(facts, needs);
  const { identity, scopes, createdAt } = facts;
  const known = {
    identity,
    scopes,
    createdAt,
    expiresAt,
    service,
    notes: [...(identity.tokenKind === 'oidc' ? [] : lifetime.notes), ...restrictionNotes(facts)],
  };
  const renew = 'Create a new one at https://huggingface.co/settings/tokens, or run: hf auth login';
  if (lifetime.status === TokenStatus.EXPIRED)
    return { ...known, status: lifetime.status, problem: 'expired', message: `The token ${lifetime.text}.`, help: renew };
  if (shortfall?.answer === 'no' && needs !== undefined) {
    return {
      ...known,
      status: TokenStatus.INSUFFICIENT,
      problem: 'insufficient',
      message: `The token ${shortfall.text}.`,
      help: `Create one that may: ${newTokenUrl(endpoint, needs)}`,
    };
  }
  if (lifetime.status === TokenStatus.EXPIRING)
    return { ...known, status: lifetime.status, problem: 'expiring', message: `The token ${lifetime.text}.`, help: renew };
  if (shortfall !== undefined)
    return {
      ...known,
      status: TokenStatus.UNKNOWN,
      problem: 'needs-unclear',
      message: `The token is accepted, but it ${shortfall.text}.`,
      help: 'Try the operation itself, or use a fine-grained token for that repository.',
    };
  return {
    ...known,
    status: TokenStatus.VALID,
    message: `The token is accepted: it belongs to ${identity.name}${lifetime.text === '' ? '' : `, and ${lifetime.text}`}.`,
  };
}
