import { relative, sep } from 'node:path';
import type { UploadFile } from '#hub/selection.ts';
import type { FileScan } from '#scan/scan-files.ts';
import { scanNames } from '#scan/scan-names.ts';
import { type Assistant, scanListing } from '#scan/scan-paths.ts';

/** Looks for tokens in the files of an upload and in the names that they get. Findings carry the path on this disk, where they can be mended. */
export async function scanContent(files: readonly UploadFile[], scan: FileScan & { readonly assistant: Assistant | undefined }): Promise<void> {
  const listed = pathsOf(files, scan.cwd).map((path) => ({ path, tracked: false }));
  scanNames(
    files.map(({ path }) => ({ path })),
    scan,
  );
  await scanListing(listed, scan);
}

/** The files' paths on this disk, as reports name them. */
export function pathsOf(files: readonly UploadFile[], cwd: string): readonly string[] {
  return files.map(({ file }) => shortest(cwd, file));
}

function shortest(cwd: string, file: string): string {
  const way = relative(cwd, file);
  return way === '..' || way.startsWith(`..${sep}`) ? file : way;
}
