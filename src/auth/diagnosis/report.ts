/** A place where a cause shows. Holds no token. */
export interface Sighting {
  /** From 1; `null` outside a log. */
  readonly line: number | null;
  /** Job and step of a workflow's log, where its lines name them. */
  readonly step: string | null;
  readonly text: string;
}

/** A diagnosis that was made, with what follows from it. */
export interface Finding {
  readonly id: string;
  readonly area: string;
  readonly level: 'error' | 'note';
  readonly title: string;
  readonly meaning: string;
  readonly fix: readonly string[];
  /** How often it was seen. */
  readonly count: number;
  /** The first few. */
  readonly seen: readonly Sighting[];
  readonly references: readonly string[];
  /** What would not have happened without it. */
  readonly consequences: readonly Finding[];
}

/** Something that should have been looked at. */
export interface NotChecked {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

export interface DoctorReport {
  readonly source: { readonly kind: 'environment' | 'log'; readonly name: string };
  /** Lines of the log; `null` outside one. */
  readonly lines: number | null;
  /** Causes, the likeliest first. */
  readonly findings: readonly Finding[];
  /** Lines of a log that look like an error and that no diagnosis knows; the last few. */
  readonly unexplained: readonly Sighting[];
  readonly notChecked: readonly NotChecked[];
}

/** 0: nothing wrong was found. 1: a cause was. 3: not everything could be checked, or the log holds errors that are unknown here. */
export function exitCodeOfReport({ findings, unexplained, notChecked }: DoctorReport): 0 | 1 | 3 {
  if (notChecked.length > 0) return 3;
  if (findings.some(({ level }) => level === 'error')) return 1;
  return unexplained.length > 0 ? 3 : 0;
}
