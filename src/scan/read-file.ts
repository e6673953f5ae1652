import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync } from 'node:fs';
import type { Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import type { SkipReason } from '#scan/report.ts';

export type FileResult =
  | { readonly kind: 'scanned'; readonly byteCount: number; readonly matches: readonly Match[] }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly detail: string }
  | { readonly kind: 'folder' };

/** Non-blocking, so that a FIFO is refused rather than waited for; a symlink is not followed (no such flag on Windows). */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

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

/**
 * Reads a file into the engine. A file that is as long as it said needs no further read to see its end; one that says 0, as in /proc, does.
 */
function readToEnd(descriptor: number, expectedBytes: number, detector: Detector): number {
  for (let total = 0; ; ) {
    const room = detector.room();
    const count = readSync(descriptor, room, 0, room.length, null);
    detector.advance(count);
    total += count;
    if (count === 0 || (count < room.length && total >= expectedBytes && expectedBytes > 0)) return total;
  }
}

/**
 * Scans one file of the disk, straight into the engine's memory. A symlink's target path is scanned, not what it leads to.
 *
 * @param maxSizeBytes Larger files are skipped as `too-large`.
 */
export function scanFile(path: string | Buffer, detector: Detector, maxSizeBytes: number | undefined): FileResult {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, OPEN_FLAGS);
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return { kind: 'folder' };
    if (!stat.isFile()) return { kind: 'skipped', reason: 'not-a-file', detail: 'a socket, FIFO or device' };
    if (maxSizeBytes !== undefined && stat.size > maxSizeBytes) {
      return { kind: 'skipped', reason: 'too-large', detail: `${stat.size} bytes, the limit is ${maxSizeBytes}` };
    }
    const byteCount = readToEnd(descriptor, stat.size, detector);
    return { kind: 'scanned', byteCount, matches: detector.finish() };
  } catch (cause) {
    detector.finish(); // what was read of it must not run into the next content
    const error = cause as NodeJS.ErrnoException;
    return error.code === 'ELOOP' || error.code === 'EMLINK' ? scanLinkTarget(path, detector) : skippedBy(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
