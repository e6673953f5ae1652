import type { Detector } from '#detect/detector.ts';
import type { Unread } from '#detect/layers/container.ts';
import type { Match } from '#detect/match.ts';
import type { ObjectSink } from '#git/batch-parser.ts';
import type { SkipReason } from '#scan/report.ts';

export interface ScannedObject {
  /** The number of the object in the order of the names. */
  readonly index: number;
  readonly oid: string;
  /** `blob`, `tree`, `commit` or `tag`. */
  readonly type: string;
  readonly byteCount: number;
  readonly matches: readonly Match[];
  /** What of it could not be looked into. */
  readonly unread: readonly Unread[];
}

export interface SkippedObject {
  readonly index: number;
  readonly oid: string;
  readonly reason: SkipReason;
  readonly detail: string;
}

export interface ObjectScan {
  readonly detector: Detector;
  readonly maxSizeBytes?: number | undefined;
  readonly onScanned: (object: ScannedObject) => void;
  readonly onSkipped: (object: SkippedObject) => void;
}

/** Runs git's objects through a detector, piece by piece as they come. */
export class ObjectScanner implements ObjectSink {
  readonly #scan: ObjectScan;
  #current: Omit<ScannedObject, 'matches' | 'unread'> = { index: 0, oid: '', type: '', byteCount: 0 };
  #tooLarge = false;

  constructor(scan: ObjectScan) {
    this.#scan = scan;
  }

  begin(index: number, header: { readonly oid: string; readonly type: string; readonly byteCount: number }): void {
    const limit = this.#scan.maxSizeBytes;
    this.#current = { index, ...header };
    this.#tooLarge = limit !== undefined && header.byteCount > limit;
    if (this.#tooLarge) this.#scan.onSkipped({ index, oid: header.oid, reason: 'too-large', detail: `${header.byteCount} bytes, the limit is ${limit}` });
  }

  data(piece: Buffer): void {
    if (!this.#tooLarge) this.#scan.detector.feed(piece);
  }

  end(): void {
    if (this.#tooLarge) return;
    const matches = this.#scan.detector.finish();
    this.#scan.onScanned({ ...this.#current, matches, unread: this.#scan.detector.unread });
  }

  missing(index: number, { oid, detail }: { readonly oid: string; readonly detail: string }): void {
    this.#scan.detector.finish(); // a half-read object must not run into the next one
    const reason = /missing|promisor/.test(detail) ? 'missing-object' : 'damaged-object';
    this.#scan.onSkipped({ index, oid, reason, detail });
  }
}
