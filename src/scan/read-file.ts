import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import type { Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import type { SkipReason } from '#scan/report.ts';

export type FileResult =
  | { readonly kind: 'scanned'; readonly byteCount: number; readonly matches: readonly Match[] }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly detail: string }
  | { readonly kind: 'folder' };

/** Non-blocking, so that a FIFO is refused rather than waited for; a symlink is not followed (no such flag on Windows). */
export const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

function skippedBy(cause: NodeJS.ErrnoException): FileResult {
  switch (cause.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'skipped', reason: 'vanished', detail: 'it was there when the scan began' };
    case 'EISDIR':
      return { kind: 'folder' };
    case 'ENXIO':
    case 'ENODEV':
      return { kind: 'skipped', reason: 'not-a-file', detail: 'a socket, FIFO or device' };
    default:
      return { kind: 'skipped', reason: 'unreadable', detail: cause.code ?? cause.message };
  }
}

function scanLinkTarget(path: string | Buffer, detector: Detector): FileResult {
  const target = readlinkSync(path, { encoding: 'buffer' });
  return { kind: 'scanned', byteCount: target.length, matches: detector.scan(target) };
}

/** Bytes between two pauses: some twentieth of a second. */
const STEP_BYTES = 32 * 1024 * 1024;

/**
 * Reads a file into the engine, and pauses now and then. A file that is as long as it said needs no further read to see its end; one that says 0, as in /proc, does.
 */
function* readToEnd(descriptor: number, expectedBytes: number, detector: Detector): Generator<void, number> {
  for (let total = 0, pauseAt = STEP_BYTES; ; ) {
    const room = detector.room();
    const count = readSync(descriptor, room, 0, room.length, null);
    detector.advance(count);
    total += count;
    if (count === 0 || (count < room.length && total >= expectedBytes && expectedBytes > 0)) return total;
    if (total < pauseAt) continue;
    pauseAt = total + STEP_BYTES;
    yield;
  }
}

/** A part of a file: from one byte to before another one. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

function* readRange(descriptor: number, { from, to }: Range, detector: Detector): Generator<void, number> {
  for (let at = from, pauseAt = from + STEP_BYTES; ; ) {
    const room = detector.room();
    const count = readSync(descriptor, room, 0, Math.min(room.length, to - at), at);
    detector.advance(count);
    at += count;
    if (count === 0 || at === to) return at - from;
    if (at < pauseAt) continue;
    pauseAt = at + STEP_BYTES;
    yield;
  }
}

function* readRanges(descriptor: number, ranges: readonly Range[], detector: Detector): Generator<void, number> {
  let total = 0;
  for (const range of ranges) total += yield* readRange(descriptor, range, detector);
  return total;
}

export interface ReadOptions {
  /** Larger files are skipped as `too-large`. */
  readonly maxSizeBytes?: number | undefined;
  /** These parts alone, one behind the other, as one content. */
  readonly ranges?: readonly Range[];
}

/**
 * Scans one file of the disk, straight into the engine's memory. A symlink's target path is scanned, not what it leads to.
 *
 * A large file is scanned with pauses, in which other work can be done, such as to end: `return()` closes the file.
 */
export function* scanFile(path: string | Buffer, detector: Detector, { maxSizeBytes, ranges }: ReadOptions): Generator<void, FileResult> {
  let descriptor: number | undefined;
  let isFinished = false;
  try {
    descriptor = openSync(path, OPEN_FLAGS);
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return { kind: 'folder' };
    if (!stat.isFile()) return { kind: 'skipped', reason: 'not-a-file', detail: 'a socket, FIFO or device' };
    if (maxSizeBytes !== undefined && stat.size > maxSizeBytes) {
      return { kind: 'skipped', reason: 'too-large', detail: `${stat.size} bytes, the limit is ${maxSizeBytes}` };
    }
    const byteCount = yield* ranges === undefined ? readToEnd(descriptor, stat.size, detector) : readRanges(descriptor, ranges, detector);
    isFinished = true;
    return { kind: 'scanned', byteCount, matches: detector.finish() };
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException;
    if (error.code !== 'ELOOP' && error.code !== 'EMLINK') return skippedBy(error);
    isFinished = true;
    return scanLinkTarget(path, detector);
  } finally {
    if (!isFinished) detector.finish(); // what was read of it must not run into the next content
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
