import type { ContentWindow } from '#detect/content-window.ts';
import { excerptOf, RIGHT_CONTEXT_BYTES } from '#detect/line-text.ts';
import { type Marks, markOn, mayBeMarked } from '#detect/marks.ts';
import type { InlineAllow, Match, Spot } from '#detect/match.ts';
import type { SecretHit } from '#detect/pattern-matcher.ts';
import { LEFT_CONTEXT_BYTES, LINE_FEED } from '#detect/place.ts';
import type { Rule } from '#detect/rule.ts';

/** Bytes of a line around a match that an excerpt is made of, on each side. */
const EXCERPT_BYTES = 1024;

const NO_BYTES = Buffer.alloc(0);

/** A hit and its line, as it lies in memory. */
interface HitLine {
  readonly at: number;
  /** Where the line starts; `undefined` when that is too far to the left. */
  readonly start: number | undefined;
  /** What stands behind the hit on its line. */
  readonly rest: Buffer;
  readonly wide: boolean;
}

/** A hit without its line. */
export function spotOf({ rule, secret, from, wide }: SecretHit): Spot {
  return { rule, secret, offset: from, layers: wide ? ['utf-16'] : [] };
}

/** Says of hits what a report needs: their place, their line with every token masked, the mark beside them. */
export class MatchDescription {
  readonly #window: ContentWindow;
  readonly #marks: Marks;
  readonly #mask: (text: string) => string;

  constructor(window: ContentWindow, { marks, mask }: { readonly marks: Marks; readonly mask: (text: string) => string }) {
    this.#window = window;
    this.#marks = marks;
    this.#mask = mask;
  }

  /** @param isBinary The content is of a binary format: nothing of what stands around the hit is shown. */
  of(hit: SecretHit, isBinary: boolean): Match {
    const { rule, secret } = hit;
    const line = this.#lineOf(hit);
    return {
      ...spotOf(hit),
      ...this.#window.position.placeOf(line.at, line),
      excerpt: isBinary ? secret.redacted : this.#excerptOf(line, secret.redacted),
      allow: this.#allowOn(rule, line),
    };
  }

  #lineOf({ from, to, wide }: SecretHit): HitLine {
    const { base, filled, memory, position } = this.#window;
    const end = to - base;
    const right = memory.subarray(end, Math.min(filled, end + RIGHT_CONTEXT_BYTES));
    const feed = right.indexOf(LINE_FEED);
    return { at: from - base, start: position.startOfLine(from - base), rest: feed === -1 ? right : right.subarray(0, feed), wide };
  }

  #excerptOf({ at, start, rest, wide }: HitLine, redacted: string): string {
    const nearLeft = Math.max(start ?? 0, at - EXCERPT_BYTES, 0);
    const left = this.#window.memory.subarray(nearLeft, at);
    return excerptOf({ left, right: rest.subarray(0, EXCERPT_BYTES), leftIsCut: nearLeft !== start, wide }, redacted, this.#mask);
  }

  #allowOn(rule: Rule, { at, start, rest, wide }: HitLine): InlineAllow | undefined {
    const { memory } = this.#window;
    const before = memory.subarray(start ?? Math.max(0, at - LEFT_CONTEXT_BYTES), at);
    const text = (part: Buffer): string =>
      wide ? Buffer.from(part.filter((byte) => byte !== 0)).toString('utf8') : mayBeMarked(part) ? part.toString('utf8') : '';
    return markOn({ before: text(before), after: text(rest), lineBefore: text(this.#lineBefore(start)) }, rule, this.#marks);
  }

  #lineBefore(start: number | undefined): Buffer {
    if (start === undefined || start === 0) return NO_BYTES;
    const { memory } = this.#window;
    const feed = start < 2 ? -1 : memory.lastIndexOf(LINE_FEED, start - 2);
    return memory.subarray(Math.max(feed + 1, start - EXCERPT_BYTES), start);
  }
}
