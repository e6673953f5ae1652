import type { Kernel } from '#detect/kernel/contract.ts';
import { BASE64_ARCHIVE_HINT, ESCAPE_HINT, HEX_ARCHIVE_HINT, HEX_HINT, type RunFinder } from '#detect/kernel/encodings-contract.ts';
import { type Decoded, decodeBase64, decodeHex, decodeLines, type EncodedRun, encodedRunAt, linesFrom } from '#detect/layers/encoded-run.ts';
import { escapedTextAt, isShortAt } from '#detect/layers/escapes.ts';
import { LayerMatches, type LayerPlace } from '#detect/layers/layer-matches.ts';
import type { Nested, NestedContent } from '#detect/layers/nested.ts';
import type { Marks } from '#detect/marks.ts';
import type { Match } from '#detect/match.ts';
import { saysMore } from '#detect/overlaps.ts';

/** What begins before a window's last bytes is looked at with so many bytes behind it; the rest with the next window. */
const OVERLAP_BYTES = 64 * 1024;

/** Bytes before a window's new part that are kept, for what stands on the same line. */
const LEFT_BYTES = 16 * 1024;

/** What is kept of a window for the next one. */
export const KEPT_BYTES = OVERLAP_BYTES + LEFT_BYTES;

/** A line end that is cut off is shorter. */
const MAX_GAP_BYTES = 512;

/** A run of lines may look like an archive at the start of each: none may cost little. */
const ARCHIVE_BYTES_A_STEP = 256;

/** Whether a match in a decoded text was encoded in a line, wholly or in part. */
function spans({ originOf }: Decoded, { offset, secret }: Match, line: number): boolean {
  return originOf(offset) <= line && line <= originOf(offset + secret.length - 1);
}

/** An archive in base64 that goes on behind the window. */
interface OpenArchive {
  readonly nested: NestedContent;
  readonly encoding: 'base64' | 'hex';
  /** Where it starts in the window; the place is worked out when it is needed, or the window leaves it. */
  readonly at: number;
  place: LayerPlace | undefined;
  /** Offset in the window of the first digit that was not decoded. */
  next: number;
  /** Digits that do not fill a group yet. */
  rest: string;
}

/**
 * Looks for texts that hide in a text, window by window, where the kernel searched it. The windows depend on the content alone, never on the pieces
 * it comes in.
 *
 * What is found goes to `nested`, which scans it like a content of its own.
 */
export class TextLayers {
  readonly #kernel: Kernel;
  readonly #input: Buffer;
  readonly #nested: Nested;
  readonly #marks: Marks;
  #filled = 0;
  /** Offset in the window of what no earlier window has looked at. */
  #from = 0;
  #found: LayerMatches;
  #text: string | undefined;
  /** The runs of this window that were decoded, and where their digits were decoded from, modulo 4. */
  #run: EncodedRun | undefined;
  #phases = new Set<number>();
  #isSplit = false;
  #escapesTo = 0;
  #archive: OpenArchive | undefined;

  /** @param kernel The one that searches the windows. */
  constructor(nested: Nested, { kernel, marks }: { readonly kernel: Kernel; readonly marks: Marks }) {
    this.#nested = nested;
    this.#marks = marks;
    this.#kernel = kernel;
    const { input } = kernel;
    this.#input = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
    this.#found = new LayerMatches(kernel, marks);
  }

  finish(): LayerMatches {
    this.#closeArchive();
    const found = this.#found;
    this.#filled = 0;
    this.#from = 0;
    if (found.isUsed) this.#found = new LayerMatches(this.#kernel, this.#marks);
    return found;
  }

  /** The window loses its first bytes. */
  drop(byteCount: number): void {
    if (this.#archive !== undefined) this.#archive.place ??= this.#found.placeOf(this.#archive.at);
    this.#found.drop(byteCount);
    this.#from -= byteCount;
    if (this.#archive !== undefined) this.#archive.next -= byteCount;
  }

  /** Looks at what begins in a window that is not the last one before its end; a run that is longer is taken from where it begins in it. */
  look(byteCount: number, isLast: boolean): void {
    const limit = isLast ? byteCount : byteCount - OVERLAP_BYTES;
    this.#filled = byteCount;
    this.#found.windowBytes = byteCount;
    this.#text = undefined;
    this.#run = undefined;
    this.#escapesTo = 0;
    this.#continueArchive(limit);
    if (this.#kernel.mayHide()) this.#follow(this.#kernel.finder(), limit);
    this.#from = limit;
  }

  #follow(finder: RunFinder, limit: number): void {
    const count = finder.find(this.#filled);
    for (let index = 0; index < count && !this.#nested.isSpent; index += 1) {
      const at = finder.offset(index);
      const hint = finder.hint(index);
      if (at >= limit || (at < this.#from && !(at === 0 && hint < ESCAPE_HINT))) continue;
      if (hint === ESCAPE_HINT) this.#unescape(at);
      else this.#decode(at, hint, limit);
    }
  }

  get #windowText(): string {
    this.#text ??= this.#input.toString('latin1', 0, this.#filled);
    return this.#text;
  }

  #unescape(at: number): void {
    if (at < this.#escapesTo || isShortAt(this.#input, at, this.#filled)) return;
    const found = escapedTextAt(this.#windowText, at);
    if (found === undefined) return;
    this.#escapesTo = found.next;
    this.#found.add(found, this.#nested.scan(found.layer, found.decoded), () => found.start);
  }

  #decode(at: number, hint: number, limit: number): void {
    if (this.#archive !== undefined && at < this.#archive.next) return;
    if (hint === BASE64_ARCHIVE_HINT || hint === HEX_ARCHIVE_HINT) this.#decodeArchive(at, hint === HEX_ARCHIVE_HINT ? 'hex' : 'base64', limit);
    else if (hint >= HEX_HINT) this.#decodeHex(at);
    else this.#decodeBase64(at, hint);
  }

  /** All of a run's digits are decoded, both ways, when the first of its lines is met. */
  #decodeHex(at: number): void {
    const run = this.#runAt(at);
    if (this.#phases.has(HEX_HINT)) return;
    this.#phases.add(HEX_HINT);
    const { bytes, originOf } = decodeHex(run, at);
    this.#found.add(run, this.#nested.scan('hex', bytes), originOf);
  }

  #decodeBase64(at: number, phase: number): void {
    const run = this.#runAt(at);
    const skip = (this.#digitsBefore(run, at) + phase) % 4;
    if (this.#phases.has(skip)) return;
    this.#phases.add(skip);
    const joined = decodeBase64(run, skip);
    const whole = this.#nested.scan('base64', joined.bytes);
    this.#found.add(run, whole, joined.originOf);
    if (run.lines.length === 1 || this.#isSplit) return;
    this.#isSplit = true;
    const split = decodeLines(run);
    const { matches, unread } = this.#nested.scan('base64', split.bytes);
    const isCut = (match: Match): boolean =>
      whole.matches.some((one) => one.rule === match.rule || (saysMore(one, match) && spans(joined, one, split.originOf(match.offset))));
    this.#found.add(run, { matches: matches.filter((match) => !isCut(match)), unread: whole.unread.length > 0 ? [] : unread }, split.originOf);
  }

  /** Digits of a run before a place in it; the `n` of a written line end looks like the first digit of the line behind it. */
  #digitsBefore(run: EncodedRun, at: number): number {
    const isLineEnd = this.#input[at] === 0x6e && this.#input[at - 1] === 0x5c;
    return run.digitsBefore.get(at) ?? (isLineEnd ? (run.digitsBefore.get(at + 1) ?? 1) + 3 : 0);
  }

  /** The run that holds a line: the last one, or a new one. */
  #runAt(at: number): EncodedRun {
    const holds = this.#run?.digitsBefore.has(at) === true || (this.#input[at - 1] === 0x5c && this.#run?.digitsBefore.has(at + 1) === true);
    if (!holds) {
      this.#run = encodedRunAt(this.#windowText, at);
      this.#phases.clear();
      this.#isSplit = false;
    }
    return this.#run as EncodedRun;
  }

  #decodeArchive(at: number, encoding: 'base64' | 'hex', limit: number): void {
    const nested = this.#nested.open(() => encoding, ARCHIVE_BYTES_A_STEP);
    this.#closeArchive();
    this.#archive = { nested, encoding, at, place: undefined, next: at, rest: '' };
    this.#continueArchive(limit);
  }

  /** Decodes what the window holds of an archive, and ends it where its digits end. */
  #continueArchive(limit: number): void {
    const archive = this.#archive;
    if (archive === undefined) return;
    const lines = linesFrom(this.#windowText, archive.next);
    const text = archive.rest + lines.map(({ digits }) => digits).join('');
    const whole = text.length - (text.length % 4);
    archive.nested.feed(Buffer.from(text.slice(0, whole), archive.encoding));
    archive.rest = text.slice(whole);
    const last = lines.at(-1);
    if (last !== undefined) archive.next = last.start + last.digits.length;
    if (limit === this.#filled || archive.next < this.#filled - MAX_GAP_BYTES) this.#closeArchive();
  }

  #closeArchive(): void {
    const archive = this.#archive;
    if (archive === undefined) return;
    this.#archive = undefined;
    archive.nested.feed(Buffer.from(archive.rest, archive.encoding));
    this.#found.addFrom(() => archive.place ?? this.#found.placeOf(archive.at), archive.nested.finish());
  }
}
