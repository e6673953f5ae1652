import { diagnoseResults, findingsOf } from '#auth/diagnosis/diagnose.ts';
import { signsOfResult } from '#auth/diagnosis/signs.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';
import { exitCodeOfResults, type TokenValidationResult } from '#auth/result.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import { type DiagnosisStyle, renderDiagnosisText } from '#report/diagnosis.ts';
import { renderValidationText } from '#report/validation.ts';

/** A result that no diagnosis knows, and that is no open question either, speaks for itself. */
function speaksForItself(result: TokenValidationResult): boolean {
  return exitCodeOfResults([result]) === 1 && !findingsOf(DIAGNOSES, signsOfResult(result)).some(({ level }) => level === 'error');
}

/** Why a command was not started: what `auth-guard doctor` would say of these results. */
export function refusalText(failing: readonly TokenValidationResult[], surroundings: Surroundings, style: DiagnosisStyle): string {
  const plain = failing.filter(speaksForItself);
  const diagnosed = failing.filter((result) => !plain.includes(result));
  const parts = [
    ...(plain.length === 0 ? [] : [renderValidationText(plain, style.colour)]),
    ...(diagnosed.length === 0 ? [] : [renderDiagnosisText(diagnoseResults(DIAGNOSES, diagnosed, { surroundings }), style)]),
  ];
  return parts.join('\n');
}
