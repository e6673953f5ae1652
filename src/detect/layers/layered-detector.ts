import type { Detector, PlainDetector, WindowObserver } from '#detect/detector.ts';
import { Budget } from '#detect/layers/budget.ts';
import { CleanMembers } from '#detect/layers/clean-members.ts';
import { LayerError, type LayerLimits, type OpenDecoder, type Unread } from '#detect/layers/container.ts';
import { ContainerLayer, type ContainerOptions } from '#detect/layers/container-layer.ts';
import { maskRuns, mayHoldEncoded, withMaskedExcerpt } from '#detect/layers/mask-encoded.ts';
import type { Nested, NestedContent, NestedResult } from '#detect/layers/nested.ts';
import { containerKind, HEAD_BYTES } from '#detect/layers/sniff.ts';
import { KEPT_BYTES, TextLayers } from '#detect/layers/text-layers.ts';
import type { Marks } from '#detect/marks.ts';
import type { Match } from '#detect/match.ts';
import type { Rule } from '#detect/rule.ts';

export interface Layering {
  /** Makes the engine for what hides in a content. */
  readonly createDetector: () => PlainDetector;
  readonly open: OpenDecoder;
  /** Marks that allow a match. */
  readonly marks: Marks;
  readonly limits: LayerLimits;
}

const NONE: readonly Unread[] = Object.freeze([]);

/** Bytes that are looked into in one step, beside the first: of members, of encoded texts, of texts with escapes. */
const MEMBER_BYTES_A_STEP = 4096;
const ENCODED_BYTES_A_STEP = 256;
const ESCAPED_BYTES_A_STEP = 16;

const NOTHING: NestedResult = Object.freeze({ matches: [], unread: NONE });

function within(layer: () => string, { matches, unread }: NestedResult): NestedResult {
  if (matches.length + unread.length === 0) return NOTHING;
  const name = layer();
  return {
    matches: matches.map((match) => ({ ...match, layers: [name, ...match.layers] })),
    unread: unread.map((one) => ({ ...one, layers: [name, ...one.layers] })),
  };
}

function unreadOf({ reason, detail }: LayerError): Unread {
  return { layers: [], reason, detail };
}

/** A content that is not looked into; nothing is said of it when a deeper one or one before it has said why. */
function refused(layer: () => string, why?: LayerError): NestedContent {
  return { feed: () => undefined, finish: () => (why === undefined ? NOTHING : within(layer, { matches: [], unread: [unreadOf(why)] })) };
}

/** How deep a content lies in another one, and what it shares with it. */
interface LayerDepth {
  readonly depth: number;
  readonly budget: Budget;
  readonly clean: CleanMembers;
  readonly mask?: Detector['mask'];
}

/** Masks names too that hold a token in an encoding. */
function encodedMask(plain: Detector, layering: Layering): Detector['mask'] {
  let own: LayeredDetector | undefined;
  return (text) => {
    const masked = plain.mask(text);
    if (!mayHoldEncoded(masked)) return masked;
    own ??= new LayeredDetector(layering.createDetector(), layering, {
      depth: 0,
      budget: new Budget(layering.limits),
      clean: new CleanMembers(),
      mask: plain.mask,
    });
    return own.scan(Buffer.from(masked)).length === 0 ? masked : maskRuns(masked);
  };
}

/** Contents that hide in one of a depth: engines for them are made when they are needed, and used again. */
class Depth implements Nested {
  readonly #layering: Layering;
  readonly #place: LayerDepth;
  readonly #spare: LayeredDetector[] = [];
  #plain: Detector | undefined;

  constructor(layering: Layering, place: LayerDepth) {
    this.#layering = layering;
    this.#place = place;
  }

  scan(layer: string, bytes: Uint8Array): NestedResult {
    const isEscaped = layer !== 'base64' && layer !== 'hex';
    if (this.#isTooDeep && isEscaped) return this.#plainly(layer, bytes);
    const content = this.open(() => layer, isEscaped ? ESCAPED_BYTES_A_STEP : ENCODED_BYTES_A_STEP);
    content.feed(bytes);
    return content.finish();
  }

  get isSpent(): boolean {
    return this.#place.budget.spent;
  }

  open(layer: () => string, bytesAStep = MEMBER_BYTES_A_STEP): NestedContent {
    if (this.#isTooDeep) return refused(layer, new LayerError('too-deep', `more than ${this.#layering.limits.maxDepth} layers inside one another`));
    const { budget } = this.#place;
    if (budget.spent) return refused(layer);
    let detector: LayeredDetector | undefined;
    let stopped = this.#charge(1);
    return {
      feed: (piece) => {
        if (budget.spent) return;
        stopped ??= this.#charge(piece.length / bytesAStep);
        detector ??= this.#detector();
        detector.feed(piece);
      },
      finish: () => {
        const matches = detector?.finish() ?? [];
        const unread = detector?.unread ?? NONE;
        if (detector !== undefined) this.#spare.push(detector);
        return within(layer, { matches, unread: stopped === undefined ? unread : [...unread, unreadOf(stopped)] });
      },
    };
  }

  /** Takes steps; gives what is to be said when there are no more. */
  #charge(steps: number): LayerError | undefined {
    try {
      this.#place.budget.takeSteps(steps);
      return undefined;
    } catch (error) {
      return error as LayerError;
    }
  }

  #detector(): LayeredDetector {
    return this.#spare.pop() ?? new LayeredDetector(this.#layering.createDetector(), this.#layering, { ...this.#place, depth: this.#place.depth + 1 });
  }

  get #isTooDeep(): boolean {
    return this.#place.depth >= this.#layering.limits.maxDepth;
  }

  /** What an escaped text hides is no deeper than the text itself. */
  #plainly(layer: string, bytes: Uint8Array): NestedResult {
    const stopped = this.#place.budget.spent ? undefined : this.#charge(1 + bytes.length / ESCAPED_BYTES_A_STEP);
    if (this.#place.budget.spent) return refused(() => layer, stopped).finish();
    this.#plain ??= this.#layering.createDetector();
    return within(() => layer, { matches: this.#plain.scan(bytes), unread: NONE });
  }
}

/**
 * A detector that also looks into what a content hides: archives and compressed data by their first bytes, encodings and escapes wherever they stand.
 *
 * It wraps a detector for the content as it stands, and is one itself, so that every source gets it.
 */
export class LayeredDetector implements Detector, WindowObserver {
  readonly rules: readonly Rule[];
  readonly mask: (text: string) => string;
  readonly scope: string;
  readonly keptBytes = KEPT_BYTES;
  readonly #plain: Detector;
  readonly #budget: Budget;
  readonly #isOuter: boolean;
  readonly #container: ContainerOptions;
  readonly #text: TextLayers;
  readonly #head = Buffer.alloc(HEAD_BYTES);
  #headBytes = 0;
  #room: Uint8Array = this.#head;
  /** What the content turned out to be; `undefined` until its head is known. */
  #layer: ContainerLayer | TextLayers | undefined;
  #unread: readonly Unread[] = NONE;

  constructor(plain: PlainDetector, layering: Layering, place: LayerDepth = { depth: 0, budget: new Budget(layering.limits), clean: new CleanMembers() }) {
    this.rules = plain.rules;
    this.mask = place.mask ?? encodedMask(plain, layering);
    this.scope = `${plain.scope} ${JSON.stringify(layering.limits)}`;
    const nested = new Depth(layering, { ...place, mask: this.mask });
    this.#plain = plain;
    this.#budget = place.budget;
    this.#isOuter = place.depth === 0;
    this.#container = { nested, open: layering.open, limits: layering.limits, budget: place.budget, clean: place.clean, mask: this.mask };
    this.#text = new TextLayers(nested, { kernel: plain.kernel, marks: layering.marks });
    plain.observe(this);
  }

  /** What of the content that was finished last could not be looked into. */
  get unread(): readonly Unread[] {
    return this.#unread;
  }

  scan(bytes: Uint8Array): readonly Match[] {
    this.feed(bytes);
    return this.finish();
  }

  feed(piece: Uint8Array): void {
    this.#take(piece); // first, so that it is known what the engine's windows are of
    this.#plain.feed(piece);
  }

  room(): Uint8Array {
    this.#room = this.#plain.room();
    return this.#room;
  }

  advance(byteCount: number): void {
    this.#take(this.#room.subarray(0, byteCount));
    this.#plain.advance(byteCount);
  }

  finish(): readonly Match[] {
    if (this.#layer === undefined) this.#decide(this.#head.subarray(0, this.#headBytes));
    const plain = this.#plain.finish();
    const layer = this.#layer as unknown as ContainerLayer | TextLayers;
    const found = layer instanceof TextLayers ? this.#finishText(layer, plain) : this.#finishContainer(layer, plain);
    this.#layer = undefined;
    this.#headBytes = 0;
    if (this.#isOuter) this.#budget.reset();
    return found;
  }

  look(byteCount: number, isLast: boolean): void {
    if (this.#layer === this.#text) this.#text.look(byteCount, isLast);
  }

  drop(byteCount: number): void {
    if (this.#layer === this.#text) this.#text.drop(byteCount);
  }

  #take(piece: Uint8Array): void {
    if (this.#isOuter) this.#budget.addContent(piece.length);
    this.#pass(piece);
  }

  #pass(piece: Uint8Array): void {
    if (this.#layer !== undefined) {
      if (this.#layer instanceof ContainerLayer) this.#layer.feed(piece); // a text is looked at where the engine has it
      return;
    }
    if (this.#headBytes === 0 && piece.length >= HEAD_BYTES) {
      this.#decide(piece);
      return;
    }
    const part = piece.subarray(0, HEAD_BYTES - this.#headBytes);
    this.#head.set(part, this.#headBytes);
    this.#headBytes += part.length;
    if (this.#headBytes < HEAD_BYTES) return;
    this.#decide(this.#head);
    this.#pass(piece.subarray(part.length));
  }

  /** Decides by its first bytes what the content is, and passes them on. */
  #decide(first: Uint8Array): void {
    const kind = containerKind(first.subarray(0, HEAD_BYTES));
    this.#layer = kind === undefined ? this.#text : new ContainerLayer(kind, this.#container);
    if (this.#layer instanceof ContainerLayer) this.#layer.feed(first);
  }

  #finishText(text: TextLayers, plain: readonly Match[]): readonly Match[] {
    const found = text.finish();
    this.#unread = found.unread;
    const more = found.besides(plain);
    return more.length === 0 ? plain : [...found.plainBeside(plain), ...more].sort((a, b) => a.offset - b.offset).map(withMaskedExcerpt);
  }

  /** What lies plain in an archive is named by the member that holds it; UTF-16, which the engine reads, by its own place. */
  #finishContainer(container: ContainerLayer, plain: readonly Match[]): readonly Match[] {
    const { matches, unread } = container.finish();
    this.#unread = unread;
    if (container.kind === 'utf-16') return [...plain, ...matches.filter(({ layers }) => layers.length > 1)];
    const members = new Set(matches.map(({ secret }) => secret.sha256));
    return [...plain.filter(({ secret }) => !members.has(secret.sha256)), ...matches];
  }
}
