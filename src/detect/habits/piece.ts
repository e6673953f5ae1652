import type { Language, Setting } from '#detect/habits/habit.ts';

/** Code in one language, as it stands in a file. */
export interface Piece {
  readonly language: Language;
  readonly setting: Setting;
  readonly source: string;
  /** The line of the file, from 1, that each line of the source stands on. */
  readonly lines: readonly number[];
  /** Characters before each line of the source. */
  readonly indent: number;
}

/** Where some lines of a file stand in it. */
export interface Stand {
  /** The line of the file that the first line stands on. */
  readonly from: number;
  readonly setting: Setting;
}

/** The numbers of lines that stand behind one another. */
export function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
