const DIGITS = /[A-Za-z0-9+/_-]+/y;

/**
 * What may stand between two lines of one encoded text: line ends, real or written out (`\n` in JSON), with the next line's indentation;
 * the end of a string and the start of the next one; the backslash of JSON's `\/`.
 */
const GAP = /(?:(?:\\+r)?\\+n)?["'`][ \t\r\n]{0,200}[,+.\\]?[ \t\r\n]{0,200}["'`]|(?:\\+r)?\\+n|\\?\r?\n[ \t]{0,200}|\\+(?=\/)/y;

/** Characters before a run in which the line before it is looked for. */
const LEFT_CHARACTERS = 400;
const LINE_BEFORE = new RegExp(`(?<![A-Za-z0-9+/_-])([A-Za-z0-9+/_-]+)(?:${GAP.source})$`);

/** An encoded text with the lines that it was broken into. */
export interface EncodedRun {
  readonly start: number;
  /** Behind its last digit. */
  readonly end: number;
  readonly lines: readonly Line[];
  /** The digits that stand before each line, by its start. */
  readonly digitsBefore: ReadonlyMap<number, number>;
}

interface Line {
  readonly start: number;
  readonly digits: string;
}

function digitsAt(text: string, at: number): Line | undefined {
  DIGITS.lastIndex = at;
  const found = DIGITS.exec(text);
  return found === null ? undefined : { start: at, digits: found[0] };
}

function lineBehind(text: string, end: number): Line | undefined {
  GAP.lastIndex = end;
  return GAP.test(text) ? digitsAt(text, GAP.lastIndex) : undefined;
}

function lineBefore(text: string, start: number): Line | undefined {
  const from = Math.max(0, start - LEFT_CHARACTERS);
  const found = LINE_BEFORE.exec(text.slice(from, start));
  return found === null ? undefined : { start: from + found.index, digits: found[1] as string };
}

/** Follows an encoded text from a place in it, or from the end of one of its lines, line after line. */
export function linesFrom(text: string, at: number): readonly Line[] {
  const lines: Line[] = [];
  for (let line = digitsAt(text, at) ?? lineBehind(text, at); line !== undefined; line = lineBehind(text, line.start + line.digits.length)) lines.push(line);
  return lines;
}

/** The encoded text that a run at a place belongs to: all that follows it, and one line before, in which a token may begin. */
export function encodedRunAt(text: string, at: number): EncodedRun {
  const before = lineBefore(text, at);
  const lines = [...(before === undefined ? [] : [before]), ...linesFrom(text, at)];
  const digitsBefore = new Map<number, number>();
  let sum = 0;
  for (const line of lines) {
    digitsBefore.set(line.start, sum);
    sum += line.digits.length;
  }
  const last = lines.at(-1) as Line;
  return { start: (lines[0] as Line).start, end: last.start + last.digits.length, lines, digitsBefore };
}

function joined({ lines }: EncodedRun): string {
  return lines.map(({ digits }) => digits).join('');
}

/** A decoded text. */
export interface Decoded {
  readonly bytes: Buffer;
  /** Where the line starts that one of its bytes was encoded in. */
  originOf(offset: number): number;
}

/** The line that holds one of a run's digits. */
function lineOf({ lines, digitsBefore }: EncodedRun, digit: number): Line {
  let low = 0;
  for (let high = lines.length; low + 1 < high; ) {
    const middle = (low + high) >> 1;
    if ((digitsBefore.get((lines[middle] as Line).start) as number) <= digit) low = middle;
    else high = middle;
  }
  return lines[low] as Line;
}

/** Decodes a run's digits as one text. @param skip Digits at its start that belong to something else. */
export function decodeBase64(run: EncodedRun, skip: number): Decoded {
  return { bytes: Buffer.from(joined(run).slice(skip), 'base64'), originOf: (offset) => lineOf(run, skip + Math.floor((offset * 4) / 3)).start };
}

/** Decodes each of a run's lines for itself: what follows an encoded text on the next line may be none of it. */
export function decodeLines({ lines }: EncodedRun): Decoded {
  const decoded = lines.map(({ digits }) => Buffer.from(`${Buffer.from(digits, 'base64').toString('latin1')}\n`, 'latin1'));
  const bytes = Buffer.concat(decoded);
  const originOf = (offset: number): number => {
    let index = 0;
    for (let end = decoded[0]?.length ?? 0; end <= offset && index + 1 < lines.length; end += decoded[index]?.length ?? 0) index += 1;
    return (lines[index] as Line).start;
  };
  return { bytes, originOf };
}

/** Decodes the stretches of a run that are hex, from either offset. */
export function decodeHex(run: EncodedRun, at: number): Decoded {
  const stretches = joined(run).match(/[0-9A-Fa-f]{40,}/g) ?? [];
  const texts = stretches.flatMap((digits) => [Buffer.from(digits, 'hex'), Buffer.from('\n'), Buffer.from(digits.slice(1), 'hex'), Buffer.from('\n')]);
  return { bytes: Buffer.concat(texts), originOf: () => at };
}
