// Builds what the package ships: the kernel (AssemblyScript -> WebAssembly), the program, and type declarations.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { prepareRules } from './build-rules.js';
import { writeKernelModule } from './src/detect/kernel/compile.js';

const root = fileURLToPath(new URL('.', import.meta.url));

await writeKernelModule();
const rulesAsData = await prepareRules();
const withTypes = !process.argv.includes('--no-types');
for (const stale of readdirSync(root).includes('dist') ? readdirSync(`${root}dist`) : []) {
  if (withTypes || stale !== 'types') rmSync(`${root}dist/${stale}`, { recursive: true });
}
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  conditions: ['source'],
  packages: 'external',
  legalComments: 'none',
  outdir: 'dist',
};

// What hooks and scans load, is in one file: each further one costs most of a millisecond, and the loader of ES modules five before the first.
// It holds these of the modules that it imports when they are needed; the others are ES modules beside it.
const TOGETHER = [
  '#cli/assistant.ts',
  '#cli/commands/hook.ts',
  '#cli/commands/scan.ts',
  '#cli/history.ts',
  '#cli/log-setting.ts',
  '#cli/program.ts',
  '#hooks/commit-msg.ts',
  '#hooks/pre-commit.ts',
  '#hooks/pre-push.ts',
  '#hooks/pre-receive.ts',
  '#rules/index.ts',
  '#scan/scan-paths.ts',
  '#scan/scan-staged.ts',
  '#scan/scan-stream.ts',
];

/** Keeps other modules that are imported when they are needed out, and notes them. */
const apart = (noted) => ({
  name: 'apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^#/ }, ({ path, kind }) => {
      if (kind !== 'dynamic-import' || TOGETHER.includes(path)) return undefined;
      const module = path.slice(1, -'.ts'.length);
      noted.add(module);
      return { path: `./${module}.js`, external: true };
    }),
});

/** To find a package takes as long as to read it. Its licence goes with it. */
const withCommander = {
  name: 'with-commander',
  setup: ({ onResolve }) => onResolve({ filter: /^commander$/ }, () => ({ path: `${root}node_modules/commander/index.js` })),
};
const commandersLicence = `/* commander\n${readFileSync(`${root}node_modules/commander/LICENSE`, 'utf8')}*/`;

const onDemand = new Set();
await build({
  ...common,
  entryPoints: { 'auth-guard': 'src/cli/bin.ts', 'scan-worker': 'src/cli/scan-worker.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
  minify: true,
  footer: { js: commandersLicence },
  plugins: [rulesAsData({ lean: true }), apart(onDemand), withCommander],
});
await build({
  ...common,
  entryPoints: {
    index: 'src/index.ts',
    'hash-worker': 'src/cli/hash-worker.ts',
    ...Object.fromEntries([...onDemand].map((module) => [module, `src/${module}.ts`])),
  },
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [rulesAsData()],
});
// Hooks, and npm's links, that an earlier version made point there.
writeFileSync(`${root}dist/auth-guard.js`, "#!/usr/bin/env node\nimport './auth-guard.cjs';\n");
for (const program of ['auth-guard.cjs', 'auth-guard.js']) chmodSync(`${root}dist/${program}`, 0o755);
if (withTypes) {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}
