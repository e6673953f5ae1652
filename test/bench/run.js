// Bundles the benchmarks and runs them: `npm run bench`, or `npm run bench -- kernel likelihood tree hook history`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'auth-guard-bench-'));
const bundle = mkdtempSync(join(root, 'node_modules/.bench-')); // where packages are found
try {
  const outfile = join(bundle, 'bench.mjs');
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
  for (const one of [folder, bundle]) rmSync(one, { recursive: true, force: true });
}
