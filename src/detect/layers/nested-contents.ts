import type { Detector } from '#detect/contract.ts';
import type { Budget } from '#detect/layers/budget.ts';
import { LayerError } from '#detect/layers/container.ts';
import { type Nested, type NestedContent, type NestedResult, refused, unreadOf, within } from '#detect/layers/nested.ts';

/** Bytes that are looked into in one step, beside the first: of members, of encoded texts, of texts with escapes. */
const MEMBER_BYTES_A_STEP = 4096;
const ENCODED_BYTES_A_STEP = 256;
const ESCAPED_BYTES_A_STEP = 16;

interface NestedOptions {
  /** Makes the engine for what hides in them, one layer deeper. */
  readonly createDetector: () => Detector;
  /** Makes the engine for escaped texts as they stand. */
  readonly createPlain: () => Detector;
  readonly budget: Budget;
  /** Nothing deeper is looked into. */
  readonly isDeepest: boolean;
  readonly maxDepth: number;
}

/** The contents that hide in one: engines for them are made when they are needed, and used again. */
export class NestedContents implements Nested {
  readonly #options: NestedOptions;
  readonly #budget: Budget;
  readonly #spare: Detector[] = [];
  #plain: Detector | undefined;

  constructor(options: NestedOptions) {
    this.#options = options;
    this.#budget = options.budget;
  }

  get isSpent(): boolean {
    return this.#budget.spent;
  }

  scan(layer: string, bytes: Uint8Array): NestedResult {
    const isEscaped = layer !== 'base64' && layer !== 'hex';
    if (this.#options.isDeepest && isEscaped) return this.#scanPlain(layer, bytes);
    const content = this.open(() => layer, isEscaped ? ESCAPED_BYTES_A_STEP : ENCODED_BYTES_A_STEP);
    content.feed(bytes);
    return content.finish();
  }

  open(layer: () => string, bytesAStep = MEMBER_BYTES_A_STEP): NestedContent {
    if (this.#options.isDeepest) return refused(layer, new LayerError('too-deep', `more than ${this.#options.maxDepth} layers inside one another`));
    if (this.isSpent) return refused(layer);
    let detector: Detector | undefined;
    let stopped = this.#charge(1);
    return {
      feed: (piece) => {
        if (this.isSpent) return;
        stopped ??= this.#charge(piece.length / bytesAStep);
        detector ??= this.#spare.pop() ?? this.#options.createDetector();
        detector.feed(piece);
      },
      finish: () => {
        const matches = detector?.finish() ?? [];
        const unread = detector?.unread ?? [];
        if (detector !== undefined) this.#spare.push(detector);
        return within(layer, { matches, unread: stopped === undefined ? unread : [...unread, unreadOf(stopped)] });
      },
    };
  }

  /** What an escaped text hides is no deeper than the text itself. */
  #scanPlain(layer: string, bytes: Uint8Array): NestedResult {
    const stopped = this.isSpent ? undefined : this.#charge(1 + bytes.length / ESCAPED_BYTES_A_STEP);
    if (this.isSpent) return refused(() => layer, stopped).finish();
    this.#plain ??= this.#options.createPlain();
    return within(() => layer, { matches: this.#plain.scan(bytes), unread: [] });
  }

  /** Takes steps; gives what is to be said when there are no more. */
  #charge(steps: number): LayerError | undefined {
    try {
      this.#budget.takeSteps(steps);
      return undefined;
    } catch (error) {
      return error as LayerError;
    }
  }
}
