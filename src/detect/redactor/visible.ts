const ESCAPE = 0x1b;
const BELL = 0x07;

/** What follows ESC where a text with an end mark begins: title, link, device control, message. */
const TEXT_KINDS: readonly number[] = [...']P_^X'].map((character) => character.charCodeAt(0));

/** What a terminal would show of some bytes: escape sequences (colours, cursor, titles, links) taken out. */
export interface Visible {
  readonly bytes: Buffer;
  /** Where a visible byte stands among the raw ones. */
  rawOffset(offset: number): number;
  /** How many visible bytes stand before a raw offset. */
  visibleOffset(raw: number): number;
  /** The escape sequences that stand between the visible bytes of `[from, to)`. */
  escapesWithin(from: number, to: number): readonly Buffer[];
}

/** End of a control sequence: parameters and intermediates, then one final byte. What else turns up ends it and stays visible. */
function endOfControl(raw: Buffer, from: number): number {
  let at = from;
  while (at < raw.length && (raw[at] as number) >= 0x20 && (raw[at] as number) <= 0x3f) at += 1;
  const final = raw[at];
  return final !== undefined && final >= 0x40 && final <= 0x7e ? at + 1 : at;
}

/** End of a text sequence (title, link): a bell or `ESC \`. */
function endOfText(raw: Buffer, from: number): number {
  for (let at = from; at < raw.length; at += 1) {
    if (raw[at] === BELL) return at + 1;
    if (raw[at] === ESCAPE) return raw[at + 1] === 0x5c ? at + 2 : at;
  }
  return raw.length;
}

function endOfEscape(raw: Buffer, start: number): number {
  const kind = raw[start + 1];
  if (kind === 0x5b) return endOfControl(raw, start + 2);
  if (kind !== undefined && TEXT_KINDS.includes(kind)) return endOfText(raw, start + 2);
  let at = start + 1;
  while (at < raw.length && (raw[at] as number) >= 0x20 && (raw[at] as number) <= 0x2f) at += 1;
  return at < raw.length && (raw[at] as number) >= 0x30 && (raw[at] as number) <= 0x7e ? at + 1 : at;
}

/** Numbers that are kept of each sequence: visible bytes before it, its start, its end. */
const FIELDS = 3;

/** The sequences that were taken out of some bytes. */
class Gaps implements Visible {
  readonly bytes: Buffer;
  readonly #raw: Buffer;
  readonly #fields: Int32Array;
  readonly #count: number;

  constructor(raw: Buffer, bytes: Buffer, fields: Int32Array, count: number) {
    this.#raw = raw;
    this.bytes = bytes;
    this.#fields = fields;
    this.#count = count;
  }

  rawOffset(offset: number): number {
    const last = this.#countUpTo(0, offset) - 1;
    return last < 0 ? offset : offset - this.#field(last, 0) + this.#field(last, 2);
  }

  visibleOffset(raw: number): number {
    const last = this.#countUpTo(1, raw) - 1;
    return last < 0 ? raw : this.#field(last, 0) + Math.max(0, raw - this.#field(last, 2));
  }

  escapesWithin(from: number, to: number): readonly Buffer[] {
    const first = this.#countUpTo(0, from);
    const length = Math.max(0, this.#countUpTo(0, to - 1) - first);
    return Array.from({ length }, (_, index) => this.#raw.subarray(this.#field(first + index, 1), this.#field(first + index, 2)));
  }

  #field(index: number, field: number): number {
    return this.#fields[index * FIELDS + field] as number;
  }

  /** How many sequences have at most `limit` in a field, which grows from one to the next. */
  #countUpTo(field: number, limit: number): number {
    let low = 0;
    for (let high = this.#count; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#field(middle, field) <= limit) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Takes escape sequences out, again and again in the same memory: what it gave before is overwritten.
 *
 * Works byte by byte: where colours are dense, calls for each stretch between two of them cost ten times as much.
 *
 * @see https://ecma-international.org/publications-and-standards/standards/ecma-48/
 */
export class VisibleReader {
  #bytes = Buffer.alloc(0);
  #fields = new Int32Array(0);

  /** `undefined` where there is no escape sequence. One that the end cuts short is taken out as well. */
  read(raw: Buffer): Visible | undefined {
    const { length } = raw;
    const first = raw.indexOf(ESCAPE);
    if (first === -1) return undefined;
    this.#grow(length);
    const bytes = this.#bytes;
    const fields = this.#fields;
    let filled = raw.copy(bytes, 0, 0, first);
    let count = 0;
    for (let at = first; at < length; ) {
      const byte = raw[at] as number;
      if (byte === ESCAPE) {
        const end = endOfEscape(raw, at);
        fields[count] = filled;
        fields[count + 1] = at;
        fields[count + 2] = end;
        count += FIELDS;
        at = end;
      } else {
        bytes[filled] = byte;
        filled += 1;
        at += 1;
      }
    }
    return new Gaps(raw, bytes.subarray(0, filled), fields, count / FIELDS);
  }

  #grow(length: number): void {
    if (this.#bytes.length >= length) return;
    this.#bytes = Buffer.allocUnsafe(2 * length);
    this.#fields = new Int32Array(2 * length * FIELDS);
  }
}
