import { BASE64_ARCHIVE_HINT, ESCAPE_HINT, HEX_ARCHIVE_HINT, HEX_HINT, type RunFinder } from '#detect/kernel/encodings-contract.ts';
import type { Kernel } from '#detect/kernel/kernel.ts';
import { EncodedArchive } from '#detect/layers/encoded-archive.ts';
import { escapedTextAt, isShortAt } from '#detect/layers/escapes.ts';
import { LayerMatches } from '#detect/layers/layer-matches.ts';
import type { Nested } from '#detect/layers/nested.ts';
import { RunLayers } from '#detect/layers/run-layers.ts';
import { TextWindow } from '#detect/layers/text-window.ts';
import type { Marks } from '#detect/marks.ts';

/** What begins before a window's last bytes is looked at with so many bytes behind it; the rest with the next window. */
const OVERLAP_BYTES = 64 * 1024;

/** Bytes before a window's new part that are kept, for what stands on the same line. */
const LEFT_BYTES = 16 * 1024;

/** What is kept of a window for the next one. */
export const KEPT_BYTES = OVERLAP_BYTES + LEFT_BYTES;

/**
 * Looks for texts that hide in a text, window by window, where the kernel searched it. The windows depend on the content alone, never on the pieces
 * it comes in.
 *
 * What is found goes to `nested`, which scans it like a content of its own.
 */
export class TextLayers {
  readonly #kernel: Kernel;
  readonly #window: TextWindow;
  readonly #nested: Nested;
  readonly #marks: Marks;
  readonly #runs: RunLayers;
  /** Offset in the window of what no earlier window has looked at. */
  #from = 0;
  #escapesTo = 0;
  /** One that goes on behind what was decoded of it. */
  #archive: EncodedArchive | undefined;
  #found: LayerMatches;

  /** @param kernel The one that searches the windows. */
  constructor(nested: Nested, { kernel, marks }: { readonly kernel: Kernel; readonly marks: Marks }) {
    this.#nested = nested;
    this.#marks = marks;
    this.#kernel = kernel;
    this.#window = new TextWindow(kernel);
    this.#runs = new RunLayers(this.#window, nested);
    this.#found = new LayerMatches(kernel, marks);
  }

  finish(): LayerMatches {
    this.#closeArchive();
    const found = this.#found;
    this.#from = 0;
    if (found.isUsed) this.#found = new LayerMatches(this.#kernel, this.#marks);
    return found;
  }

  /** The window loses its first bytes. */
  drop(byteCount: number): void {
    this.#archive?.drop(byteCount, this.#found);
    this.#found.drop(byteCount);
    this.#from -= byteCount;
  }

  /** Looks at what begins in a window that is not the last one before its end; a run that is longer is taken from where it begins in it. */
  look(byteCount: number, isLast: boolean): void {
    const limit = isLast ? byteCount : byteCount - OVERLAP_BYTES;
    this.#window.fill(byteCount);
    this.#runs.reset();
    this.#found.windowBytes = byteCount;
    this.#escapesTo = 0;
    this.#continueArchive(isLast);
    if (this.#kernel.mayHide()) this.#follow(this.#kernel.finder(), limit, isLast);
    this.#from = limit;
  }

  #follow(finder: RunFinder, limit: number, isLast: boolean): void {
    const count = finder.find(this.#window.filled);
    for (let index = 0; index < count && !this.#nested.isSpent; index += 1) {
      const at = finder.offset(index);
      const hint = finder.hint(index);
      if (at >= limit || (at < this.#from && !(at === 0 && hint < ESCAPE_HINT))) continue;
      if (hint === ESCAPE_HINT) this.#unescape(at);
      else if (this.#archive?.holds(at) !== true) this.#decode(at, hint, isLast);
    }
  }

  #unescape(at: number): void {
    if (at < this.#escapesTo || isShortAt(this.#window.bytes, at, this.#window.filled)) return;
    const text = escapedTextAt(this.#window.latin1, at);
    if (text === undefined) return;
    this.#escapesTo = text.next;
    this.#found.add(text, this.#nested.scan(text.layer, text.decoded), () => text.start);
  }

  #decode(at: number, hint: number, isLast: boolean): void {
    if (hint === BASE64_ARCHIVE_HINT || hint === HEX_ARCHIVE_HINT) this.#openArchive(at, hint === HEX_ARCHIVE_HINT ? 'hex' : 'base64', isLast);
    else if (hint >= HEX_HINT) this.#runs.decodeHex(at, this.#found);
    else this.#runs.decodeBase64(at, hint, this.#found);
  }

  #openArchive(at: number, encoding: 'base64' | 'hex', isLast: boolean): void {
    const archive = new EncodedArchive(this.#window, { at, encoding, nested: this.#nested });
    this.#closeArchive();
    this.#archive = archive;
    this.#continueArchive(isLast);
  }

  /** Decodes what the window holds of an archive, and ends it where its digits end. */
  #continueArchive(isLast: boolean): void {
    if (this.#archive === undefined) return;
    const isOver = this.#archive.decode();
    if (isOver || isLast) this.#closeArchive();
  }

  #closeArchive(): void {
    const archive = this.#archive;
    this.#archive = undefined;
    archive?.close(this.#found);
  }
}
