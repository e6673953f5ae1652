import { parentPort } from 'node:worker_threads';
import { detectorFor } from '#cli/scan-setup.ts';
import { acceptancesFrom, type SettingsTexts } from '#cli/settings.ts';
import type { Detector } from '#detect/detector.ts';
import type { ListedFile } from '#git/work-tree-files.ts';
import type { Acceptances } from '#scan/allow.ts';
import { Collector } from '#scan/collector.ts';
import { FileQueue } from '#scan/file-queue.ts';
import { pathsFromTop } from '#scan/from-top.ts';
import type { Range } from '#scan/read-file.ts';
import { scanFiles } from '#scan/scan-files.ts';
import { sieveObjects } from '#scan/sieve-objects.ts';
import { isPartClean } from '#scan/two-cores.ts';

/** What every job says. */
export interface WorkerSetup {
  readonly ruleIds: readonly string[];
  readonly maxSizeBytes: number | undefined;
  readonly settings: SettingsTexts;
}

/** Files, which the thread answers with one ScanReport, to which the same settings have been applied. */
interface FilesWork {
  readonly kind: 'files';
  readonly cwd: string;
  readonly top: string | undefined;
  readonly files: readonly ListedFile[];
  readonly queue: SharedArrayBuffer;
}

/** Objects of a repository: the thread says from time to time which are clean, as `Sieved`. */
interface ObjectsWork {
  readonly kind: 'objects';
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As in `ObjectNames`, in shared memory. */
  readonly names: Uint8Array;
  readonly width: number;
  readonly count: number;
  readonly queue: SharedArrayBuffer;
}

/** A part of a large file: the thread says whether it is clean. */
interface PartWork {
  readonly kind: 'part';
  readonly path: string | Uint8Array;
  readonly part: readonly Range[];
}

/** What the thread is told. */
export interface WorkerJob extends WorkerSetup {
  readonly work: FilesWork | ObjectsWork | PartWork;
}

/** What the thread does it with. */
interface Tools extends WorkerSetup {
  readonly detector: Detector;
  readonly accept: Acceptances;
}

function tell(message: unknown): void {
  parentPort?.postMessage(message);
}

async function scanListed({ cwd, top, files, queue }: FilesWork, { accept, detector, maxSizeBytes }: Tools): Promise<void> {
  const collector = new Collector({ accept, source: 'files', now: () => performance.now(), fromTop: pathsFromTop(cwd, top) });
  await scanFiles(files, new FileQueue(files.length, queue), { cwd, detector, collector, maxSizeBytes });
  tell(collector.finish());
}

async function sieve({ cwd, env, names, width, count, queue }: ObjectsWork, { detector, maxSizeBytes }: Tools): Promise<void> {
  const bytes = Buffer.from(names.buffer, names.byteOffset, names.byteLength);
  await sieveObjects({ git: { cwd, env }, names: { bytes, width }, queue: new FileQueue(count, queue), detector, maxSizeBytes, tell });
}

/** What the second thread runs. */
export async function runJob({ work, ...setup }: WorkerJob): Promise<void> {
  const accept = await acceptancesFrom(setup.settings);
  const tools = { ...setup, accept, detector: detectorFor({ rules: setup.ruleIds.join(',') }, accept.config) };
  if (work.kind === 'files') return scanListed(work, tools);
  if (work.kind === 'objects') return sieve(work, tools);
  tell(isPartClean(typeof work.path === 'string' ? work.path : Buffer.from(work.path), work.part, tools.detector));
}
