import { statusPageOf, unreachable } from '#auth/faults.ts';
import { proxyText } from '#auth/http/proxy.ts';
import { acceptedVerdict } from '#auth/huggingface/accepted.ts';
import type { WhoamiFacts } from '#auth/huggingface/answer.ts';
import { validateCandidate } from '#auth/huggingface/candidate.ts';
import { endpointProblem, huggingFaceEndpoint } from '#auth/huggingface/endpoint.ts';
import { exchangeOidc, type OidcOutcome } from '#auth/huggingface/oidc.ts';
import { TokenStatus } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import type { OidcGrant } from '#auth/sources/huggingface-oidc.ts';
import type { Verdict } from '#auth/verdict.ts';

/** What the exchange itself says of a token: a repository gives the right to write to it, a user's name the right to read what is gated. */
function factsOfGrant({ resource }: OidcGrant): WhoamiFacts {
  const repository = resource.includes('/');
  const name = resource.split('/').slice(-2).join('/');
  const scoped = repository ? [{ type: 'repository', name, permissions: ['write'], patterned: false }] : [];
  const role = repository ? 'write' : 'read';
  return {
    identity: { kind: 'app', name: resource, workspace: null, tokenName: null, tokenKind: 'oidc', role, organisations: [] },
    rights: { kind: 'oidc', role, gated: !repository, scoped, oauthScopes: null },
    scopes: [repository ? `write repository:${name}` : 'gated repositories'],
    createdAt: null,
    expiresAt: null,
  };
}

function failed({ step, answer }: Extract<OidcOutcome, { step: string }>, grant: OidcGrant, settings: ValidationSettings): Verdict {
  if (answer.status === null) return unreachable('Hugging Face', answer, proxyText(answer.endpoint, settings.surroundings));
  const said = answer.text === null ? '' : ` It says: "${answer.text}"`;
  if (step === 'mint') {
    const message = `GitHub gave this job no identity token (${answer.status}).${said}`;
    return {
      status: TokenStatus.REJECTED,
      problem: 'oidc-no-identity',
      message,
      help: 'Give the job the right to ask for one:  permissions: { id-token: write }',
      service: answer,
    };
  }
  if (answer.status === 429)
    return {
      status: TokenStatus.RATE_LIMITED,
      problem: 'rate-limited',
      message: 'The Hub was asked too often for a token.',
      help: 'Try again in some minutes.',
      service: answer,
    };
  if (answer.status >= 500) {
    return {
      status: TokenStatus.UNREACHABLE,
      problem: 'service-down',
      message: `The Hub is in trouble (${answer.status}).${said}`,
      help: `See ${statusPageOf('Hugging Face')}, and try again.`,
      service: answer,
    };
  }
  const decided = answer.status === 400 || answer.status === 401 || answer.status === 403;
  const message = decided
    ? `The Hub refuses to exchange this job's identity for a token for ${grant.resource}.${said}`
    : `${answer.endpoint} answered with ${answer.status}, which decides nothing.${said}`;
  const help = `Name this workflow as a trusted publisher of ${grant.resource}: https://huggingface.co/docs/hub/trusted-publishers`;
  return { status: decided ? TokenStatus.REJECTED : TokenStatus.UNKNOWN, problem: decided ? 'oidc-refused' : 'odd-answer', message, help, service: answer };
}

/**
 * Exchanges a job's identity for a token, and asks whom that belongs to.
 *
 * The exchange proves the token. That whoami answers for tokens of this kind is documented nowhere: when it does not, what the exchange says stands.
 */
export async function grantVerdict(grant: OidcGrant, settings: ValidationSettings): Promise<Verdict> {
  if (settings.offline === true) {
    const message = 'This job may be able to get a token. That was not tried (--offline).';
    return { status: TokenStatus.UNKNOWN, problem: 'not-asked', message, help: 'Try it: auth-guard validate huggingface' };
  }
  const endpoint = huggingFaceEndpoint(settings.surroundings);
  const malformed = endpointProblem(endpoint);
  if (malformed !== undefined) return malformed;
  const outcome = await exchangeOidc(grant, endpoint, settings);
  if (outcome.secret === undefined) return failed(outcome, grant, settings);
  const { secret, expiresAt, answer } = outcome;
  // An exchanged token is new in each run: an answer about it is never asked for twice.
  const verdict = await validateCandidate(
    { secret, source: grant.source, tokenKind: 'oidc', expiresAt, renewable: false },
    { ...settings, cacheFolder: undefined },
  );
  if (verdict.identity != null) return verdict;
  const now = settings.now?.() ?? new Date();
  const accepted = acceptedVerdict({ facts: factsOfGrant(grant), expiresAt, service: answer, endpoint, now, minDays: settings.minDays, needs: settings.needs });
  const note = { code: 'oidc-whoami-silent', message: 'The Hub gave a token for this job, but does not say more about it.' };
  return { ...accepted, notes: [...(accepted.notes ?? []), note] };
}
