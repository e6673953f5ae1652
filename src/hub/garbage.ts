import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'minor' | 'major' }) => void;

/** Bytes of a file that are read between two collections. */
const BETWEEN_BYTES = 1024 * 1024;

/** Collects what the client library leaves behind while it cuts and packs blocks: some 400 kB outside of V8's heap for each 64 kB, of which V8 lets 64 MB pile up. */
export class Garbage {
  readonly #collect = exposed();
  #readBytes = 0;

  /** Some of a file was read. */
  note(bytes: number): void {
    this.#readBytes += bytes;
    if (this.#readBytes < BETWEEN_BYTES) return;
    this.#readBytes = 0;
    this.#collect({ type: 'minor' });
  }

  /** Everything, which takes some 10 ms. */
  all(): void {
    this.#collect({ type: 'major' });
  }
}

/** V8's own function, which a new context has without a flag on the command line. @see https://nodejs.org/api/v8.html#v8setflagsfromstringflags */
function exposed(): Collect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}
