import { linesFrom } from '#detect/layers/encoded-run.ts';
import type { LayerMatches, LayerPlace } from '#detect/layers/layer-matches.ts';
import type { Nested, NestedContent } from '#detect/layers/nested.ts';
import type { TextWindow } from '#detect/layers/text-window.ts';

/** A line end that is cut off is shorter. */
const MAX_GAP_BYTES = 512;

/** A run of lines may look like an archive at the start of each: none may cost little. */
const BYTES_A_STEP = 256;

/** An archive in base64 or hex, which is decoded window by window. */
export class EncodedArchive {
  readonly #window: TextWindow;
  readonly #encoding: 'base64' | 'hex';
  readonly #nested: NestedContent;
  /** Where it starts in the window; the place is worked out when it is needed, or the window leaves it. */
  readonly #at: number;
  #place: LayerPlace | undefined;
  /** Offset in the window of the first digit that was not decoded. */
  #next: number;
  /** Digits that do not fill a group yet. */
  #rest = '';

  constructor(window: TextWindow, { at, encoding, nested }: { readonly at: number; readonly encoding: 'base64' | 'hex'; readonly nested: Nested }) {
    this.#window = window;
    this.#encoding = encoding;
    this.#nested = nested.open(() => encoding, BYTES_A_STEP);
    this.#at = at;
    this.#next = at;
  }

  /** Whether what stands at a place was decoded as a part of it. */
  holds(at: number): boolean {
    return at < this.#next;
  }

  /** Decodes what the window holds of it. @returns Whether its digits end in the window. */
  decode(): boolean {
    const lines = linesFrom(this.#window.latin1, this.#next);
    const text = this.#rest + lines.map(({ digits }) => digits).join('');
    const whole = text.length - (text.length % 4);
    this.#nested.feed(Buffer.from(text.slice(0, whole), this.#encoding));
    this.#rest = text.slice(whole);
    const last = lines.at(-1);
    if (last !== undefined) this.#next = last.start + last.digits.length;
    return this.#next < this.#window.filled - MAX_GAP_BYTES;
  }

  /** The window loses its first bytes, and `found` with it. */
  drop(byteCount: number, found: LayerMatches): void {
    this.#place ??= found.placeOf(this.#at);
    this.#next -= byteCount;
  }

  close(found: LayerMatches): void {
    this.#nested.feed(Buffer.from(this.#rest, this.#encoding));
    found.addFrom(() => this.#place ?? found.placeOf(this.#at), this.#nested.finish());
  }
}
