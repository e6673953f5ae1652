/** Names that are kept: some 12 MB. */
const MAX_NAMES = 100_000;

/**
 * Members of archives that were read and held nothing, by the SHA-256 of their packed bytes.
 *
 * A history holds the same archive many times over with one member changed: four members of five are known in that of `huggingface/datasets`.
 * The same bytes unpack to the same content, so that it need not be looked at twice; what a member held that was not clean is said each time.
 */
export class CleanMembers {
  readonly #bytes = new Map<string, number>();

  /** How long it is unpacked; `undefined` when it is not known. */
  byteCount(name: string): number | undefined {
    return this.#bytes.get(name);
  }

  add(name: string, byteCount: number): void {
    if (this.#bytes.size < MAX_NAMES) this.#bytes.set(name, byteCount);
  }
}
