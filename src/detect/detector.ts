import { isBinaryFormat } from '#detect/binary-format.ts';
import { ContentWindow } from '#detect/content-window.ts';
import type { PlainDetector, WindowObserver } from '#detect/contract.ts';
import { createKernel, type Kernel } from '#detect/kernel/kernel.ts';
import type { Unread } from '#detect/layers/container.ts';
import { createMask, RIGHT_CONTEXT_BYTES } from '#detect/line-text.ts';
import { type Marks, OWN_MARKS } from '#detect/marks.ts';
import type { Match, Spot } from '#detect/match.ts';
import { MatchDescription, spotOf } from '#detect/match-description.ts';
import { settle } from '#detect/overlaps.ts';
import { PatternMatcher, type SecretHit } from '#detect/pattern-matcher.ts';
import { LEFT_CONTEXT_BYTES } from '#detect/place.ts';
import { type Binding, bindingsOf, probesOf } from '#detect/probes.ts';
import type { Rule } from '#detect/rule.ts';

export type { Detector, PlainDetector } from '#detect/contract.ts';

export interface DetectorOptions {
  /** Bytes of content in memory at a time; default 1 MiB. Larger contents are read in pieces of it. */
  readonly capacity?: number;
  /** Marks that allow a match; `auth-guard:allow` alone by default. */
  readonly marks?: Marks;
  /** Contents may be of binary formats, where the next field begins right behind a token; default true. */
  readonly binary?: boolean;
}

const NONE: readonly Match[] = Object.freeze([]);

/** A content goes through the kernel's memory; the kernel names candidates, patterns make hits of them, hits that share bytes are settled, and what is left is described. */
class StreamDetector implements PlainDetector {
  readonly unread: readonly Unread[] = [];
  readonly scope = 'plain';
  readonly rules: readonly Rule[];
  readonly mask: (text: string) => string;
  readonly kernel: Kernel;
  readonly #window: ContentWindow;
  readonly #bindings: readonly Binding[];
  readonly #matcher: PatternMatcher;
  readonly #description: MatchDescription;
  readonly #mayBeBinary: boolean;
  /** Matches of a user's rule may come out of order. */
  readonly #isUnordered: boolean;
  /** Bytes before its literal at which a hit may start. */
  readonly #lead: number;
  /** Bytes that must lie behind a candidate before it is judged. */
  readonly #lookahead: number;
  /** Candidates before this content offset were judged. */
  #judgedTo = 0;
  /** Hits that ones still to come may share bytes with. */
  #hits: SecretHit[] = [];
  #matches: Match[] = [];
  readonly #describing = (hit: SecretHit): void => void this.#matches.push(this.#description.of(hit, this.#matcher.isBinary));
  #take = this.#describing;
  #observer: WindowObserver | undefined;

  constructor(rules: readonly Rule[], { capacity, marks = OWN_MARKS, binary = true }: DetectorOptions) {
    this.rules = rules;
    this.mask = createMask(rules);
    this.kernel = createKernel(probesOf(rules), capacity === undefined ? {} : { capacity });
    this.#window = new ContentWindow(this.kernel);
    this.#bindings = bindingsOf(rules);
    this.#matcher = new PatternMatcher(this.#window);
    this.#description = new MatchDescription(this.#window, { marks, mask: this.mask });
    this.#mayBeBinary = binary;
    this.#isUnordered = rules.some((rule) => rule.search !== undefined);
    this.#lead = 2 * Math.max(0, ...rules.map((rule) => rule.search?.reach ?? rule.lead ?? 0));
    this.#lookahead = RIGHT_CONTEXT_BYTES + 2 * Math.max(0, ...rules.map((rule) => rule.maxLength)) + 2;
  }

  observe(observer: WindowObserver): void {
    this.kernel.mark();
    this.#observer = observer;
  }

  scan(bytes: Uint8Array): readonly Match[] {
    this.feed(bytes);
    return this.finish();
  }

  spots(bytes: Uint8Array): readonly Spot[] {
    const spots: Spot[] = [];
    this.#take = (hit) => void spots.push(spotOf(hit));
    this.scan(bytes);
    this.#take = this.#describing;
    return spots;
  }

  feed(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      const room = this.room();
      const part = piece.subarray(at, at + room.length);
      room.set(part);
      this.advance(part.length);
      at += part.length;
    }
  }

  room(): Uint8Array {
    if (this.#window.isFull) this.#drain();
    return this.#window.room;
  }

  advance(byteCount: number): void {
    this.#window.filled += byteCount;
  }

  finish(): readonly Match[] {
    const { filled } = this.#window;
    if (filled > 0) {
      this.#judgeUpTo(filled);
      this.#observer?.look(filled, true);
    }
    this.#window.reset();
    this.#judgedTo = 0;
    const matches = this.#matches;
    if (matches.length === 0) return NONE; // not the array that the next content's matches go to
    this.#matches = [];
    return this.#isUnordered ? matches.sort((a, b) => a.offset - b.offset) : matches;
  }

  /** Judges what is complete in memory, then keeps the context that the rest needs and frees the room before it. */
  #drain(): void {
    const { filled } = this.#window;
    const complete = filled - this.#lookahead;
    this.#judgeUpTo(complete);
    this.#observer?.look(filled, false);
    const dropped = Math.min(complete - LEFT_CONTEXT_BYTES, filled - (this.#observer?.keptBytes ?? 0));
    this.#observer?.drop(dropped);
    this.#window.drop(dropped);
  }

  #judgeUpTo(end: number): void {
    const { base, filled } = this.#window;
    if (this.#judgedTo === 0) this.#matcher.isBinary = this.#mayBeBinary && isBinaryFormat(this.#window, this.kernel);
    const count = this.kernel.search(filled, this.#matcher.isBinary);
    for (let index = 0; index < count; index += 1) {
      const at = this.kernel.offset(index);
      if (at >= end || base + at < this.#judgedTo) continue;
      const binding = this.#bindings[this.kernel.probe(index)] as Binding;
      const hit = this.#matcher.match(binding, at, this.kernel.wide(index));
      if (hit !== undefined) this.#hits.push(hit);
    }
    this.#judgedTo = base + end;
    if (this.#hits.length > 0) this.#settleUpTo(end === filled ? Number.POSITIVE_INFINITY : this.#judgedTo - this.#lead);
  }

  #settleUpTo(limit: number): void {
    const { settled, open } = settle(this.#hits, limit);
    this.#hits = open;
    for (const hit of settled) if (hit.isPublic !== true) this.#take(hit);
  }
}

/** Builds the engine for a set of rules: one kernel for all their literals, then each rule's pattern on the text around a candidate. */
export function createDetector(rules: readonly Rule[], options: DetectorOptions = {}): PlainDetector {
  return new StreamDetector(rules, options);
}

/** Builds the engine for one that wants to know no more than where secrets are: a function of bytes that are at hand, which gives their spots. Of texts alone. */
export function createSpotter(rules: readonly Rule[], options: Pick<DetectorOptions, 'capacity'> = {}): (bytes: Uint8Array) => readonly Spot[] {
  const detector = new StreamDetector(rules, { ...options, binary: false });
  return (bytes) => detector.spots(bytes);
}
