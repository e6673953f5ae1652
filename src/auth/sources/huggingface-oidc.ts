import type { TokenNote, TokenSource } from '#auth/result.ts';
import { environmentSource, type Search, type TokenProblem } from '#auth/sources/found.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import { Secret } from '#detect/secret.ts';

/** A job's right to get a short-lived token (Trusted Publishers). */
export interface OidcGrant {
  readonly kind: 'oidc';
  /** `acme/m`, `datasets/acme/d`, or a user's name. */
  readonly resource: string;
  /** The identity token itself, or where GitHub Actions gives one out. */
  readonly subject: { readonly idToken: Secret } | { readonly mintUrl: string; readonly mintToken: Secret };
  readonly source: TokenSource;
}

const source: TokenSource = { ...environmentSource('HF_OIDC_RESOURCE'), kind: 'oidc' };

function problem(
  code: string,
  message: string,
  help: string,
  notes: readonly TokenNote[],
): { readonly problem: TokenProblem; readonly notes: readonly TokenNote[] } {
  return { problem: { code, status: 'missing', message, help, source }, notes };
}

/**
 * What `HF_OIDC_RESOURCE` asks for; `undefined` when it is not set. It comes before all tokens, and when it fails nothing else is tried.
 *
 * @see https://huggingface.co/docs/hub/trusted-publishers
 */
export function oidcGrant({ env }: Surroundings, notes: readonly TokenNote[]): Search<OidcGrant> | undefined {
  const resource = env['HF_OIDC_RESOURCE'];
  if (resource === undefined || resource === '') return undefined;
  const given = env['HF_OIDC_ID_TOKEN'];
  if (given !== undefined && given !== '') return { found: { kind: 'oidc', resource, subject: { idToken: new Secret(given, '') }, source }, notes };
  if (env['GITHUB_ACTIONS'] !== 'true') {
    const help = 'Set HF_OIDC_ID_TOKEN to the identity token of your CI, or unset HF_OIDC_RESOURCE.';
    return problem('oidc-no-id-token', 'HF_OIDC_RESOURCE is set, but this is no GitHub Actions job and HF_OIDC_ID_TOKEN is not set.', help, notes);
  }
  const mintUrl = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
  const mintToken = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
  if (!mintUrl || !mintToken) {
    const message = 'HF_OIDC_RESOURCE is set, but GitHub gives this job no identity token.';
    return problem('oidc-no-permission', message, 'Give the job the right to ask for one:  permissions: { id-token: write, contents: read }', notes);
  }
  return { found: { kind: 'oidc', resource, subject: { mintUrl, mintToken: new Secret(mintToken, '') }, source }, notes };
}
