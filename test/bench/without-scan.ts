import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** In place of the module that looks into the files of an upload. */
const NOTHING = 'export const scanContent = async () => undefined;\nexport const pathsOf = () => [];\n';

const blind: Plugin = {
  name: 'without-scan',
  setup: ({ onLoad }) => onLoad({ filter: /[/\\]hub[/\\]scan-content\.ts$/ }, () => ({ contents: NOTHING })),
};

/**
 * Builds the program as it ships, but for the scan of what is uploaded: what it takes less is what that scan costs. No switch of the program does so.
 *
 * @param outdir Where packages are found.
 * @returns The program's path.
 */
export async function buildWithoutScan(root: string, outdir: string): Promise<string> {
  const { prepareRules } = (await import(pathToFileURL(join(root, 'build-rules.js')).href)) as { prepareRules: () => Promise<() => Plugin> };
  const rulesAsData = await prepareRules();
  await build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    packages: 'external',
    splitting: true,
    outdir,
    entryPoints: { 'auth-guard': 'src/cli/bin.ts', 'hash-worker': 'src/cli/hash-worker.ts' },
    plugins: [rulesAsData(), blind],
  });
  return join(outdir, 'auth-guard.js');
}
