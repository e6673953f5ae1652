import { AuthGuardError } from '#errors.ts';

export interface FilePlace {
  readonly line: number;
  readonly column: number;
}

/** A settings file that cannot be used: file, line and column, and why. */
export function invalidFile(file: string, place: FilePlace | undefined, detail: string, next = 'Correct the settings, then run it again.'): AuthGuardError {
  const where = place === undefined ? file : `${file}:${place.line}:${place.column}`;
  return new AuthGuardError('CONFIG_INVALID', `${where}: ${detail}`, { help: `Nothing was checked. ${next}` });
}
