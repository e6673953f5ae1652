// Builds what the package ships: the kernel (AssemblyScript -> WebAssembly), code-split bundles, and type declarations.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { prepareRules } from './build-rules.js';
import { writeKernelModule } from './src/detect/kernel/compile.js';

const root = fileURLToPath(new URL('.', import.meta.url));

await writeKernelModule();
const rulesAsData = await prepareRules();
const withTypes = !process.argv.includes('--no-types');
for (const stale of withTypes ? ['dist'] : ['dist/chunks']) rmSync(root + stale, { recursive: true, force: true });
const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  packages: 'external',
  legalComments: 'none',
};
// The hooks are one file of their own: each further file that is loaded costs most of a millisecond at every commit.
// What a hook seldom needs stays apart from it, because a single file would load all packages that any of its parts needs.
const apart = (modules) => ({
  name: 'apart',
  setup: ({ onResolve }) => onResolve({ filter: /^#/ }, ({ path }) => (modules[path] === undefined ? undefined : { path: modules[path], external: true })),
});
await build({
  ...common,
  entryPoints: {
    'auth-guard': 'src/cli/bin.ts',
    'scan-worker': 'src/cli/scan-worker.ts',
    'part-worker': 'src/cli/part-worker.ts',
    'hash-worker': 'src/cli/hash-worker.ts',
    settings: 'src/config/parse.ts',
    'push-checks': 'src/ci/push/check.ts',
    habits: 'src/cli/habits.ts',
    index: 'src/index.ts',
  },
  outdir: 'dist',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [rulesAsData(), apart({ '#cli/commands/hook.ts': './hook.js' })],
});
await build({
  ...common,
  entryPoints: ['src/cli/commands/hook.ts'],
  outfile: 'dist/hook.js',
  minify: true,
  plugins: [
    rulesAsData({ lean: true }),
    apart({ '#cli/habits.ts': './habits.js', '#config/parse.ts': './settings.js', '#ci/push/check.ts': './push-checks.js' }),
  ],
});
chmodSync(`${root}dist/auth-guard.js`, 0o755);
if (withTypes) {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}
