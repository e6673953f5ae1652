const DIGITS = new Uint8Array(128);
for (let digit = 0; digit < 16; digit += 1) DIGITS[digit.toString(16).charCodeAt(0)] = digit;

/**
 * A set of object ids as git prints them: in memory about 50 bytes each for SHA-1, where a Set of strings takes three times as much.
 *
 * Object ids are hashes already, so that their first digits are the hash of this table (open addressing, at most half full).
 */
export class OidSet {
  readonly #width: number;
  #ids: Buffer;
  #table: Uint32Array;
  #size = 0;

  /** @param width Hex digits of an id: 40 or 64. */
  constructor(width: number, expected = 1024) {
    this.#width = width;
    this.#ids = Buffer.allocUnsafe(Math.max(1, expected) * width);
    this.#table = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(16, expected * 2))));
  }

  get size(): number {
    return this.#size;
  }

  /** Whether the id at an offset of a buffer is in the set. */
  has(bytes: Buffer, at = 0): boolean {
    return this.#table[this.#slot(bytes, at)] !== 0;
  }

  add(bytes: Buffer, at = 0): void {
    const slot = this.#slot(bytes, at);
    if (this.#table[slot] !== 0) return;
    if ((this.#size + 1) * this.#width > this.#ids.length) {
      const larger = Buffer.allocUnsafe(this.#ids.length * 2);
      this.#ids.copy(larger);
      this.#ids = larger;
    }
    bytes.copy(this.#ids, this.#size * this.#width, at, at + this.#width);
    this.#size += 1;
    this.#table[slot] = this.#size;
    if (this.#size * 2 > this.#table.length) this.#grow();
  }

  #slot(bytes: Buffer, at: number): number {
    let hash = 0;
    for (let index = 0; index < 8; index += 1) hash = (hash << 4) | (DIGITS[bytes[at + index] as number] as number);
    const mask = this.#table.length - 1;
    for (let slot = (hash >>> 0) & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#table[slot] as number;
      if (entry === 0) return slot;
      const start = (entry - 1) * this.#width;
      if (this.#ids.compare(bytes, at, at + this.#width, start, start + this.#width) === 0) return slot;
    }
  }

  #grow(): void {
    const ids = this.#ids;
    this.#table = new Uint32Array(this.#table.length * 2);
    for (let entry = 1; entry <= this.#size; entry += 1) this.#table[this.#slot(ids, (entry - 1) * this.#width)] = entry;
  }
}
