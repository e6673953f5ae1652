import { createSpotter } from '#detect/detector.ts';
import { createKernel, type Kernel } from '#detect/kernel/kernel.ts';
import type { Spot } from '#detect/match.ts';
import { Edge } from '#detect/redactor/edge.ts';
import { formsOf } from '#detect/redactor/known-value.ts';
import { inOrder, type Mask, wideText } from '#detect/redactor/mask.ts';
import { type Visible, VisibleReader } from '#detect/redactor/visible.ts';
import type { Rule } from '#detect/rule.ts';

/** Bytes that have gone out and are still looked at: for the left boundary of a token, escape sequences between included. */
const CONTEXT_BYTES = 1024;

/** A piece of input is handled in steps of this many bytes. */
const STEP_BYTES = 256 * 1024;

const ELLIPSIS = '…';
const HIDDEN = '***';

/**
 * Masks tokens in bytes that come piece by piece: each is replaced by its public prefix and an ellipsis, a known value by `***`.
 *
 * What goes out, taken together, does not depend on the pieces. All other bytes are unchanged, escape sequences inside a token included.
 */
export interface Redactor {
  /** Takes bytes in, and gives those that are decided: all but what could be the beginning of a token. */
  write(bytes: Uint8Array): Uint8Array;
  /**
   * Gives what is held back, because nothing more has come for a while, but for the body of a token that has begun.
   * When that token goes on, its rest is masked. Up to three characters behind the prefix may have been shown.
   */
  pause(): Uint8Array;
  /** Gives the rest and starts anew. */
  end(): Uint8Array;
  /** Bytes are held back. */
  readonly holds: boolean;
  /** Tokens masked so far. */
  readonly masked: number;
}

const NOTHING = Buffer.alloc(0);
const NO_MASK = { start: 0, end: 0 } as const;

class StreamRedactor implements Redactor {
  readonly #spots: (bytes: Uint8Array) => readonly Spot[];
  readonly #values: readonly Buffer[];
  readonly #kernel: Kernel | undefined;
  readonly #edge: Edge;
  readonly #visible = new VisibleReader();
  #buffer: Buffer = NOTHING;
  /** Bytes of the buffer that have gone out. */
  #emitted = 0;
  /** Bytes of the buffer that nothing to come can change. Less than `#emitted` after a pause. */
  #decided = 0;
  /** The mask that was given last. */
  #covered: Pick<Mask, 'start' | 'end'> = NO_MASK;
  masked = 0;

  constructor(rules: readonly Rule[], values: readonly string[]) {
    this.#values = [...new Map(values.flatMap(formsOf).map((form) => [form.toString('latin1'), form])).values()];
    this.#spots = createSpotter(rules, { capacity: 2 * STEP_BYTES });
    this.#edge = new Edge(rules, this.#values);
    const probes = this.#values.map((value) => ({ literal: value.toString('latin1'), alphabet: 'base62' as const, minRun: 0 }));
    const capacity = STEP_BYTES + this.#edge.reach + 2 * CONTEXT_BYTES;
    this.#kernel = probes.length === 0 ? undefined : createKernel(probes, { capacity });
  }

  get holds(): boolean {
    return this.#emitted < this.#buffer.length;
  }

  write(bytes: Uint8Array): Uint8Array {
    if (bytes.length <= STEP_BYTES) return this.#step(bytes);
    const out: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += STEP_BYTES) out.push(this.#step(bytes.subarray(at, at + STEP_BYTES)));
    return Buffer.concat(out);
  }

  pause(): Uint8Array {
    if (!this.holds) return NOTHING;
    const visible = this.#visible.read(this.#buffer);
    const end = this.#boundary(visible, (bytes, from) => this.#edge.held(bytes, from));
    return this.#emit(
      this.#masks(visible).filter((mask) => !(mask.mayGrow && mask.end > end)),
      end,
    );
  }

  end(): Uint8Array {
    const rest = this.#emit(this.#masks(this.#visible.read(this.#buffer)), this.#buffer.length);
    this.#buffer = NOTHING;
    this.#emitted = 0;
    this.#decided = 0;
    this.#covered = NO_MASK;
    return rest;
  }

  #step(piece: Uint8Array): Buffer {
    this.#buffer = Buffer.concat([this.#buffer, piece]);
    const visible = this.#visible.read(this.#buffer);
    const decided = this.#boundary(visible, (bytes, from) => this.#edge.undecided(bytes, from));
    const out = this.#emit(this.#masks(visible), decided);
    this.#decided = decided;
    this.#forget();
    return out;
  }

  /** Asks about the bytes as they are, and about what a terminal would show of them. */
  #boundary(visible: Visible | undefined, of: (bytes: Buffer, from: number) => number): number {
    const plain = of(this.#buffer, this.#decided);
    if (visible === undefined) return plain;
    const inVisible = of(visible.bytes, visible.visibleOffset(this.#decided));
    return inVisible === visible.bytes.length ? plain : Math.min(plain, visible.rawOffset(inVisible));
  }

  #masks(visible: Visible | undefined): readonly Mask[] {
    const masks = [...this.#masksIn(this.#buffer), ...(visible === undefined ? [] : this.#masksIn(visible.bytes).map((mask) => toRaw(mask, visible)))];
    return inOrder(masks.filter((mask) => mask.start >= this.#decided));
  }

  #masksIn(bytes: Buffer): readonly Mask[] {
    return [...this.#spots(bytes).map((match) => maskOf(match, bytes.length)), ...this.#valueMasks(bytes)];
  }

  #valueMasks(bytes: Buffer): readonly Mask[] {
    const kernel = this.#kernel;
    if (kernel === undefined) return [];
    kernel.input.set(bytes);
    return Array.from({ length: kernel.search(bytes.length) }, (_, index) => {
      const start = kernel.offset(index);
      const { length } = this.#values[kernel.probe(index)] as Buffer;
      const wide = kernel.wide(index);
      return { start, end: start + (wide ? 2 * length - 1 : length), shown: wide ? wideText(HIDDEN) : Buffer.from(HIDDEN), mayGrow: false };
    });
  }

  /** Gives the bytes up to an offset that have not gone out yet; a mask that starts before it is given whole. */
  #emit(masks: readonly Mask[], end: number): Buffer {
    const parts: Buffer[] = [];
    let from = this.#emitted;
    for (const mask of masks) {
      if (mask.start >= end) break;
      if (mask.end <= from) continue;
      if (mask.start >= from) parts.push(this.#buffer.subarray(from, mask.start), mask.shown);
      else if (mask.start >= this.#covered.end) parts.push(Buffer.from(ELLIPSIS)); // its beginning went out at a pause
      if (mask.start >= this.#covered.end) this.masked += 1;
      from = mask.end;
      this.#covered = mask;
    }
    if (from < end) parts.push(this.#buffer.subarray(from, end));
    this.#emitted = Math.max(from, end);
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  }

  /** Keeps the context of what is undecided, and with it the mask that reaches into it. */
  #forget(): void {
    const needed = this.#covered.end > this.#decided ? this.#covered.start : this.#decided;
    const kept = Math.max(0, Math.min(needed, this.#decided, this.#emitted) - CONTEXT_BYTES);
    this.#buffer = this.#buffer.subarray(kept);
    this.#emitted -= kept;
    this.#decided -= kept;
    this.#covered = { start: this.#covered.start - kept, end: this.#covered.end - kept };
  }
}

/** What is shown, by the text of it: there are as many as there are prefixes. */
const shownTexts = new Map<string, Buffer>();

function shownText(text: string): Buffer {
  let shown = shownTexts.get(text);
  if (shown === undefined) {
    shown = Buffer.from(text);
    shownTexts.set(text, shown);
  }
  return shown;
}

function maskOf({ offset, secret, layers }: Spot, length: number): Mask {
  const wide = layers.includes('utf-16');
  const end = offset + (wide ? 2 * secret.length - 1 : secret.length);
  const shown = wide ? wideText(secret.redacted.replace(ELLIPSIS, HIDDEN)) : shownText(secret.redacted);
  return { start: offset, end, shown, mayGrow: end >= (wide ? length - 1 : length) };
}

/** The mask among the raw bytes; escape sequences inside are shown behind it, so that colours end where they did. */
function toRaw({ start, end, shown, mayGrow }: Mask, visible: Visible): Mask {
  return {
    start: visible.rawOffset(start),
    end: visible.rawOffset(end - 1) + 1,
    shown: Buffer.concat([shown, ...visible.escapesWithin(start, end)]),
    mayGrow,
  };
}

/**
 * Builds a redactor for the tokens of some rules.
 *
 * @param options.values Exact secrets to mask beside them, also as base64, percent-encoded and JSON-escaped; those of fewer than eight
 *   characters are left out.
 */
export function createRedactor(rules: readonly Rule[], options: { readonly values?: readonly string[] } = {}): Redactor {
  return new StreamRedactor(rules, options.values ?? []);
}
