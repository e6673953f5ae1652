import type { Io } from '#cli/io.ts';
import type { UploadProgress } from '#hub/commit.ts';
import type { UploadFile } from '#hub/selection.ts';
import { bytesText, plural, safe } from '#report/style.ts';

const PHASES: Readonly<Record<UploadProgress['phase'], string>> = {
  scanning: 'looking for tokens',
  preuploading: 'asking the Hub',
  uploadingLargeFiles: 'sending',
  committing: 'committing',
};

/** `looking for tokens: 3 of 12 files, 1.2 of 4.0 GB`, then `sending: 3 of 12 files, 1.2 of 4.0 GB; weights/model.safetensors 34 %`. */
export function uploadProgressText({ phase, scanned, files: states }: UploadProgress, files: readonly Pick<UploadFile, 'path' | 'size'>[]): string {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (phase === 'scanning')
    return `${PHASES.scanning}: ${scanned.objects} of ${plural(files.length, 'file')}, ${bytesText(scanned.bytes)} of ${bytesText(total)}`;
  const shareOf = (path: string): number => (states.get(path)?.state === 'uploading' ? (states.get(path)?.share ?? 0) : 0);
  const sent = files.reduce((sum, { path, size }) => sum + size * shareOf(path), 0);
  const done = files.filter(({ path }) => shareOf(path) === 1).length;
  const current = [...states].filter(([, { share }]) => share < 1).at(-1);
  const detail =
    current === undefined ? '' : `; ${safe(current[0])} ${current[1].state === 'hashing' ? 'hashed' : 'sent'} ${Math.floor(current[1].share * 100)} %`;
  return `${PHASES[phase]}: ${done} of ${files.length} files, ${bytesText(sent)} of ${bytesText(total)}${detail}`;
}

/** Runs an upload; on a terminal it shows how far each file is, and all of them. */
export async function withUploadProgress<T>(
  io: Io,
  { progress, files }: { readonly progress: UploadProgress; readonly files: readonly UploadFile[] },
  work: () => Promise<T>,
): Promise<T> {
  if (io.stderr.isTTY !== true || (io.env['CI'] ?? '') !== '') return work();
  const { default: ora } = await import('ora');
  const spinner = ora({ discardStdin: false, text: uploadProgressText(progress, files) }).start();
  const ticker = setInterval(() => {
    spinner.text = uploadProgressText(progress, files);
  }, 80);
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    spinner.stop();
  }
}
