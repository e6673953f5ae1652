import { diagnoseResults, findingsOf } from '#auth/diagnosis/diagnose.ts';
import { signsOfResult } from '#auth/diagnosis/signs.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';
import { exitCodeOfResults, type TokenValidationResult } from '#auth/result.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import { docsPage } from '#cli/docs.ts';
import type { Io } from '#cli/io.ts';
import { withRunnableSteps } from '#cli/runnable.ts';
import { renderDiagnosisText } from '#report/diagnosis.ts';
import { renderValidationText } from '#report/validation.ts';

/** A result that no diagnosis knows, and that is no open question either, speaks for itself. */
function speaksForItself(result: TokenValidationResult): boolean {
  return exitCodeOfResults([result]) === 1 && !findingsOf(DIAGNOSES, signsOfResult(result)).some(({ level }) => level === 'error');
}

export interface RunRefusal {
  readonly surroundings: Surroundings;
  readonly colour: boolean;
  readonly io: Pick<Io, 'programName' | 'programFolder' | 'cwd'>;
}

/** Why a command was not started: what `auth-guard doctor` would say of these results. */
export function refusalText(failing: readonly TokenValidationResult[], { surroundings, colour, io }: RunRefusal): string {
  const plain = failing.filter(speaksForItself);
  const diagnosed = failing.filter((result) => !plain.includes(result));
  const style = { colour, docs: docsPage('doctor.md', io), program: io.programName };
  const parts = [
    ...(plain.length === 0 ? [] : [renderValidationText(withRunnableSteps(plain, io), colour)]),
    ...(diagnosed.length === 0 ? [] : [renderDiagnosisText(withRunnableSteps(diagnoseResults(DIAGNOSES, diagnosed, { surroundings }), io), style)]),
  ];
  return parts.join('\n');
}
