import type { Io } from '#cli/io.ts';
import { bytesText, plural, safe } from '#report/style.ts';

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
}

/** `1,200 of 9,000 objects, 40.0 MB, 80.0 MB/s, 4 s left`; with parts, of which nobody knows what the later ones hold, `repository 12 of 3,400: acme/m; 1,200 files, …`. */
export function progressText({ objects, bytes, expected, part }: Progress, elapsedMs: number): string {
  const speed = `${bytesText((bytes / Math.max(1, elapsedMs)) * 1000)}/s`;
  if (part !== undefined) return `${safe(part)}; ${plural(objects, 'file')}, ${bytesText(bytes)}, ${speed}`;
  if (expected === undefined) return `${plural(objects, 'file')}, ${bytesText(bytes)}, ${speed}`;
  const left = objects === 0 ? '' : `, ${Math.ceil(((elapsedMs / objects) * Math.max(0, expected - objects)) / 1000)} s left`;
  return `${objects.toLocaleString('en-US')} of ${plural(expected, 'object')}, ${bytesText(bytes)}, ${speed}${left}`;
}

/** Runs work; on a terminal it shows a spinner with counts when the work takes long. */
export async function withProgress(io: Io, progress: Progress, work: () => Promise<void>): Promise<void> {
  if (io.stderr.isTTY !== true || (io.env['CI'] ?? '') !== '') return work();
  const startedAt = io.now();
  let stop = (): void => undefined;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    const spinner = ora({ discardStdin: false }).start();
    const ticker = setInterval(() => {
      spinner.text = progressText(progress, io.now() - startedAt);
    }, 80);
    stop = () => {
      clearInterval(ticker);
      spinner.stop();
    };
  }, QUIET_MS);
  try {
    await work();
  } finally {
    clearTimeout(timer);
    stop();
  }
}
