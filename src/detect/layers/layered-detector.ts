import type { Detector, PlainDetector, WindowObserver } from '#detect/contract.ts';
import { Budget } from '#detect/layers/budget.ts';
import { CleanMembers } from '#detect/layers/clean-members.ts';
import type { LayerLimits, OpenDecoder, Unread } from '#detect/layers/container.ts';
import { ContainerLayer, type ContainerOptions } from '#detect/layers/container-layer.ts';
import { ContentHead } from '#detect/layers/content-head.ts';
import { createEncodedMask, withMaskedExcerpt } from '#detect/layers/mask-encoded.ts';
import { NestedContents } from '#detect/layers/nested-contents.ts';
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

/** How deep a content lies in another one, and what it shares with it. */
interface LayerDepth {
  readonly depth: number;
  readonly budget: Budget;
  readonly clean: CleanMembers;
  readonly mask?: Detector['mask'];
}

function outermost(limits: LayerLimits, mask?: Detector['mask']): LayerDepth {
  return { depth: 0, budget: new Budget(limits), clean: new CleanMembers(), ...(mask === undefined ? {} : { mask }) };
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
  readonly #head = new ContentHead();
  #room: Uint8Array = Buffer.alloc(0);
  /** What the content turned out to be; `undefined` until its head is known. */
  #layer: ContainerLayer | TextLayers | undefined;
  #unread: readonly Unread[] = [];

  constructor(plain: PlainDetector, layering: Layering, place: LayerDepth = outermost(layering.limits)) {
    const { createDetector, open, limits, marks } = layering;
    const { depth, budget, clean } = place;
    this.rules = plain.rules;
    this.mask = place.mask ?? createEncodedMask(plain.mask, () => new LayeredDetector(createDetector(), layering, outermost(limits, plain.mask)));
    this.scope = `${plain.scope} ${JSON.stringify(limits)}`;
    const deeper = { ...place, depth: depth + 1, mask: this.mask };
    const nested = new NestedContents({
      createDetector: () => new LayeredDetector(createDetector(), layering, deeper),
      createPlain: createDetector,
      budget,
      isDeepest: depth >= limits.maxDepth,
      maxDepth: limits.maxDepth,
    });
    this.#plain = plain;
    this.#budget = budget;
    this.#isOuter = depth === 0;
    this.#container = { nested, open, limits, budget, clean, mask: this.mask };
    this.#text = new TextLayers(nested, { kernel: plain.kernel, marks });
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
    const layer = this.#layer ?? this.#decide(this.#head.bytes);
    const plain = this.#plain.finish();
    const found = layer instanceof TextLayers ? this.#finishText(layer, plain) : this.#finishContainer(layer, plain);
    this.#layer = undefined;
    this.#head.reset();
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
    if (this.#layer === undefined) this.#begin(piece);
    else if (this.#layer instanceof ContainerLayer) this.#layer.feed(piece); // a text is looked at where the engine has it
  }

  /** Takes the first bytes of a content, until they are enough to tell what it is. */
  #begin(piece: Uint8Array): void {
    if (this.#head.isEmpty && piece.length >= HEAD_BYTES) {
      this.#decide(piece);
      return;
    }
    const taken = this.#head.take(piece);
    if (!this.#head.isComplete) return;
    const layer = this.#decide(this.#head.bytes);
    if (layer instanceof ContainerLayer) layer.feed(piece.subarray(taken));
  }

  /** Decides by a content's first bytes what it is, and passes them on. */
  #decide(first: Uint8Array): ContainerLayer | TextLayers {
    const kind = containerKind(first.subarray(0, HEAD_BYTES));
    const layer = kind === undefined ? this.#text : new ContainerLayer(kind, this.#container);
    if (layer instanceof ContainerLayer) layer.feed(first);
    this.#layer = layer;
    return layer;
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
