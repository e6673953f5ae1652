import type { Io } from '#cli/io.ts';
import { bytesText, plural } from '#report/style.ts';

/** A spinner is shown once the work takes longer than this. */
const QUIET_MS = 300;

/** What the spinner counts. */
export interface Progress {
  readonly objects: number;
  readonly bytes: number;
}

/** Runs work; on a terminal it shows a spinner with counts when the work takes long. */
export async function withProgress(io: Io, progress: Progress, work: () => Promise<void>): Promise<void> {
  if (io.stderr.isTTY !== true || (io.env['CI'] ?? '') !== '') return work();
  let stop = (): void => undefined;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    const spinner = ora({ discardStdin: false }).start();
    const ticker = setInterval(() => {
      spinner.text = `${plural(progress.objects, 'file')}, ${bytesText(progress.bytes)}`;
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
