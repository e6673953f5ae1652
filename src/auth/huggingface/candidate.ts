import { lifetimeOf } from '#auth/clock.ts';
import { unreachable } from '#auth/faults.ts';
import { plainNotes } from '#auth/http/plain.ts';
import { proxyText } from '#auth/http/proxy.ts';
import { answerOfExchange, answerOfFault } from '#auth/http/service-answer.ts';
import { acceptedVerdict } from '#auth/huggingface/accepted.ts';
import { readWhoami, type WhoamiFacts } from '#auth/huggingface/answer.ts';
import { endpointProblem, huggingFaceEndpoint } from '#auth/huggingface/endpoint.ts';
import { refusalVerdict } from '#auth/huggingface/verdict.ts';
import { askWhoami } from '#auth/huggingface/whoami.ts';
import { WhoamiCache } from '#auth/huggingface/whoami-cache.ts';
import { type Claims, claimsOf } from '#auth/jwt.ts';
import { type ServiceAnswer, sourceText, type TokenKind, type TokenNote, type TokenSource, TokenStatus } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import type { Verdict } from '#auth/verdict.ts';
import type { Secret } from '#detect/secret.ts';

const clock = (): Date => new Date();

/** A token about to be asked about. */
export interface Candidate {
  readonly secret: Secret;
  readonly source: TokenSource;
  readonly tokenKind: TokenKind;
  /** The date that the store or the exchange knows. */
  readonly expiresAt: string | null;
  /** Whether `hf` renews it by itself. */
  readonly renewable: boolean;
}

function claims({ secret, tokenKind }: Candidate): Claims | undefined {
  return tokenKind === 'oauth' || tokenKind === 'oidc' ? claimsOf(secret.expose().slice(secret.redacted.length - 1)) : undefined;
}

function cachedAnswer(endpoint: string, answeredAt: string): ServiceAnswer {
  return {
    protocol: 'http',
    endpoint,
    status: 200,
    errorCode: null,
    text: null,
    requestId: null,
    retryAfterMs: null,
    fault: null,
    serverDate: answeredAt,
    durationMs: 0,
    cached: true,
  };
}

/** Asks the Hub about a token, or takes its answer of minutes ago. */
async function ask(candidate: Candidate, own: Claims | undefined, settings: ValidationSettings): Promise<Verdict> {
  const endpoint = huggingFaceEndpoint(settings.surroundings);
  const now = settings.now ?? clock;
  const cache = new WhoamiCache(settings.cacheFolder, now);
  const accepted = (facts: WhoamiFacts, service: ServiceAnswer): Verdict =>
    acceptedVerdict({
      facts,
      expiresAt: facts.expiresAt ?? own?.expiresAt ?? candidate.expiresAt,
      service,
      endpoint,
      now: now(),
      minDays: settings.minDays,
      needs: settings.needs,
    });
  const known = cache.read(candidate.secret, endpoint);
  if (known !== undefined) return accepted(known.facts, cachedAnswer(endpoint, known.answeredAt));
  const outcome = await askWhoami(candidate.secret, endpoint, settings);
  if (outcome.exchange === undefined) {
    const answer = answerOfFault(outcome.error, { endpoint, durationMs: outcome.durationMs, secrets: [candidate.secret] });
    return unreachable('Hugging Face', answer, proxyText(endpoint, settings.surroundings));
  }
  const answer = answerOfExchange(outcome.exchange, [candidate.secret]);
  const facts = outcome.exchange.status === 200 ? readWhoami(outcome.exchange.body, own?.scopes ?? null) : undefined;
  if (facts === undefined) return { ...refusalVerdict(answer, sourceText(candidate.source)), service: answer };
  cache.write(candidate.secret, endpoint, facts);
  return accepted(facts, answer);
}

/** Judges a token by its own date where it has one, then asks. */
export async function validateCandidate(candidate: Candidate, settings: ValidationSettings): Promise<Verdict> {
  const own = claims(candidate);
  const expiresAt = own?.expiresAt ?? candidate.expiresAt;
  const endpoint = huggingFaceEndpoint(settings.surroundings);
  const renew = candidate.renewable ? 'hf renews it at its next call:  hf auth whoami' : 'Log in again:  hf auth login';
  const known = { source: candidate.source, expiresAt, createdAt: own?.issuedAt ?? null, scopes: own?.scopes ?? [] };
  const lifetime = lifetimeOf(own?.expiresAt ?? null, (settings.now ?? clock)(), settings.minDays);
  if (lifetime.status === TokenStatus.EXPIRED) {
    return {
      ...known,
      status: lifetime.status,
      problem: 'expired',
      message: `The token from ${sourceText(candidate.source)} ${lifetime.text}: that stands in the token itself.`,
      help: renew,
    };
  }
  if (settings.offline === true) {
    const message = 'The token has the right shape. The service was not asked (--offline), so that it may still be refused.';
    return { ...known, status: TokenStatus.UNKNOWN, problem: 'not-asked', message, help: 'Ask it: auth-guard validate huggingface' };
  }
  const malformed = endpointProblem(endpoint);
  if (malformed !== undefined) return { ...known, ...malformed };
  const verdict = { ...known, ...(await ask(candidate, own, settings)) };
  return withNotes(verdict.identity == null ? explained(verdict, candidate, renew, settings) : verdict, plainNotes(endpoint));
}

function withNotes(verdict: Verdict, notes: readonly TokenNote[]): Verdict {
  return { ...verdict, notes: [...(verdict.notes ?? []), ...notes] };
}

/** That whoami answers for tokens of trusted publishers is documented nowhere: its refusal proves nothing then. */
function explained(verdict: Verdict, { tokenKind }: Candidate, help: string, settings: ValidationSettings): Verdict {
  if (tokenKind !== 'oidc' || verdict.status !== TokenStatus.REJECTED) return expiredOrRejected(verdict, help, settings);
  const message = 'The Hub does not say whom this token of a trusted publisher belongs to. It may work all the same: the date in it has not passed.';
  return {
    ...verdict,
    status: TokenStatus.UNKNOWN,
    problem: 'oidc-whoami-silent',
    message,
    help: 'Set HF_OIDC_RESOURCE instead, so that the job gets its own token, and that is checked.',
  };
}

/** A refusal of a token whose date has passed is explained by the date. */
function expiredOrRejected(verdict: Verdict, help: string, settings: ValidationSettings): Verdict {
  const lifetime = lifetimeOf(verdict.expiresAt ?? null, (settings.now ?? clock)(), undefined);
  if (verdict.status !== TokenStatus.REJECTED || lifetime.status !== TokenStatus.EXPIRED) return verdict;
  return { ...verdict, status: TokenStatus.EXPIRED, problem: 'expired', message: `The token ${lifetime.text}, and the Hub rejects it.`, help };
}
