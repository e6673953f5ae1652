// Builds the program: what hooks and scans load as one function, which is started with code that V8 compiled before, and ES modules beside it on demand.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { prepareRules } from './build-rules.js';

const root = fileURLToPath(new URL('.', import.meta.url));

// What hooks and scans load, is in one file: each further one costs most of a millisecond, and the loader of ES modules five before the first.
// It holds these of the modules that it imports when they are needed; the others are ES modules beside it.
const TOGETHER = [
  '#cli/assistant.ts',
  '#cli/commands/hook.ts',
  '#cli/commands/scan.ts',
  '#cli/history.ts',
  '#cli/log-setting.ts',
  '#cli/program.ts',
  '#cli/scan-worker.ts',
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

/** What is imported when it is needed, is asked of the file that starts the program: code that V8 compiled before cannot do so itself. */
function asFunction({ outputFiles: [file], metafile }) {
  const imported = new Set();
  const code = file.text.replace(/\bimport\("(?<path>[^"\\]+)"\)/g, (_all, path) => {
    imported.add(path);
    return `load("${path}")`;
  });
  const { imports } = Object.values(metafile.outputs)[0];
  const expected = new Set(imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path));
  if (imported.size !== expected.size || [...imported].some((path) => !expected.has(path))) throw new Error('not each import of the program was found');
  const wrapped = `(function (exports, require, module, __filename, __dirname, load) {${code}\n})\n${commandersLicence}\n`;
  if (Buffer.byteLength(wrapped) !== wrapped.length) throw new Error('the program is read as Latin-1, and it holds other characters');
  return wrapped;
}

/**
 * Writes the program and what starts it.
 *
 * @param options.outdir Where to.
 * @param options.plugins More plugins of esbuild, for all that is written. Default none.
 */
export async function buildProgram({ outdir, plugins = [] }) {
  const rulesAsData = await prepareRules();
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    packages: 'external',
    legalComments: 'none',
    outdir,
  };
  const commonJs = {
    ...common,
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    minify: true,
  };
  const onDemand = new Set();
  const program = await build({
    ...commonJs,
    entryPoints: { program: 'src/cli/program-entry.ts' },
    plugins: [...plugins, rulesAsData({ lean: true }), apart(onDemand), withCommander],
    metafile: true,
    write: false,
  });
  const code = asFunction(program);
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'program.cjs'), code);
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
  await build({
    ...commonJs,
    entryPoints: { 'auth-guard': 'src/cli/bin.ts', 'scan-thread': 'src/cli/scan-thread.ts' },
    outExtension: { '.js': '.cjs' },
    define: { ...commonJs.define, PROGRAM_DIGEST: JSON.stringify(digest) },
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
    plugins: [...plugins, rulesAsData()],
  });
  chmodSync(join(outdir, 'auth-guard.cjs'), 0o755);
}
