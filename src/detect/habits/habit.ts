/** What a statement is written in. A Dockerfile's RUN and a workflow's `run` are shell. */
export type Language = 'shell' | 'python' | 'javascript' | 'workflow' | 'dockerfile';

/** Where a piece of code stands. */
export type Setting = 'file' | 'workflow' | 'dockerfile' | 'notebook' | 'markdown';

/** A statement that shows a habit. Patterns see a statement without its comments, continued lines joined, at most 8,192 characters. */
export interface HabitPattern {
  readonly pattern: RegExp;
  /** Whether it sees what stands in strings that are no code: `text`; by default `code`, where they are blank. Interpolated code is code in both. */
  readonly on?: 'text';
  /** A statement that matches this one too is fine. */
  readonly unless?: RegExp;
  /** Only where such code stands; everywhere by default. */
  readonly in?: readonly Setting[];
  /** Somewhere in the file this stands too … */
  readonly fileNeeds?: RegExp;
  /** … and this nowhere. */
  readonly fileUnless?: RegExp;
  /** Behind the statement, in the same piece of code, this stands before `until`. */
  readonly followedBy?: RegExp;
  readonly until?: RegExp;
}

export interface HabitExample {
  readonly language: Language;
  readonly text: string;
  /** `file` by default. */
  readonly in?: Setting;
}

export interface HabitFiles {
  readonly pattern: RegExp;
  readonly unless?: RegExp;
  /** `tracked`: git has it. `readable`: on the disk, everybody may read it. */
  readonly when: 'tracked' | 'readable';
  readonly truePaths: readonly string[];
  readonly falsePaths: readonly string[];
}

/** A way to handle tokens badly, as data. The id is the file's name and the anchor in the docs. */
export interface Habit {
  readonly id: string;
  readonly title: string;
  /** What can go wrong. */
  readonly explanation: string;
  /** The better form, as code or one sentence. */
  readonly better: string;
  /** Texts of which a file holds one; no pattern runs on others. In any case. */
  readonly literals: readonly string[];
  readonly patterns: Readonly<Partial<Record<Language, readonly HabitPattern[]>>>;
  /** Files that show the habit by where they stand, or by who may read them. */
  readonly files?: HabitFiles;
  /** Each shows the habit once. */
  readonly truePositives: readonly HabitExample[];
  /** Each does not. */
  readonly trueNegatives: readonly HabitExample[];
  readonly references: readonly string[];
}

/** Declares a habit: types the literal and freezes it. @see docs/habits.md, generated from these fields. */
export function defineHabit(habit: Habit): Habit {
  return Object.freeze(habit);
}
