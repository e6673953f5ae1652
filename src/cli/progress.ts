import type { Io } from '#cli/io.ts';
import { bytesText, plural, safe } from '#report/style.ts';
import type { ScanSource } from '#scan/report.ts';

/** A spinner is shown once the work takes longer than this. */
const QUIET_MS = 300;

/** What the spinner counts. */
export interface Progress {
  readonly objects: number;
  readonly bytes: number;
  /** How many objects there will be, where that is known. */
  readonly expected: number | undefined;
  /** Which part of the work goes on, of those that there are. */
  readonly part: string | undefined;
  /** Objects of git are counted for a push, files otherwise. */
  readonly source?: ScanSource;
}

/** `1,200 of 9,000 objects, 40.0 MB, 80.0 MB/s, 4 s left`; with parts, of which nobody knows what the later ones hold, `repository 12 of 3,400: acme/m; 1,200 files, …`. */
export function progressText({ objects, bytes, expected, part, source }: Progress, elapsedMs: number): string {
  const speed = `${bytesText((bytes / Math.max(1, elapsedMs)) * 1000)}/s`;
  const counted = plural(objects, source === 'push' ? 'object' : 'file');
  if (part !== undefined) return `${safe(part)}; ${counted}, ${bytesText(bytes)}, ${speed}`;
  if (expected === undefined) return `${counted}, ${bytesText(bytes)}, ${speed}`;
  const left = objects === 0 ? '' : `, ${Math.ceil(((elapsedMs / objects) * Math.max(0, expected - objects)) / 1000)} s left`;
  return `${objects.toLocaleString('en-US')} of ${plural(expected, 'object')}, ${bytesText(bytes)}, ${speed}${left}`;
}

/** Draws a spinner; gives what takes it away. */
async function spin(text: () => string): Promise<() => void> {
  const { default: ora } = await import('ora');
  const spinner = ora({ discardStdin: false, text: text() }).start();
  const ticker = setInterval(() => {
    spinner.text = text();
  }, 80);
  return () => {
    clearInterval(ticker);
    spinner.stop();
  };
}

/** Runs work; on a terminal it shows a spinner with counts when the work takes long. Until then nothing is loaded, and no stream opened. */
export async function withProgress(io: Io, progress: Progress, work: () => Promise<void>): Promise<void> {
  const startedAt = io.now();
  let spinner: Promise<() => void> | undefined;
  const timer = setTimeout(() => {
    if (io.stderr.isTTY !== true || (io.env['CI'] ?? '') !== '') return;
    spinner = spin(() => progressText(progress, io.now() - startedAt));
    spinner.catch(() => undefined); // the work is not worse for it
  }, QUIET_MS);
  try {
    await work();
  } finally {
    clearTimeout(timer);
    const stop = await spinner?.catch(() => undefined); // it may be on its way
    stop?.();
  }
}
