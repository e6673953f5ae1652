import type { TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { findHuggingFaceToken } from '#auth/sources/huggingface.ts';
import { problemVerdict, resultOf } from '#auth/verdict.ts';

const clock = (): Date => new Date();

/** Finds the Hugging Face token, judges it by its looks, and asks the Hub. */
export async function validateHuggingFace(settings: ValidationSettings): Promise<TokenValidationResult> {
  const now = settings.now ?? clock;
  const { found, problem, notes } = findHuggingFaceToken(settings.surroundings);
  if (problem !== undefined) return resultOf('HF_TOKEN', problemVerdict(problem, notes), now());
  const message = 'The token has the right shape; the service was not asked.';
  return resultOf('HF_TOKEN', { status: 'unknown', message, problem: 'not-asked', source: found.source, notes }, now());
}
