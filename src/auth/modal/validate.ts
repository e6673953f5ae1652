import type { TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { findModalToken } from '#auth/sources/modal.ts';
import { problemVerdict, resultOf } from '#auth/verdict.ts';

const clock = (): Date => new Date();

/** Finds the Modal token, judges it by its looks, and asks Modal. */
export async function validateModal(settings: ValidationSettings): Promise<TokenValidationResult> {
  const now = settings.now ?? clock;
  const { found, problem, notes } = findModalToken(settings.surroundings);
  if (problem !== undefined) return resultOf('MODAL_TOKEN', problemVerdict(problem, notes), now());
  const message = 'The token has the right shape; the service was not asked.';
  return resultOf('MODAL_TOKEN', { status: 'unknown', message, problem: 'not-asked', source: found.source, notes }, now());
}
