import { join, relative } from 'node:path';
import type { Io } from '#cli/io.ts';

/** Where a page of the documentation, which comes with the package, stands: from the working folder where it is below that. */
export function docsPage(name: string, { programFolder, cwd }: Pick<Io, 'programFolder' | 'cwd'>): string {
  const file = join(programFolder, '..', 'docs', name);
  const below = relative(cwd, file);
  return below.startsWith('..') ? file : below;
}
