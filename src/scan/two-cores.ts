import { closeSync, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import type { Detector } from '#detect/detector.ts';
import { containerKind } from '#detect/layers/sniff.ts';
import { type FileResult, OPEN_FLAGS, type Range, scanFile } from '#scan/read-file.ts';

/** From this size on a file is looked at on two cores: a second thread takes a tenth of a second to start. Bytes. */
const LARGE_BYTES = 256 * 1024 * 1024;

/** What both cores look at, on either side of the cut: as much as the engine has in its memory at a time. */
const OVERLAP_BYTES = 1024 * 1024;

/** The second part begins like the file: by its first bytes the engine tells what it is. */
const HEAD_BYTES = 64 * 1024;

/** Where a place to cut is looked for. */
const SEARCH_BYTES = 64 * 1024;

/** A file in two parts. */
export interface Halves {
  readonly size: number;
  readonly first: readonly Range[];
  readonly second: readonly Range[];
}

/** A look into a part of a file on another core. */
interface PartLook {
  /** Whether all of it was read and nothing found; `false` when the other core failed. */
  readonly isClean: Promise<boolean>;
  /** Nobody waits for it any more. */
  readonly stop: () => void;
}

/** Has a part of a file looked into on another core. */
export type Companion = (path: string | Buffer, part: readonly Range[]) => PartLook;

/** What a scan on two cores gives when it finds nothing. */
export type Nothing = Extract<FileResult, { kind: 'scanned' }>;

function bytesOf(part: readonly Range[]): number {
  return part.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** A byte that no encoded or escaped text goes over, nor one of its lines: none of ASCII. */
function isBreak(byte: number): boolean {
  return byte >= 0x80;
}

/**
 * The parts of a content, cut at a place that nothing hidden lies on both sides of. What stands in it plainly reaches no further than the overlap.
 *
 * A content that is clean in both parts is clean: each text that hides in it, and each window that the engine looks at, lies in one of them with what
 * decides about it around it. What only seems to be there because a part begins or ends there is looked at again with the whole.
 *
 * @param around The bytes from `at` on.
 */
export function halvesAt(size: number, at: number, around: Uint8Array): Halves | undefined {
  const found = around.findIndex(isBreak);
  if (found === -1) return undefined;
  const cut = at + found + 1;
  return {
    size,
    first: [{ from: 0, to: Math.min(size, cut + OVERLAP_BYTES) }],
    second: [
      { from: 0, to: HEAD_BYTES },
      { from: Math.max(HEAD_BYTES, cut - OVERLAP_BYTES), to: size },
    ],
  };
}

function bytesAt(descriptor: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at));
}

function cutIn(descriptor: number, maxSizeBytes: number): Halves | undefined {
  const stat = fstatSync(descriptor);
  if (!stat.isFile() || stat.size < LARGE_BYTES || stat.size > maxSizeBytes) return undefined;
  if (containerKind(bytesAt(descriptor, 0, 512)) !== undefined) return undefined;
  const middle = Math.floor(stat.size / 2);
  return halvesAt(stat.size, middle, bytesAt(descriptor, middle, SEARCH_BYTES));
}

/** Looks at what stands at a path once it is open: something else may have taken the place of a file that was seen there. */
export function halvesThere(path: string | Buffer, maxSizeBytes = Number.POSITIVE_INFINITY): Halves | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, OPEN_FLAGS);
    return cutIn(descriptor, maxSizeBytes);
  } catch {
    return undefined; // the scan says why
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Nearly every file is small, and is opened by its scan alone. */
function seemsLarge(path: string | Buffer): boolean {
  try {
    return lstatSync(path).size >= LARGE_BYTES;
  } catch {
    return false; // the scan says why
  }
}

/** The two parts of a file; `undefined` for one that is not large enough, or not as it stands: archives are read from the start. */
export function halvesOf(path: string | Buffer, maxSizeBytes?: number): Halves | undefined {
  return seemsLarge(path) ? halvesThere(path, maxSizeBytes) : undefined;
}

export interface TwoCores {
  readonly halves: Halves;
  readonly detector: Detector;
  readonly companion: Companion;
}

/**
 * Scans a large file in half the time.
 *
 * @returns The result when neither part holds anything; `undefined` when there is something to find, of which a scan of the whole tells the right place.
 */
export async function* scanOnTwoCores(path: string | Buffer, { halves, detector, companion }: TwoCores): AsyncGenerator<void, Nothing | undefined> {
  const second = companion(path, halves.second);
  try {
    const first = yield* scanFile(path, detector, { ranges: halves.first });
    if (!isClean(first, detector, halves.first) || !(await second.isClean)) return undefined;
    return { kind: 'scanned', byteCount: halves.size, matches: [] };
  } finally {
    second.stop();
  }
}

/** Whether all of a part was read, and nothing found. */
function isClean(result: FileResult, { unread }: Detector, part: readonly Range[]): boolean {
  return result.kind === 'scanned' && result.byteCount === bytesOf(part) && result.matches.length === 0 && unread.length === 0;
}

/** Looks into a part of a file, without pauses. */
export function isPartClean(path: string | Buffer, part: readonly Range[], detector: Detector): boolean {
  const steps = scanFile(path, detector, { ranges: part });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return isClean(step.value, detector, part);
  }
}
