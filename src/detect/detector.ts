import { leftBoundaryHolds } from '#detect/boundary.ts';
import { checksumHolds } from '#detect/checksum.ts';
import { createKernel, type Kernel } from '#detect/kernel/kernel.ts';
import type { Unread } from '#detect/layers/container.ts';
import { HEAD_BYTES as CONTAINER_HEAD_BYTES, containerKind } from '#detect/layers/sniff.ts';
import { judge } from '#detect/likelihood.ts';
import { createMask, excerptOf, RIGHT_CONTEXT_BYTES } from '#detect/line-text.ts';
import { type Marks, markOn, mayBeMarked, OWN_MARKS } from '#detect/marks.ts';
import type { InlineAllow, Match } from '#detect/match.ts';
import { type Hit, settle } from '#detect/overlaps.ts';
import { columnAfter, LEFT_CONTEXT_BYTES, LINE_FEED, type Place } from '#detect/place.ts';
import { type Binding, bindingsOf, probesOf } from '#detect/probes.ts';
import type { Rule, RuleSearch } from '#detect/rule.ts';
import { Secret } from '#detect/secret.ts';

/** Characters to the left of a literal that may decide whether a token can start there. */
const BOUNDARY_CHARACTERS = 24;

/** Bytes of a line around a match that an excerpt is made of, on each side. */
const EXCERPT_BYTES = 1024;

/** Bytes at a content's start that tell whether it is of a binary format: as many as git looks at. */
const BINARY_HEAD_BYTES = 8000;

/** What the patterns of rules with a prefix may not have behind them, unless the next field of a binary format begins there. */
const RIGHT_BOUNDARY = /\(\?!\[[^\]]+\]\)$/;

const NONE: readonly Match[] = Object.freeze([]);

/**
 * Finds secrets in one content after the other.
 *
 * A content is either handed over whole (`scan`), or written piece by piece into `room()` and closed with `finish`:
 * what is found does not depend on the pieces.
 */
export interface Detector {
  readonly rules: readonly Rule[];
  /** Names, beside the rules, what decides what is found. */
  readonly scope: string;
  /** Masks in a text whatever could be a token. */
  readonly mask: (text: string) => string;
  /** What of the content that was finished last could not be looked into. */
  readonly unread: readonly Unread[];
  /** Finds the secrets in bytes that are at hand. */
  scan(bytes: Uint8Array): readonly Match[];
  /** Adds a piece to the content. */
  feed(piece: Uint8Array): void;
  /** The free part of the engine's memory: write content here, then say how much with `advance`. Never empty. */
  room(): Uint8Array;
  /** Bytes that were written into `room()`. */
  advance(byteCount: number): void;
  /** Ends the content and gives its matches, by offset. The next write starts a new content. */
  finish(): readonly Match[];
}

/** A match without its line: all that masking needs, for a small part of the work. */
export type Spot = Pick<Match, 'rule' | 'secret' | 'offset' | 'layers'>;

/** Looks at a content beside the patterns, in the engine's own memory. */
export interface WindowObserver {
  /** Bytes at the end of a window that are to stay for the next one. */
  readonly keptBytes: number;
  /** The first `byteCount` bytes of the memory were searched. */
  look(byteCount: number, isLast: boolean): void;
  /** So many of the first bytes leave the memory. */
  drop(byteCount: number): void;
}

/** A detector for contents as they stand, whose memory another one may look at too. */
export interface PlainDetector extends Detector {
  readonly kernel: Kernel;
  /** Who looks at each window after it was searched. */
  observe(observer: WindowObserver): void;
}

/** A likely secret whose place is not looked up yet. */
interface SecretHit extends Hit {
  readonly rule: Rule;
  readonly secret: Secret;
  readonly wide: boolean;
}

/** The text around a candidate that its pattern runs on. */
interface Window {
  readonly text: string;
  /** Where in it the literal stands. */
  readonly literalAt: number;
  /** Where in the content it starts, in bytes. */
  readonly textAt: number;
  readonly wide: boolean;
}

/** The bytes around a match on its line, and where in memory the line starts. */
interface MarkedLine {
  readonly before: Buffer;
  readonly after: Buffer;
  readonly start: number | undefined;
  readonly wide: boolean;
}

const NO_BYTES = Buffer.alloc(0);

class StreamDetector implements PlainDetector {
  readonly unread: readonly Unread[] = [];
  readonly scope = 'plain';
  readonly rules: readonly Rule[];
  readonly mask: (text: string) => string;
  readonly kernel: Kernel;
  readonly #input: Buffer;
  readonly #bindings: readonly Binding[];
  readonly #marks: Marks;
  readonly #patterns = new Map<Rule, RegExp>();
  /** The patterns without what may not stand behind a token, for binary formats. */
  readonly #glued = new Map<Rule, RegExp>();
  /** The patterns that may start before their literals, behind anything. */
  readonly #leading = new Map<Rule, RegExp>();
  /** Bytes before its literal at which a hit may start. */
  readonly #lead: number;
  /** Bytes that must lie behind a candidate before it is judged. */
  readonly #lookahead: number;
  /** Bytes in the kernel's memory. */
  #filled = 0;
  /** Offset in the content of the first byte in memory. */
  #base = 0;
  /** Line feeds before `#countedTo`. */
  #feeds = 0;
  /** Offset in memory up to which line feeds were counted. */
  #countedTo = 0;
  /** Offset in the content at which the last line that starts before `#base` starts. */
  #lineStart = 0;
  /** Candidates before this content offset were judged. */
  #judgedTo = 0;
  readonly #mayBeBinary: boolean;
  /** The content is of a binary format, whose fields stand side by side; of an archive, each member is looked at by itself. */
  #isBinary = false;
  /** Hits that ones still to come may share bytes with. */
  #hits: SecretHit[] = [];
  #matches: Match[] = [];
  readonly #describing = (hit: SecretHit): void => void this.#matches.push(this.#describe(hit));
  #take = this.#describing;
  #observer: WindowObserver | undefined;

  constructor(rules: readonly Rule[], { capacity, marks = OWN_MARKS, binary = true }: DetectorOptions) {
    this.rules = rules;
    this.#mayBeBinary = binary;
    this.#marks = marks;
    this.mask = createMask(rules);
    this.#bindings = bindingsOf(rules);
    this.kernel = createKernel(probesOf(rules), capacity === undefined ? {} : { capacity });
    const { input } = this.kernel;
    this.#input = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
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
    if (this.#filled === this.#input.length) this.#drain();
    return this.#input.subarray(this.#filled);
  }

  advance(byteCount: number): void {
    this.#filled += byteCount;
  }

  finish(): readonly Match[] {
    if (this.#filled > 0) {
      this.#judgeUpTo(this.#filled);
      this.#observer?.look(this.#filled, true);
    }
    const matches = this.#matches;
    this.#filled = 0;
    this.#base = 0;
    this.#feeds = 0;
    this.#countedTo = 0;
    this.#lineStart = 0;
    this.#judgedTo = 0;
    if (matches.length === 0) return NONE; // not the array that the next content's matches go to
    this.#matches = [];
    return this.rules.some((rule) => rule.search !== undefined) ? matches.sort((a, b) => a.offset - b.offset) : matches;
  }

  /** Judges what is complete in memory, then keeps the context that the rest needs and frees the room before it. */
  #drain(): void {
    const complete = this.#filled - this.#lookahead;
    this.#judgeUpTo(complete);
    this.#observer?.look(this.#filled, false);
    const dropped = Math.min(complete - LEFT_CONTEXT_BYTES, this.#filled - (this.#observer?.keptBytes ?? 0));
    this.#observer?.drop(dropped);
    this.#countTo(Math.max(dropped, this.#countedTo));
    const feed = this.#input.lastIndexOf(LINE_FEED, dropped - 1);
    if (feed !== -1) this.#lineStart = this.#base + feed + 1;
    this.#input.copyWithin(0, dropped, this.#filled);
    this.#countedTo -= dropped;
    this.#base += dropped;
    this.#filled -= dropped;
  }

  /** A match of a user's rule may lie before the last one: then feeds are taken back. */
  #countTo(offset: number): void {
    const isBack = offset < this.#countedTo;
    const feeds = this.kernel.countLineFeeds(Math.min(offset, this.#countedTo), Math.max(offset, this.#countedTo));
    this.#feeds += isBack ? -feeds : feeds;
    this.#countedTo = offset;
  }

  #judgeUpTo(end: number): void {
    if (this.#judgedTo === 0) this.#isBinary = this.#looksBinary();
    const count = this.kernel.search(this.#filled, this.#isBinary);
    for (let index = 0; index < count; index += 1) {
      const at = this.kernel.offset(index);
      if (at >= end || this.#base + at < this.#judgedTo) continue;
      const binding = this.#bindings[this.kernel.probe(index)];
      const hit = binding && this.#judge(binding, at, this.kernel.wide(index));
      if (hit) this.#hits.push(hit);
    }
    this.#judgedTo = this.#base + end;
    if (this.#hits.length === 0) return;
    const { settled, open } = settle(this.#hits, end === this.#filled ? Number.POSITIVE_INFINITY : this.#judgedTo - this.#lead);
    this.#hits = open;
    for (const hit of settled) this.#take(hit);
  }

  #looksBinary(): boolean {
    if (!this.#mayBeBinary || !this.kernel.holdsControls(Math.min(this.#filled, BINARY_HEAD_BYTES))) return false;
    return containerKind(this.#input.subarray(0, Math.min(this.#filled, CONTAINER_HEAD_BYTES))) === undefined;
  }

  #judge(binding: Binding, at: number, wide: boolean): SecretHit | undefined {
    const { rule } = binding;
    if (rule.search !== undefined) return this.#judgeAround(rule, rule.search, { at, wide });
    const step = wide ? 2 : 1;
    const lead = Math.min(rule.lead ?? 0, Math.floor(at / step));
    const context = Math.min(lead + BOUNDARY_CHARACTERS, Math.floor(at / step));
    const from = at - context * step;
    if (lead === 0 && rule.left !== 'any' && !leftBoundaryHolds(this.#text(from, at, step), rule.left, this.#mayBeGlued(rule))) return undefined;
    const text = this.#text(from, at + (rule.maxLength + 1) * step, step);
    if (lead > 0 && !this.#mayStart(rule, text, context - lead)) return undefined;
    const window = { text, literalAt: context, textAt: this.#base + from, wide };
    return this.#firstHit(binding, window, lead) ?? this.#gluedHit(binding, window);
  }

  /** The hit that holds the literal and starts closest to it. */
  #firstHit(binding: Binding, window: Window, lead: number): SecretHit | undefined {
    const { rule } = binding;
    const { text, literalAt } = window;
    for (let start = literalAt; start >= literalAt - lead; start -= 1) {
      if (lead > 0 && !leftBoundaryHolds(text.slice(Math.max(0, start - BOUNDARY_CHARACTERS), start), rule.left)) continue;
      const found = this.#exec(this.#patternOf(rule), text, start);
      if (found === null || start + found[0].length <= literalAt) continue;
      const hit = this.#hitIn(found, binding, window);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  #mayBeGlued(rule: Rule): boolean {
    return this.#isBinary && (rule.glued ?? (rule.left === 'escape-aware' && rule.lead === undefined && rule.sample.prefix !== ''));
  }

  /** In a binary format the next field may begin right behind a token. */
  #gluedHit(binding: Binding, window: Window): SecretHit | undefined {
    const { rule } = binding;
    if (!this.#mayBeGlued(rule)) return undefined;
    let pattern = this.#glued.get(rule);
    if (pattern === undefined) {
      pattern = new RegExp(rule.pattern.source.replace(RIGHT_BOUNDARY, ''), `dy${rule.pattern.flags ?? ''}`);
      this.#glued.set(rule, pattern);
    }
    const found = this.#exec(pattern, window.text, window.literalAt);
    const hit = found === null ? undefined : this.#hitIn(found, binding, window);
    return hit && { ...hit, isGlued: true };
  }

  /** Whether the pattern matches anywhere from a place to its literal: asked once, before each start is tried, because next to none does. */
  #mayStart(rule: Rule, text: string, from: number): boolean {
    let anywhere = this.#leading.get(rule);
    if (anywhere === undefined) {
      anywhere = new RegExp(`[^]{0,${rule.lead ?? 0}}?(?:${rule.pattern.source})`, `y${rule.pattern.flags ?? ''}`);
      this.#leading.set(rule, anywhere);
    }
    anywhere.lastIndex = from;
    return anywhere.test(text);
  }

  #exec(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
    pattern.lastIndex = start;
    return pattern.exec(text);
  }

  #hitIn(found: RegExpExecArray, { rule, literal }: Binding, { textAt, wide }: Window): SecretHit | undefined {
    const value = found.groups?.['secret'] ?? found[0];
    const { prefix } = rule.sample;
    if (!judge(rule, value).likely || (rule.checksum !== undefined && !checksumHolds(value, prefix, rule.checksum))) return undefined;
    const step = wide ? 2 : 1;
    const from = textAt + startOf(found, value, this.#patternOf(rule)) * step;
    const shown = value.startsWith(prefix) ? prefix : value.startsWith(literal) ? literal : '';
    return { rule, secret: new Secret(value, shown), from, to: from + value.length * step, wide };
  }

  /** Compiled when a rule has its first candidate: most rules never have one. */
  #patternOf(rule: Rule): RegExp {
    let pattern = this.#patterns.get(rule);
    if (pattern === undefined) {
      pattern = new RegExp(rule.pattern.source, `y${rule.pattern.flags ?? ''}`);
      this.#patterns.set(rule, pattern);
    }
    return pattern;
  }

  #judgeAround(rule: Rule, search: RuleSearch, { at, wide }: { readonly at: number; readonly wide: boolean }): SecretHit | undefined {
    const step = wide ? 2 : 1;
    const characters = Math.min(search.reach + BOUNDARY_CHARACTERS, Math.floor(at / step));
    const from = at - characters * step;
    const text = this.#text(from, at + (rule.maxLength + 1) * step, step);
    const found = search.find(text, characters);
    if (found === undefined) return undefined;
    if (!leftBoundaryHolds(text.slice(Math.max(0, found.matchAt - BOUNDARY_CHARACTERS), found.matchAt), rule.left)) return undefined;
    const start = this.#base + from + found.at * step;
    return { rule, secret: new Secret(found.value, rule.sample.prefix), from: start, to: start + found.value.length * step, wide };
  }

  /** Latin-1 text of a range; every second byte where the text is UTF-16. */
  #text(from: number, to: number, step: 1 | 2): string {
    const last = Math.min(to, this.#filled);
    if (step === 1) return this.#input.toString('latin1', Math.max(0, from), last);
    let text = '';
    for (let at = from < 0 ? from & 1 : from; at < last; at += step) {
      const upper = this.#input[at + 1] ?? 0;
      text += upper === 0 || at + 1 >= last ? String.fromCharCode(this.#input[at] ?? 0) : '\u00ff';
    }
    return text;
  }

  #describe({ rule, secret, from, to, wide }: SecretHit): Match {
    const at = from - this.#base;
    const end = to - this.#base;
    const start = this.#startOfLine(at);
    const right = this.#input.subarray(end, Math.min(this.#filled, end + RIGHT_CONTEXT_BYTES));
    const feed = right.indexOf(LINE_FEED);
    const restOfLine = feed === -1 ? right : right.subarray(0, feed);
    const nearLeft = Math.max(start ?? 0, at - EXCERPT_BYTES, 0);
    const parts = { left: this.#input.subarray(nearLeft, at), right: restOfLine.subarray(0, EXCERPT_BYTES), leftIsCut: nearLeft !== start, wide };
    return {
      ...spotOf({ rule, secret, from, wide }),
      ...this.#placeOf(at, start, wide),
      excerpt: this.#isBinary ? secret.redacted : excerptOf(parts, secret.redacted, this.mask),
      allow: this.#allowOn(rule, { before: this.#input.subarray(start ?? Math.max(0, at - LEFT_CONTEXT_BYTES), at), after: restOfLine, start, wide }),
    };
  }

  /** Where in memory the line of an offset starts; `undefined` when that is too far to the left. */
  #startOfLine(at: number): number | undefined {
    const feed = at === 0 ? -1 : this.#input.lastIndexOf(LINE_FEED, at - 1);
    if (feed !== -1 && feed >= at - LEFT_CONTEXT_BYTES) return feed + 1;
    return this.#base + at <= LEFT_CONTEXT_BYTES ? 0 : undefined;
  }

  #placeOf(at: number, start: number | undefined, wide: boolean): Place {
    this.#countTo(at);
    const line = this.#feeds + 1;
    if (start !== undefined) return { line, ...columnAfter(this.#input.subarray(start, at), { first: this.#base + start === 0, wide }) };
    const feed = this.#input.lastIndexOf(LINE_FEED, at - 1);
    const lineStart = feed === -1 ? this.#lineStart : this.#base + feed + 1;
    return { line, column: this.#base + at - lineStart + 1, columnUnit: 'bytes' };
  }

  #allowOn(rule: Rule, { before, after, start, wide }: MarkedLine): InlineAllow | undefined {
    const feed = start === undefined || start < 2 ? -1 : this.#input.lastIndexOf(LINE_FEED, start - 2);
    const lineBefore = start === undefined || start === 0 ? NO_BYTES : this.#input.subarray(Math.max(feed + 1, start - EXCERPT_BYTES), start);
    const text = (part: Buffer): string =>
      wide ? Buffer.from(part.filter((byte) => byte !== 0)).toString('utf8') : mayBeMarked(part) ? part.toString('utf8') : '';
    return markOn({ before: text(before), after: text(after), lineBefore: text(lineBefore) }, rule, this.#marks);
  }
}

/** Where in its window a secret starts. Only where the match's own text does not say it is the pattern asked again, now for the places of its groups. */
function startOf(found: RegExpExecArray, value: string, pattern: RegExp): number {
  const at = found[0].indexOf(value);
  if (at !== -1 && found[0].indexOf(value, at + 1) === -1) return found.index + at;
  const placed = new RegExp(pattern.source, `d${pattern.flags}`);
  placed.lastIndex = found.index;
  return placed.exec(found.input)?.indices?.groups?.['secret']?.[0] ?? found.index;
}

function spotOf({ rule, secret, from, wide }: Pick<SecretHit, 'rule' | 'secret' | 'from' | 'wide'>): Spot {
  return { rule, secret, offset: from, layers: wide ? ['utf-16'] : [] };
}

export interface DetectorOptions {
  /** Bytes of content in memory at a time; default 1 MiB. Larger contents are read in pieces of it. */
  readonly capacity?: number;
  /** Marks that allow a match; `auth-guard:allow` alone by default. */
  readonly marks?: Marks;
  /** Contents may be of binary formats, where the next field begins right behind a token; default true. */
  readonly binary?: boolean;
}

/** Builds the engine for a set of rules: one kernel for all their literals, then each rule's pattern on a window. */
export function createDetector(rules: readonly Rule[], options: DetectorOptions = {}): PlainDetector {
  return new StreamDetector(rules, options);
}

/** Builds the engine for one that wants to know no more than where secrets are: a function of bytes that are at hand, which gives their spots. Of texts alone. */
export function createSpotter(rules: readonly Rule[], options: Pick<DetectorOptions, 'capacity'> = {}): (bytes: Uint8Array) => readonly Spot[] {
  const detector = new StreamDetector(rules, { ...options, binary: false });
  return (bytes) => detector.spots(bytes);
}
