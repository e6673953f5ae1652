import type { Secret } from '#detect/secret.ts';

/**
 * What lets git clone from a Hub: the token as a header, for the Hub's own addresses and no others.
 *
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpextraHeader
 */
export function gitSettings(endpoint: string, token: Secret | undefined): readonly (readonly [name: string, value: string])[] {
  return token === undefined ? [] : [[`http.${new URL(endpoint).origin}/.extraHeader`, `Authorization: Bearer ${token.expose()}`]];
}
