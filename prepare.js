// What npm runs when the package is installed from a checkout or from git: builds it, and sets the hooks of a checkout up.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * `npm install --global git+…`, as the pre-commit framework runs it, hands `--global` on to the install that is to prepare the package:
 * npm then puts what the build needs elsewhere, and the build finds nothing.
 */
function installTools() {
  const { npm_config_global: _, npm_config_location: __, ...env } = process.env;
  const options = ['--global=false', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync(process.execPath, [process.env.npm_execpath, 'ci', ...options], { env, stdio: 'inherit' });
}

if (!existsSync('node_modules/esbuild') && process.env.npm_execpath !== undefined) installTools();
await import('./build.js');
if (existsSync('.git')) (await import('husky')).default();
