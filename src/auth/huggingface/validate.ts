import { validateCandidate } from '#auth/huggingface/candidate.ts';
import { grantVerdict } from '#auth/huggingface/grant.ts';
import type { TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { findHuggingFaceToken } from '#auth/sources/huggingface.ts';
import { problemVerdict, resultOf } from '#auth/verdict.ts';

const clock = (): Date => new Date();

/**
 * Finds the Hugging Face token, judges it by its looks, and asks the Hub.
 *
 * @see https://huggingface.co/docs/hub/security-tokens
 */
export async function validateHuggingFace(settings: ValidationSettings): Promise<TokenValidationResult> {
  const now = settings.now ?? clock;
  const { found, problem, notes } = findHuggingFaceToken(settings.surroundings);
  if (problem !== undefined) return resultOf('HF_TOKEN', problemVerdict(problem, notes), now());
  const verdict = found.kind === 'oidc' ? await grantVerdict(found, settings) : await validateCandidate(found, settings);
  return resultOf('HF_TOKEN', { ...verdict, source: found.source, notes: [...notes, ...(verdict.notes ?? [])] }, now());
}
