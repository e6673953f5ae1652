import type { ProgramName } from '#detect/kernel/program.ts';

/** What a place may hide. A number: text, in base64 from the digit with this number on (0 to 3), or in hex (4, 5). */
export type Hint = number;

export const HEX_HINT = 4;
export const BASE64_ARCHIVE_HINT = 6;
export const HEX_ARCHIVE_HINT = 7;
export const ESCAPE_HINT = 8;

/** Runs of base64 or hex are looked at from so many digits on. */
export const MIN_RUN = 32;

/** Finds where a text may hide another one. What it names is worth decoding; what it does not name hides no text of 24 bytes. */
export interface RunFinder {
  readonly name: ProgramName | 'javascript';
  /** Where content is put before `find`; its length is the capacity. */
  readonly input: Buffer;
  /** Searches `input[0, length)`; gives the number of hints, by offset of their run's block. */
  find(length: number): number;
  /** Where the run starts, or the escape. */
  offset(index: number): number;
  hint(index: number): Hint;
  /** Line feeds in `input[from, to)`. */
  countLineFeeds(from: number, to: number): number;
}
