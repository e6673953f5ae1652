import type { Habit, HabitFound } from '#ci/habits/habit.ts';
import { allVariables, type Variable } from '#ci/workflow/model.ts';

/**
 * Names that no tool reads, and the one that it should be.
 *
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables#hftoken
 * @see https://modal.com/docs/guide/continuous-deployment
 */
export const MISTAKEN_NAMES: Readonly<Record<string, string>> = {
  HUGGINGFACE_TOKEN: 'HF_TOKEN',
  HUGGING_FACE_TOKEN: 'HF_TOKEN',
  HUGGINGFACE_HUB_TOKEN: 'HF_TOKEN',
  HUGGINGFACE_API_KEY: 'HF_TOKEN',
  HUGGINGFACE_API_TOKEN: 'HF_TOKEN',
  HUGGINGFACEHUB_TOKEN: 'HF_TOKEN',
  HF_API_TOKEN: 'HF_TOKEN',
  HF_API_KEY: 'HF_TOKEN',
  HF_HUB_TOKEN: 'HF_TOKEN',
  HF_KEY: 'HF_TOKEN',
  MODAL_TOKEN: 'MODAL_TOKEN_ID and MODAL_TOKEN_SECRET',
  MODAL_API_KEY: 'MODAL_TOKEN_ID and MODAL_TOKEN_SECRET',
  MODAL_API_TOKEN: 'MODAL_TOKEN_ID and MODAL_TOKEN_SECRET',
  MODAL_KEY: 'MODAL_TOKEN_ID and MODAL_TOKEN_SECRET',
  MODAL_ID: 'MODAL_TOKEN_ID',
  MODAL_SECRET: 'MODAL_TOKEN_SECRET',
  MODAL_KEY_ID: 'MODAL_TOKEN_ID',
  MODAL_KEY_SECRET: 'MODAL_TOKEN_SECRET',
};

function found({ name, place, secrets }: Variable): readonly HabitFound[] {
  const right = MISTAKEN_NAMES[name.toUpperCase()];
  if (right === undefined || secrets.length === 0) return [];
  return [
    {
      message: `No official tool reads the variable ${name}: it is ${right} that they look for.`,
      help: `Name the variable ${right}; the secret's own name does not matter.`,
      place,
      secrets,
    },
  ];
}

export const variableNames: Habit = { id: 'variable-name', severity: 'warning', find: (workflow) => allVariables(workflow).flatMap(found) };
