import type { Diagnosis } from '#auth/diagnosis/diagnosis.ts';
import { GIT_FAMILY } from '#auth/diagnosis/families/git.ts';
import { GITHUB } from '#auth/diagnosis/families/github.ts';
import { HUGGINGFACE_ACCESS } from '#auth/diagnosis/families/huggingface-access.ts';
import { HUGGINGFACE_LIMITS } from '#auth/diagnosis/families/huggingface-limits.ts';
import { HUGGINGFACE_REFUSAL } from '#auth/diagnosis/families/huggingface-refusal.ts';
import { HUGGINGFACE_TOKEN } from '#auth/diagnosis/families/huggingface-token.ts';
import { MODAL_FAMILY } from '#auth/diagnosis/families/modal.ts';
import { NETWORK } from '#auth/diagnosis/families/network.ts';

/** Every diagnosis, in the order in which the docs list them. */
export const DIAGNOSES: readonly Diagnosis[] = [
  ...HUGGINGFACE_TOKEN,
  ...HUGGINGFACE_REFUSAL,
  ...HUGGINGFACE_ACCESS,
  ...HUGGINGFACE_LIMITS,
  ...NETWORK,
  ...MODAL_FAMILY,
  ...GITHUB,
  ...GIT_FAMILY,
];
