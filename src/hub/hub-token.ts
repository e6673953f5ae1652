import { exchangeOidc } from '#auth/huggingface/oidc.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { findHuggingFaceToken } from '#auth/sources/huggingface.ts';
import type { Secret } from '#detect/secret.ts';

/** The token that goes to the Hub, found as the official library finds it; `undefined` when there is none, or none to be had. */
export async function hubToken(settings: ValidationSettings, endpoint: string): Promise<Secret | undefined> {
  const { found } = findHuggingFaceToken(settings.surroundings);
  if (found === undefined) return undefined;
  return found.kind === 'token' ? found.secret : (await exchangeOidc(found, endpoint, settings)).secret;
}
