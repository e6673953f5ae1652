import { digest } from '#crypto.ts';
import type { Budget } from '#detect/layers/budget.ts';
import type { CleanMembers } from '#detect/layers/clean-members.ts';
import {
  type ContainerKind,
  type Decoder,
  LayerError,
  type LayerLimits,
  type Members,
  type OpenDecoder,
  type Unread,
  type UnreadReason,
} from '#detect/layers/container.ts';
import type { Nested, NestedContent, NestedResult } from '#detect/layers/nested.ts';
import { openUtf16 } from '#detect/layers/utf16.ts';
import type { Match } from '#detect/match.ts';

/** What an archive takes before its first byte, in steps. */
const CONTAINER_STEPS = 3;

/** What a compressed stream takes before its first byte, in steps. */
const STREAM_STEPS = 4;

/** What it takes to say that a member was not read. */
const SKIP_STEPS = 4;

/** Decoders are fed in blocks of this size whatever the pieces are, so that a limit is reached at the same byte. */
const BLOCK_BYTES = 16 * 1024;

/** Blocks that no container uses: a history has tens of thousands of archives, and each would throw one away. */
const spareBlocks: Buffer[] = [];

export interface ContainerOptions {
  readonly nested: Nested;
  readonly open: OpenDecoder;
  readonly limits: LayerLimits;
  readonly budget: Budget;
  readonly clean: CleanMembers;
  readonly mask: (text: string) => string;
}

/** A content that is an archive or compressed: each of its members is scanned as a content of its own, while it is decoded. */
export class ContainerLayer implements Members {
  readonly kind: ContainerKind;
  readonly #options: ContainerOptions;
  readonly #matches: Match[] = [];
  readonly #unread: Unread[] = [];
  readonly #block = spareBlocks.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
  #filled = 0;
  #decoder: Decoder | undefined;
  #member: NestedContent | undefined;
  #memberLayer: () => string;
  /** What the current member is kept by if it turns out to be clean. */
  #memberName: string | undefined;
  /** Decoded bytes before the current member, and those of it. */
  #before = 0;
  #memberBytes = 0;

  constructor(kind: ContainerKind, options: ContainerOptions) {
    this.kind = kind;
    this.#options = options;
    this.#memberLayer = () => kind;
    this.#guard(() => {
      options.budget.takeSteps(CONTAINER_STEPS);
      this.#decoder = kind === 'utf-16' ? openUtf16(this) : options.open(kind, this, options.limits);
    });
  }

  feed(piece: Uint8Array): void {
    for (let at = 0; at < piece.length && this.#decoder !== undefined; ) {
      const part = piece.subarray(at, at + BLOCK_BYTES - this.#filled);
      this.#block.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === BLOCK_BYTES) this.#pass();
    }
  }

  finish(): NestedResult {
    this.#pass();
    this.#guard(() => this.#decoder?.end());
    this.close();
    spareBlocks.push(this.#block);
    return { matches: this.#matches, unread: this.#unread };
  }

  /** A member is scanned from its first byte on: one without any costs next to nothing. */
  open(name: string | undefined): void {
    this.#options.budget.takeMember();
    this.#memberLayer = () => (name === undefined ? this.kind : `${this.kind}:${this.#options.mask(name)}`);
    this.#memberBytes = 0;
  }

  isKnown(packed: Uint8Array): boolean {
    const name = digest(packed);
    const byteCount = this.#options.clean.byteCount(name);
    this.#memberName = byteCount === undefined ? name : undefined;
    if (byteCount === undefined) return false;
    this.#options.budget.takeBytes(byteCount);
    this.#before += byteCount;
    return true;
  }

  inflate(): void {
    this.#options.budget.takeSteps(STREAM_STEPS);
  }

  data(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#options.budget.takeBytes(piece.length);
    this.#memberBytes += piece.length;
    this.#member ??= this.#options.nested.open(this.#memberLayer);
    this.#member.feed(piece);
  }

  close(): void {
    const found = this.#member?.finish();
    const name = this.#memberName;
    this.#member = undefined;
    this.#memberName = undefined;
    if (found === undefined) return;
    if (name !== undefined && found.matches.length + found.unread.length === 0 && !this.#options.budget.spent) this.#options.clean.add(name, this.#memberBytes);
    for (const match of found.matches) this.#matches.push({ ...match, offset: this.#before + match.offset });
    this.#unread.push(...found.unread);
    this.#before += this.#memberBytes;
  }

  skip(name: string, reason: UnreadReason, detail: string): void {
    this.#options.budget.takeMember();
    this.#options.budget.takeSteps(SKIP_STEPS);
    this.#memberName = undefined;
    this.#unread.push({ layers: [`${this.kind}:${this.#options.mask(name)}`], reason, detail });
  }

  #pass(): void {
    const block = this.#block.subarray(0, this.#filled);
    this.#filled = 0;
    this.#guard(() => this.#decoder?.write(block));
  }

  /** Runs a step of the decoder; what it throws ends this container, and is said unless a deeper one has said it. */
  #guard(step: () => void): void {
    const wasSpent = this.#options.budget.spent;
    try {
      if (!wasSpent) step();
    } catch (cause) {
      const error = cause instanceof LayerError ? cause : new LayerError('damaged-archive', (cause as Error).message);
      this.#unread.push({ layers: [this.#memberLayer()], reason: error.reason, detail: error.detail });
      this.#decoder = undefined;
      this.#memberName = undefined;
    }
    if (this.#options.budget.spent) this.#decoder = undefined;
  }
}
