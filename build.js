// Builds what the package ships: the kernel (AssemblyScript -> WebAssembly), code-split bundles, and type declarations.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeKernelModule } from './src/detect/kernel/compile.js';

const root = fileURLToPath(new URL('.', import.meta.url));

await writeKernelModule();
const withTypes = !process.argv.includes('--no-types');
for (const stale of withTypes ? ['dist'] : ['dist/chunks']) rmSync(root + stale, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { 'auth-guard': 'src/cli/bin.ts', 'scan-worker': 'src/cli/scan-worker.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  packages: 'external',
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
});
chmodSync(`${root}dist/auth-guard.js`, 0o755);
if (withTypes) {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}
