import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the kernel and the bundles once, so that the tests run what a user runs. */
export default function setup(): void {
  execFileSync(process.execPath, ['build.js', '--no-types'], { cwd: fileURLToPath(new URL('../..', import.meta.url)), stdio: 'inherit' });
}
