import type { Alphabet } from '#detect/alphabet.ts';
import type { RunFinder } from '#detect/kernel/encodings-contract.ts';
import type { ProgramName } from '#detect/kernel/program.ts';

/** What the kernel looks for: a literal with a run of characters behind it. */
export interface Probe {
  /** At least three ASCII characters. */
  readonly literal: string;
  /** The literal stands in any mixture of ASCII cases; default false. */
  readonly ignoreCase?: boolean | undefined;
  /**
   * No candidate where an ASCII letter or digit stands before the literal, unless an escape may end there: one of `\ % [ ;`, d9 or c4 stands two to
   * seven bytes before, and only letters and digits since; or a `V` that begins a line, as in pickles. For UTF-16 text, not asked. Default false.
   */
  readonly bounded?: boolean | undefined;
  readonly alphabet: Alphabet;
  /** Characters of the alphabet that must stand right before the literal, one after another. Default 0. */
  readonly minLead?: number | undefined;
  /** Characters of the alphabet that must follow the literal, one after another. */
  readonly minRun: number;
  /** A digit is among the run's first 64 characters. Default false. */
  readonly digit?: boolean | undefined;
  /** The run begins right behind the literal and ends at an `@`, 256 characters on at most. Default false. */
  readonly untilAt?: boolean | undefined;
  /** Characters that may lie between the literal and the run; default 0. */
  readonly maxGap?: number | undefined;
}

/** Finds where a probe's literal stands with enough characters behind it, in one piece of content at a time. */
export interface Kernel {
  readonly name: ProgramName | 'javascript';
  /** Where content is put before `search`; its length is the capacity and stays as it is. */
  readonly input: Uint8Array;
  /**
   * Searches `input[0, length)`, and gives the number of candidates, which `offset`, `probe` and `wide` describe.
   *
   * Sorted by offset, then probe, then narrow before wide. A run that the end cuts short is no candidate.
   *
   * @param glued Up to 63 letters and digits may stand before a bounded literal: fields of binary formats stand side by side. Default false.
   */
  search(length: number, glued?: boolean): number;
  /** Offset of the literal's first character, in bytes. */
  offset(index: number): number;
  /** Index of the probe. */
  probe(index: number): number;
  /** A NUL stands between two characters: UTF-16, in either byte order. */
  wide(index: number): boolean;
  /** Whether `input[0, length)` has control characters that neither texts nor terminals write: none of BEL, BS, TAB, LF, VT, FF, CR and ESC. */
  holdsControls(length: number): boolean;
  /** Line feeds in `input[from, to)`. */
  countLineFeeds(from: number, to: number): number;
  /** From now on notes, by the way, where another text may hide. */
  mark(): void;
  /** Whether the content that was searched last may hide another text: then its finder is worth asking. Once `mark` was called. */
  mayHide(): boolean;
  /** Looks for hidden texts in the same memory, once it was searched. Made when it is first asked for. */
  finder(): RunFinder;
}
