import { ContentPosition } from '#detect/content-position.ts';
import type { Kernel } from '#detect/kernel/contract.ts';
import type { Unread } from '#detect/layers/container.ts';
import type { NestedResult } from '#detect/layers/nested.ts';
import { type Marks, markOn } from '#detect/marks.ts';
import type { Match } from '#detect/match.ts';
import { saysMore } from '#detect/overlaps.ts';
import { LINE_FEED, type Place } from '#detect/place.ts';

/** A match in a decoded text, and the bytes of the outer content that were decoded. */
interface LayerMatch {
  readonly match: Match;
  readonly start: number;
  readonly end: number;
}

/** Where an encoded text starts in the content, for the matches in it. */
export interface LayerPlace extends Place {
  readonly offset: number;
  /** The line that it starts on, as far as it is at hand. */
  readonly lineText: string;
}

const LINE_BYTES = 16 * 1024;

/** In an archive, where a byte of a match stood in the text around it is not known. */
function isPacked({ layers }: Match): boolean {
  return /^(?:gzip|zip|zstd|tar)\b/.test(layers[1] ?? '');
}

function keyOf({ rule, secret }: Match): string {
  return `${rule.id} ${secret.sha256}`;
}

/** Gathers what was found in the encoded texts of a content, and says where they stand in it. */
export class LayerMatches {
  readonly unread: Unread[] = [];
  /** Bytes in the window. */
  windowBytes = 0;
  readonly #input: Buffer;
  readonly #position: ContentPosition;
  readonly #marks: Marks;
  readonly #byKey = new Map<string, LayerMatch[]>();

  /** @param kernel The window is its input. */
  constructor(kernel: Kernel, marks: Marks) {
    this.#input = Buffer.from(kernel.input.buffer, kernel.input.byteOffset, kernel.input.byteLength);
    this.#position = new ContentPosition(kernel, this.#input);
    this.#marks = marks;
  }

  /** Whether it holds anything of a content. */
  get isUsed(): boolean {
    return this.#position.base > 0 || this.#byKey.size > 0 || this.unread.length > 0;
  }

  /** Tells that the window loses its first bytes. */
  drop(byteCount: number): void {
    this.#position.drop(byteCount);
  }

  /**
   * Adds what was found in an encoded text of the window.
   *
   * @param originOf Where in the window a byte of the decoded text was encoded.
   */
  add(range: { readonly start: number; readonly end: number }, found: NestedResult, originOf: (offset: number) => number): void {
    const { base } = this.#position;
    const bytes = { start: base + range.start, end: base + range.end };
    this.#addUnread(found);
    for (const match of found.matches) this.#addMatch(match, this.placeOf(originOf(isPacked(match) ? 0 : match.offset)), bytes);
  }

  /** Adds what was found in an archive that starts at a place, which the window may have left. */
  addFrom(placeOf: () => LayerPlace, found: NestedResult): void {
    this.#addUnread(found);
    if (found.matches.length === 0) return;
    const place = placeOf(); // on a long line it takes a while
    for (const match of found.matches) this.#addMatch(match, place, { start: place.offset, end: place.offset + 1 });
  }

  /** The plain matches that are more than the name of what an encoded text hides: `secret: <base64>` is the token in it, and that is said once. */
  plainBeside(plain: readonly Match[]): readonly Match[] {
    const layered = [...this.#byKey.values()].flat();
    if (layered.length === 0) return plain;
    const hides = (match: Match): boolean =>
      layered.some((one) => one.start < match.offset + match.secret.length && match.offset < one.end && saysMore(one.match, match));
    return plain.filter((match) => !hides(match));
  }

  /** The matches that none of the content's plain ones is: a token in an escaped text may be plain all the same. */
  besides(plain: readonly Match[]): readonly Match[] {
    const found = [...this.#byKey].flatMap(([key, layered]) => {
      const offsets = plain.filter((match) => keyOf(match) === key).map(({ offset }) => offset);
      return layered.filter(({ start, end }) => !offsets.some((offset) => offset >= start && offset < end));
    });
    return found.map(({ match }) => match);
  }

  placeOf(at: number): LayerPlace {
    const start = this.#position.startOfLine(at);
    const behind = this.#input.subarray(at, Math.min(at + LINE_BYTES, this.windowBytes));
    const next = behind.indexOf(LINE_FEED);
    const lineText = this.#input.toString('latin1', Math.max(start ?? 0, at - LINE_BYTES), at + (next === -1 ? behind.length : next));
    return { offset: this.#position.base + at, ...this.#position.placeOf(at, { start, wide: false }), lineText };
  }

  /** Windows overlap, and a text is decoded in more than one way: a secret counts once for the bytes that hide it. */
  #addMatch(match: Match, { offset, line, column, columnUnit, lineText }: LayerPlace, { start, end }: Pick<LayerMatch, 'start' | 'end'>): void {
    const key = keyOf(match);
    const known = this.#byKey.get(key) ?? [];
    this.#byKey.set(key, known);
    if (known.some((one) => one.start < end && start < one.end)) return;
    const allow = match.allow ?? markOn({ before: '', after: lineText, lineBefore: '' }, match.rule, this.#marks);
    known.push({ match: { ...match, offset, line, column, columnUnit, allow }, start, end });
  }

  /** Damaged archives in a text are no news: they may just look like one, and what they held was seen. */
  #addUnread({ unread }: NestedResult): void {
    for (const one of unread) {
      if (one.reason === 'damaged-archive' && one.layers.length < 3) continue;
      if (!this.unread.some(({ layers, reason }) => reason === one.reason && layers.join() === one.layers.join())) this.unread.push(one);
    }
  }
}
