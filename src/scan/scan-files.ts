import { isAbsolute, sep } from 'node:path';
import type { Detector } from '#detect/detector.ts';
import type { ListedFile } from '#git/work-tree-files.ts';
import type { Collector } from '#scan/collector.ts';
import type { FileQueue } from '#scan/file-queue.ts';
import { type FileResult, scanFile } from '#scan/read-file.ts';
import { type Companion, halvesOf, scanOnTwoCores, type TwoCores } from '#scan/two-cores.ts';

export interface FileScan {
  /** The folder that the files' paths start from. */
  readonly cwd: string;
  readonly maxSizeBytes: number | undefined;
  readonly detector: Detector;
  readonly collector: Collector;
  readonly signal?: AbortSignal | undefined;
  /** Where there is one, large files are looked at on two cores. */
  readonly companion?: Companion | undefined;
}

function locate(cwd: string, { path, pathBytes }: ListedFile): string | Buffer {
  if (isAbsolute(path)) return pathBytes === undefined ? path : Buffer.from(pathBytes);
  return pathBytes === undefined ? `${cwd}${sep}${path}` : Buffer.concat([Buffer.from(`${cwd}${sep}`), pathBytes]);
}

function shownPath(detector: Detector, { path }: ListedFile): string {
  return detector.mask(sep === '/' ? path : path.replaceAll(sep, '/'));
}

function collect(file: ListedFile, result: FileResult, { collector, detector }: FileScan): void {
  if (result.kind === 'scanned') collector.count(result.byteCount);
  if (result.kind === 'scanned' && result.matches.length === 0 && detector.unread.length === 0) return;
  const path = shownPath(detector, file);
  if (result.kind === 'scanned') {
    collector.add(result.matches, { path });
    collector.skipParts(path, detector.unread);
  } else if (result.kind === 'folder')
    collector.countSubmodule(); // git lists a folder only for another repository inside this one
  else if (result.reason !== 'vanished' || !file.tracked) collector.skip(path, result.reason, result.detail);
}

function pause(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Goes through the steps of a scan, with the program's other work in between; gives its result, or `undefined` when it was interrupted. */
async function withPauses<T>(steps: Generator<void, T> | AsyncGenerator<void, T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  while (signal?.aborted !== true) {
    const step = await steps.next();
    if (step.done === true) return step.value;
    await pause();
  }
  await steps.return(undefined as T);
  return undefined;
}

async function scanLarge(file: ListedFile, steps: Generator<void, FileResult>, scan: FileScan): Promise<void> {
  const result = await withPauses(steps, scan.signal);
  if (result !== undefined) collect(file, result, scan);
  else scan.collector.skip(shownPath(scan.detector, file), 'interrupted', 'the scan was stopped while this file was read');
}

async function scanHalves(file: ListedFile, path: string | Buffer, { scan, ...cores }: TwoCores & { readonly scan: FileScan }): Promise<void> {
  const quick = await withPauses(scanOnTwoCores(path, cores), scan.signal);
  if (quick === undefined) return scanLarge(file, scanFile(path, scan.detector, { maxSizeBytes: scan.maxSizeBytes }), scan);
  scan.collector.count(quick.byteCount);
}

/** @returns What is still to be waited for: large files alone take more than one step. */
function scanListed(file: ListedFile, scan: FileScan): Promise<void> | undefined {
  const path = locate(scan.cwd, file);
  const { companion, detector, maxSizeBytes } = scan;
  const halves = companion === undefined ? undefined : halvesOf(path, maxSizeBytes);
  if (companion !== undefined && halves !== undefined) return scanHalves(file, path, { scan, halves, detector, companion });
  const steps = scanFile(path, detector, { maxSizeBytes });
  const first = steps.next();
  if (first.done !== true) return scanLarge(file, steps, scan);
  collect(file, first.value, scan);
  return undefined;
}

/** Scans files of a queue until it is empty. Lets the program's other work run in between, such as an interruption. */
export async function scanFiles(files: readonly ListedFile[], queue: FileQueue, scan: FileScan): Promise<void> {
  for (let part = queue.next(); part !== undefined; part = queue.next()) {
    for (const file of files.slice(part.from, part.to)) {
      const rest = scanListed(file, scan);
      if (rest !== undefined) await rest;
    }
    if (scan.signal !== undefined) await pause();
    if (scan.signal?.aborted === true) queue.stop();
  }
}
