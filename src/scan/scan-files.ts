import { isAbsolute, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Detector } from '#detect/detector.ts';
import type { ListedFile } from '#git/work-tree-files.ts';
import type { Collector } from '#scan/collector.ts';
import type { FileQueue } from '#scan/file-queue.ts';
import { scanFile } from '#scan/read-file.ts';

export interface FileScan {
  /** The folder that the files' paths start from. */
  readonly cwd: string;
  readonly maxSizeBytes: number | undefined;
  readonly detector: Detector;
  readonly collector: Collector;
  readonly signal?: AbortSignal | undefined;
}

function locate(cwd: string, { path, pathBytes }: ListedFile): string | Buffer {
  if (isAbsolute(path)) return pathBytes === undefined ? path : Buffer.from(pathBytes);
  return pathBytes === undefined ? `${cwd}${sep}${path}` : Buffer.concat([Buffer.from(`${cwd}${sep}`), pathBytes]);
}

function scanListed(scan: FileScan, file: ListedFile): void {
  const { collector, detector } = scan;
  const result = scanFile(locate(scan.cwd, file), detector, scan.maxSizeBytes);
  if (result.kind === 'scanned') collector.count(result.byteCount);
  if (result.kind === 'scanned' && result.matches.length === 0 && detector.unread.length === 0) return;
  const path = detector.mask(sep === '/' ? file.path : file.path.replaceAll(sep, '/'));
  if (result.kind === 'scanned') {
    collector.add(result.matches, { path });
    collector.skipParts(path, detector.unread);
  } else if (result.kind === 'folder')
    collector.countSubmodule(); // git lists a folder only for another repository inside this one
  else if (result.reason !== 'vanished' || !file.tracked) collector.skip(path, result.reason, result.detail);
}

/** Scans files of a queue until it is empty. Lets the program's other work run in between, such as an interruption. */
export async function scanFiles(files: readonly ListedFile[], queue: FileQueue, scan: FileScan): Promise<void> {
  for (let part = queue.next(); part !== undefined; part = queue.next()) {
    for (const file of files.slice(part.from, part.to)) scanListed(scan, file);
    if (scan.signal !== undefined) await setImmediate();
    if (scan.signal?.aborted === true) queue.stop();
  }
}
