// Bundles the benchmarks and runs them: `npm run bench`, or `npm run bench -- kernel likelihood tree hook history`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'auth-guard-bench-'));
try {
  const outfile = join(folder, 'bench.mjs');
  await build({
    entryPoints: [`${root}test/bench/bench.ts`],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['source'],
    packages: 'external',
  });
  const { runBenches } = await import(pathToFileURL(outfile).href);
  await runBenches({ root, folder, names: process.argv.slice(2) });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
