/** A token's or an encoding's characters, and what may stand for one of them, however often it was escaped in its turn (JSON in JSON). */
const UNITS =
  /(?:[A-Za-z0-9+/_.=-]|\\+(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|[0-7]{3})|%(?:25)*[0-9A-Fa-f]{2}|&(?:amp;)*(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|lowbar);){1,4096}/y;

const ESCAPE =
  /\\+(?:x(?<x>[0-9A-Fa-f]{2})|u(?<u>[0-9A-Fa-f]{4})|u\{(?<braced>[0-9A-Fa-f]{1,6})\}|(?<octal>[0-7]{3}))|%(?:25)*(?<percent>[0-9A-Fa-f]{2})|&(?:amp;)*(?:#(?<decimal>\d{1,7})|#[xX](?<hex>[0-9A-Fa-f]{1,6})|(?<named>lowbar));/g;

const PLAIN = /[A-Za-z0-9+/_.=-]/;

/** Characters to the left of an escape that are looked at: a long token may have few escapes. */
const LEFT_CHARACTERS = 4096;

/** A text is decoded in parts of this size, which have so much in common: the longest token, all of it escaped. */
const PART_CHARACTERS = 256 * 1024;
const OVERLAP_CHARACTERS = 32 * 1024;

/** The longest escape: one may end where the text begins, and decides whether a token can start there. */
const MARGIN = 12;

/** Shorter texts hold no token. */
const MIN_CHARACTERS = 20;

/** Bytes that a text with escapes is made of: 1 for each of them. */
const MEMBERS = Uint8Array.from({ length: 256 }, (_, code) => (/[A-Za-z0-9+/_.=\\{}%&#;-]/.test(String.fromCharCode(code)) ? 1 : 0));

/** Whether what stands around an escape is too short for a token: in numbers and compressed data nearly always, which need then not become text. */
export function isShortAt(bytes: Uint8Array, at: number, length: number): boolean {
  let from = at;
  let to = at;
  while (to < length && to - at < MIN_CHARACTERS && MEMBERS[bytes[to] as number] === 1) to += 1;
  while (from > 0 && to - from < MIN_CHARACTERS && MEMBERS[bytes[from - 1] as number] === 1) from -= 1;
  return to - from < MIN_CHARACTERS;
}

type Escape = Readonly<Record<string, string | undefined>>;

function codeOf({ x, u, braced, octal, percent, decimal, hex }: Escape): number {
  if (decimal !== undefined) return Number(decimal);
  if (octal !== undefined) return Number.parseInt(octal, 8);
  const digits = x ?? u ?? braced ?? percent ?? hex;
  return digits === undefined ? 0x5f : Number.parseInt(digits, 16);
}

function layerOf({ percent, decimal, hex, named, u, braced }: Escape): string {
  if (percent !== undefined) return 'percent';
  if ((decimal ?? hex ?? named) !== undefined) return 'html';
  return (u ?? braced) !== undefined ? 'json' : 'escape';
}

/** Takes escapes out of a text that was read as Latin-1; those above U+00FF stay as they are. */
function unescaped(text: string): string {
  return text.replace(ESCAPE, (...found) => {
    const code = codeOf(found.at(-1) as Escape);
    return code < 0x100 ? String.fromCharCode(code) : (found[0] as string);
  });
}

/** In steps, because one match of a megabyte would need as much of a stack. */
function endOfUnits(text: string, from: number): number {
  let end = from;
  for (UNITS.lastIndex = from; end - from < PART_CHARACTERS && UNITS.test(text); UNITS.lastIndex = end) end = UNITS.lastIndex;
  return end;
}

export interface EscapedText {
  /** `percent`, `html`, `json` (`\u`), or `escape` (`\x` and octal), by the escape that it was found by. */
  readonly layer: string;
  readonly start: number;
  readonly end: number;
  readonly decoded: Buffer;
  /** Where the next one is looked for: its end, or before that when it goes on. */
  readonly next: number;
}

/** The text around an escape in which a token could hide, decoded; `undefined` when it is too short for one. */
export function escapedTextAt(text: string, at: number): EscapedText | undefined {
  const end = endOfUnits(text, at);
  let start = at;
  while (start > 0 && at - start < LEFT_CHARACTERS && PLAIN.test(text[start - 1] as string)) start -= 1;
  if (end - start < MIN_CHARACTERS) return undefined;
  if (end - start < LEFT_CHARACTERS && unescaped(text.slice(start, end)).length < MIN_CHARACTERS) return undefined; // a long one is decoded once
  const decoded = Buffer.from(unescaped(text.slice(Math.max(0, start - MARGIN), end + MARGIN)), 'latin1');
  ESCAPE.lastIndex = at;
  const next = end - at < PART_CHARACTERS ? end : end - OVERLAP_CHARACTERS;
  return { layer: layerOf(ESCAPE.exec(text)?.groups ?? {}), start, end, decoded, next };
}
