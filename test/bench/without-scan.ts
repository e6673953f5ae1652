import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/** In place of the module that looks into the files of an upload. */
const NOTHING = 'export const scanContent = async () => undefined;\nexport const pathsOf = () => [];\n';

const blind: Plugin = {
  name: 'without-scan',
  setup: ({ onLoad }) => onLoad({ filter: /[/\\]hub[/\\]scan-content\.ts$/ }, () => ({ contents: NOTHING })),
};

type BuildProgram = (options: { readonly outdir: string; readonly plugins?: readonly Plugin[] }) => Promise<void>;

/**
 * Builds the program as it ships, but for the scan of what is uploaded: what it takes less is what that scan costs. No switch of the program does so.
 *
 * @param outdir Where packages are found.
 * @returns The program's path.
 */
export async function buildWithoutScan(root: string, outdir: string): Promise<string> {
  const { buildProgram } = (await import(pathToFileURL(join(root, 'build-program.js')).href)) as { buildProgram: BuildProgram };
  await buildProgram({ outdir, plugins: [blind] });
  return join(outdir, 'auth-guard.cjs');
}
