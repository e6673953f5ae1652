// Builds what the package ships: the kernel (AssemblyScript -> WebAssembly), the program, and type declarations.
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildProgram } from './build-program.js';
import { writeKernelModule } from './src/detect/kernel/compile.js';

const root = fileURLToPath(new URL('.', import.meta.url));

await writeKernelModule();
const withTypes = !process.argv.includes('--no-types');
for (const stale of readdirSync(root).includes('dist') ? readdirSync(`${root}dist`) : []) {
  if (withTypes || stale !== 'types') rmSync(`${root}dist/${stale}`, { recursive: true });
}
await buildProgram({ outdir: `${root}dist` });
// Hooks, and npm's links, that an earlier version made point there.
writeFileSync(`${root}dist/auth-guard.js`, "#!/usr/bin/env node\nimport './auth-guard.cjs';\n");
chmodSync(`${root}dist/auth-guard.js`, 0o755);
if (withTypes) {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}
