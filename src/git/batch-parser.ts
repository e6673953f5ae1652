/** Takes the objects of a stream in the order in which they were asked for. */
export interface ObjectSink {
  /** An object begins. `byteCount` bytes follow through `data`, in pieces. */
  begin(index: number, header: { readonly oid: string; readonly type: string; readonly byteCount: number }): void;
  data(piece: Buffer): void;
  end(): void;
  /** The object is not there, is damaged, or git died of it, maybe half-way: nothing more follows. */
  missing(index: number, object: { readonly oid: string; readonly detail: string }): void;
}

const LF = 0x0a;

/** Follows the bytes of `git cat-file --batch`: `<oid> <type> <size>\n<content>\n`, whatever the pieces they come in. */
export class BatchParser {
  readonly #sink: ObjectSink;
  #header = '';
  #index: number;
  /** Bytes of the current object's content that have not come yet; -1 between objects. */
  #remaining = -1;
  #atTerminator = false;

  /** @param firstIndex The number of the first answer. */
  constructor(sink: ObjectSink, firstIndex = 0) {
    this.#sink = sink;
    this.#index = firstIndex;
  }

  /** The number of the next answer: `firstIndex` and what was answered in full. */
  get answered(): number {
    return this.#index;
  }

  write(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#atTerminator) at = this.#endObject(at);
      else if (this.#remaining === -1) at = this.#readHeader(chunk, at);
      else at = this.#readContent(chunk, at);
    }
  }

  #endObject(at: number): number {
    this.#atTerminator = false;
    this.#remaining = -1;
    this.#sink.end();
    this.#index += 1;
    return at + 1;
  }

  #readHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(LF, at);
    this.#header += chunk.toString('latin1', at, end === -1 ? chunk.length : end);
    if (end === -1) return chunk.length;
    this.#open(this.#header);
    this.#header = '';
    return end + 1;
  }

  #open(header: string): void {
    const found = /^(?<oid>[0-9a-f]{40,64}) (?<type>\w+) (?<size>\d+)$/.exec(header);
    if (found?.groups === undefined) {
      this.#sink.missing(this.#index, { oid: header.replace(/ .*$/, ''), detail: header.replace(/^\S+ /, '') });
      this.#index += 1;
      return;
    }
    const { oid = '', type = '', size = '0' } = found.groups;
    this.#remaining = Number(size);
    this.#atTerminator = this.#remaining === 0;
    this.#sink.begin(this.#index, { oid, type, byteCount: this.#remaining });
  }

  #readContent(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#remaining);
    this.#sink.data(chunk.subarray(at, end));
    this.#remaining -= end - at;
    this.#atTerminator = this.#remaining === 0;
    return end;
  }
}
