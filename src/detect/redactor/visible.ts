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

/** Whether one of four bytes is ESC. @see https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord */
function holdsEscape(word: number): boolean {
  const zeroed = word ^ (ESCAPE * 0x01010101);
  return ((zeroed - 0x01010101) & ~zeroed & 0x80808080) !== 0;
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}

/**
 * Takes escape sequences out, again and again in the same memory: what it gave before is overwritten.
 *
 * Copies four bytes at a time: where colours are dense, a call for each stretch between two of them costs ten times as much.
 *
 * @see https://ecma-international.org/publications-and-standards/standards/ecma-48/
 */
export class VisibleReader {
  #bytes = Buffer.alloc(0);
  #view = viewOf(this.#bytes);
  #fields = new Int32Array(0);

  /** `undefined` where there is no escape sequence. One that the end cuts short is taken out as well. */
  read(raw: Buffer): Visible | undefined {
    const { length } = raw;
    const first = raw.indexOf(ESCAPE);
    if (first === -1) return undefined;
    this.#grow(length);
    const text = viewOf(raw);
    const fields = this.#fields;
    let filled = raw.copy(this.#bytes, 0, 0, first);
    let count = 0;
    for (let at = first; at < length; ) {
      const end = endOfEscape(raw, at);
      fields[count] = filled;
      fields[count + 1] = at;
      fields[count + 2] = end;
      count += FIELDS;
      const copied = this.#copy(text, end, filled);
      filled += copied;
      at = end + copied;
    }
    return new Gaps(raw, this.#bytes.subarray(0, filled), fields, count / FIELDS);
  }

  /** Copies from `at` on up to the next ESC, and gives how many bytes that were. */
  #copy(text: DataView, at: number, to: number): number {
    const view = this.#view;
    const left = text.byteLength - at;
    let copied = 0;
    for (; copied + 4 <= left; copied += 4) {
      const word = text.getInt32(at + copied, true);
      if (holdsEscape(word)) break;
      view.setInt32(to + copied, word, true);
    }
    for (; copied < left; copied += 1) {
      const byte = text.getUint8(at + copied);
      if (byte === ESCAPE) break;
      view.setUint8(to + copied, byte);
    }
    return copied;
  }

  #grow(length: number): void {
    if (this.#bytes.length >= length) return;
    this.#bytes = Buffer.allocUnsafe(2 * length);
    this.#view = viewOf(this.#bytes);
    this.#fields = new Int32Array(2 * length * FIELDS);
  }
}
