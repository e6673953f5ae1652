import type { TokenNote, TokenSource, TokenStatus } from '#auth/result.ts';

/** Why there is no token that a service could be asked about. */
export interface TokenProblem {
  /** Stable; documentation and diagnoses refer to it. */
  readonly code: string;
  readonly status: Extract<TokenStatus, 'missing' | 'malformed' | 'expired' | 'unknown'>;
  readonly message: string;
  readonly help: string;
  readonly source: TokenSource | null;
}

/** The end of a search: what was found, or what is wrong. Notes tell what is odd either way. */
export type Search<T> =
  | { readonly found: T; readonly problem?: never; readonly notes: readonly TokenNote[] }
  | { readonly found?: never; readonly problem: TokenProblem; readonly notes: readonly TokenNote[] };

export const NO_SOURCE: TokenSource = { kind: 'environment', name: null, path: null, profile: null };

export function environmentSource(name: string): TokenSource {
  return { ...NO_SOURCE, name };
}

export function fileSource(path: string, profile: string | null = null): TokenSource {
  return { kind: 'file', name: null, path, profile };
}
