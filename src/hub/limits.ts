import type { UploadFile } from '#hub/selection.ts';

const GB = 1_000_000_000;

/** What the Hub takes at the most. @see https://huggingface.co/docs/hub/storage-limits */
export const HUB_LIMITS = {
  /** A file of Git LFS or xet. Bytes. */
  fileBytes: 500 * GB,
  /** Above this the Hub recommends to split a file. Bytes. */
  recommendedFileBytes: 200 * GB,
  filesPerFolder: 10_000,
  /** The official client puts no more into one commit: the Hub may take too long for them. @see huggingface_hub/_upload_pipeline.py, COMMIT_SIZE_SCALE */
  recommendedFilesPerCommit: 1_000,
  /** Above this the Hub recommends to merge files. */
  recommendedFiles: 100_000,
} as const;

export interface LimitVerdict {
  readonly broken: readonly string[];
  readonly advice: readonly string[];
}

function fullestFolder(files: readonly UploadFile[]): { readonly folder: string; readonly count: number } {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].map(([folder, count]) => ({ folder, count })).reduce((most, one) => (one.count > most.count ? one : most), { folder: '', count: 0 });
}

/** Holds an upload against the Hub's limits. */
export function judgeLimits(files: readonly UploadFile[]): LimitVerdict {
  const broken = files.filter(({ size }) => size > HUB_LIMITS.fileBytes).map(({ path }) => `${path} is larger than 500 GB, the most that the Hub takes`);
  const advice = files
    .filter(({ size }) => size > HUB_LIMITS.recommendedFileBytes && size <= HUB_LIMITS.fileBytes)
    .map(({ path }) => `${path} is larger than 200 GB; the Hub recommends to split it`);
  const { folder, count } = fullestFolder(files);
  if (count > HUB_LIMITS.filesPerFolder)
    broken.push(`${folder === '' ? 'the top folder' : folder} would hold ${count} files; the Hub takes 10,000 in a folder`);
  if (files.length > HUB_LIMITS.recommendedFiles)
    advice.push(`${files.length} files; the Hub recommends fewer than 100,000: merge them, as Parquet or WebDataset`);
  else if (files.length > HUB_LIMITS.recommendedFilesPerCommit)
    advice.push(`${files.length} files go in one commit: should the Hub take too long for it, upload folder by folder`);
  return { broken, advice };
}
