import type { ServiceAnswer, TokenIdentity, TokenNote, TokenSource, TokenStatus, TokenType, TokenValidationResult } from '#auth/result.ts';
import type { TokenProblem } from '#auth/sources/found.ts';

/** What decides a result; the rest is filled with what is not known. */
export interface Verdict {
  readonly status: TokenStatus;
  readonly message: string;
  readonly problem?: string;
  readonly help?: string | null;
  readonly source?: TokenSource | null;
  readonly identity?: TokenIdentity | null;
  readonly scopes?: readonly string[];
  readonly createdAt?: string | null;
  readonly expiresAt?: string | null;
  readonly notes?: readonly TokenNote[];
  readonly service?: ServiceAnswer | null;
}

/** Completes a verdict to a result. */
export function resultOf(tokenType: TokenType, verdict: Verdict, checkedAt: Date): TokenValidationResult {
  return {
    tokenType,
    status: verdict.status,
    message: verdict.message,
    problem: verdict.problem ?? null,
    source: verdict.source ?? null,
    identity: verdict.identity ?? null,
    scopes: verdict.scopes ?? [],
    createdAt: verdict.createdAt ?? null,
    expiresAt: verdict.expiresAt ?? null,
    checkedAt: checkedAt.toISOString(),
    help: verdict.help ?? null,
    notes: verdict.notes ?? [],
    service: verdict.service ?? null,
  };
}

/** A search that found no token, as a verdict. */
export function problemVerdict({ code, status, message, help, source }: TokenProblem, notes: readonly TokenNote[]): Verdict {
  return { status, message, problem: code, help, source, notes };
}
