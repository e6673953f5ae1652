/** Where a diagnosis belongs; the docs are ordered by it. */
export type Area = 'Hugging Face token' | 'Hugging Face access' | 'Hugging Face limits' | 'network' | 'Modal' | 'GitHub' | 'git';

/** A text that a library or program prints. */
export interface LogPattern {
  /** Stands on the line as it is, in this case; at least three characters. Short enough not to be torn by a terminal's line breaks. */
  readonly text: string;
  /** What else the line, of which at most 4,096 characters are looked at, must hold. In linear time: no repeated group inside another. */
  readonly line?: RegExp;
  /** Who prints it, and how that is known. */
  readonly source: string;
}

/**
 * One cause of failure, as data.
 *
 * @see docs/doctor.md, generated from these fields.
 */
export interface Diagnosis {
  /** Stable; the anchor in the docs. */
  readonly id: string;
  readonly area: Area;
  /** What was seen, as a title. */
  readonly title: string;
  readonly meaning: string;
  /** What to type or do, in this order. */
  readonly fix: readonly string[];
  /** A `note` is told, and is no failure by itself. */
  readonly level: 'error' | 'note';
  readonly log: readonly LogPattern[];
  /** Signs found in the environment, in files and in the answers of services: `hf:quoted`, `modal:fault:dns`, `env:netrc`. @see signs.ts */
  readonly signs: readonly string[];
  /** Where one of these was found as well, this one follows from it. */
  readonly followsFrom: readonly string[];
  readonly examples: {
    /** Lines; each gives this diagnosis. */
    readonly lines: readonly string[];
    /** Lines that resemble it; none gives this diagnosis. */
    readonly others: readonly string[];
  };
  readonly references: readonly string[];
}

type Optional = 'log' | 'signs' | 'followsFrom' | 'references' | 'level';

/** Declares a diagnosis, and freezes it. Default: an error, known by nothing, following from nothing. */
export function defineDiagnosis(diagnosis: Omit<Diagnosis, Optional> & Partial<Pick<Diagnosis, Optional>>): Diagnosis {
  return Object.freeze({ level: 'error', log: [], signs: [], followsFrom: [], references: [], ...diagnosis });
}

/** Several texts of one source. */
export function printedBy(source: string, ...texts: readonly (string | readonly [text: string, line: RegExp])[]): readonly LogPattern[] {
  return texts.map((one) => (typeof one === 'string' ? { text: one, source } : { text: one[0], line: one[1], source }));
}
