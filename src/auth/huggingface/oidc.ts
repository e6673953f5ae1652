import * as v from 'valibot';
import { isRequestFault } from '#auth/http/fault.ts';
import { type Exchange, guardedFetch } from '#auth/http/guarded-fetch.ts';
import { fetchFor } from '#auth/http/proxy.ts';
import { answerOfExchange, answerOfFault } from '#auth/http/service-answer.ts';
import type { ServiceAnswer } from '#auth/result.ts';
import { unexpectedError } from '#auth/scrub.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import type { OidcGrant } from '#auth/sources/huggingface-oidc.ts';
import { Secret } from '#detect/secret.ts';

const minted = v.looseObject({ value: v.pipe(v.string(), v.minLength(1)) });
const exchanged = v.looseObject({ access_token: v.pipe(v.string(), v.startsWith('hf_')), expires_in: v.fallback(v.optional(v.number()), undefined) });

/** The token that a job's identity was exchanged for, or the answer of the step that failed. */
export type OidcOutcome =
  | { readonly secret: Secret; readonly expiresAt: string | null; readonly answer: ServiceAnswer }
  | { readonly secret?: never; readonly step: 'mint' | 'exchange'; readonly answer: ServiceAnswer };

interface Call {
  readonly url: string;
  readonly init: RequestInit;
  readonly secret: Secret;
}

async function call({ url, init, secret }: Call, settings: ValidationSettings): Promise<{ readonly body?: string; readonly answer: ServiceAnswer }> {
  const send = settings.fetch ?? (await fetchFor(settings.surroundings));
  const startedAt = performance.now();
  let exchange: Exchange | undefined;
  const onExchange = (seen: Exchange): void => {
    exchange = seen;
  };
  try {
    await guardedFetch({ fetch: send, timeoutMs: settings.timeoutMs ?? 10_000, signal: settings.signal, onExchange })(url, init);
  } catch (error) {
    if (!isRequestFault(error) && settings.signal?.aborted !== true) throw unexpectedError(error, [secret]);
    const durationMs = Math.round(performance.now() - startedAt);
    return { answer: answerOfFault(error, { endpoint: originOf(url), durationMs, secrets: [secret] }) };
  }
  return exchange === undefined
    ? { answer: answerOfFault(undefined, { endpoint: originOf(url), durationMs: 0, secrets: [] }) }
    : { body: exchange.body, answer: answerOfExchange(exchange, [secret]) };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, body: string | undefined): T | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), body);
  return result.success ? result.output : undefined;
}

async function idTokenOf(
  { subject }: OidcGrant,
  endpoint: string,
  settings: ValidationSettings,
): Promise<{ readonly idToken?: Secret; readonly answer?: ServiceAnswer }> {
  if ('idToken' in subject) return { idToken: subject.idToken };
  const url = new URL(subject.mintUrl);
  url.searchParams.set('audience', endpoint);
  const { body, answer } = await call(
    { url: url.href, init: { headers: { Authorization: `Bearer ${subject.mintToken.expose()}` } }, secret: subject.mintToken },
    settings,
  );
  const value = answer.status === 200 ? parsed(minted, body)?.value : undefined;
  return value === undefined ? { answer } : { idToken: new Secret(value, '') };
}

/**
 * Exchanges a job's identity for a token of the Hub.
 *
 * @see https://huggingface.co/docs/hub/trusted-publishers
 * @see https://www.rfc-editor.org/rfc/rfc8693
 */
export async function exchangeOidc(grant: OidcGrant, endpoint: string, settings: ValidationSettings): Promise<OidcOutcome> {
  const { idToken, answer: refused } = await idTokenOf(grant, endpoint, settings);
  if (idToken === undefined) return { step: 'mint', answer: refused as ServiceAnswer };
  const body = JSON.stringify({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    subject_token: idToken.expose(),
    resource: grant.resource,
  });
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
  const { body: answered, answer } = await call({ url: `${endpoint}/oauth/token`, init, secret: idToken }, settings);
  const token = answer.status === 200 ? parsed(exchanged, answered) : undefined;
  if (token === undefined) return { step: 'exchange', answer };
  const expiresAt = token.expires_in === undefined ? null : new Date((settings.now?.() ?? new Date()).getTime() + token.expires_in * 1000).toISOString();
  return { secret: new Secret(token.access_token, /^hf_(?:jwt_|oauth_)?/.exec(token.access_token)?.[0] ?? ''), expiresAt, answer };
}
