import { dirname, join } from 'node:path';
import type { Surroundings } from '#auth/sources/surroundings.ts';

/** Python's `expanduser`, then `expandvars`. */
function expand(path: string, { env, home }: Surroundings): string {
  const atHome = home === undefined ? path : path.replace(/^~(?=\/|$)/, home);
  return atHome.replace(/\$(?:\{([^}]+)\}|(\w+))/g, (whole, braced, plain) => env[braced ?? plain] ?? whole);
}

/** How huggingface_hub reads a switch. */
export function isOn(value: string | undefined): boolean {
  return /^(?:1|on|yes|true)$/i.test(value ?? '');
}

/**
 * Where huggingface_hub keeps the token in use and all tokens; `undefined` without a home folder and without a variable that names one.
 *
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function huggingFaceFiles(surroundings: Surroundings): { readonly token: string; readonly storedTokens: string } | undefined {
  const { env, home } = surroundings;
  const below = (folder: string | undefined, ...names: string[]): string | undefined => (folder === undefined ? undefined : join(folder, ...names));
  const hfHome = env['HF_HOME'] ?? below(env['XDG_CACHE_HOME'] ?? below(home, '.cache'), 'huggingface');
  const named = env['HF_TOKEN_PATH'] ?? below(hfHome, 'token');
  if (named === undefined) return undefined;
  const usual = expand(named, surroundings);
  const staging = isOn(env['HUGGINGFACE_CO_STAGING']) ? below(home, '.cache', 'huggingface_staging', 'token') : undefined;
  return { token: staging ?? usual, storedTokens: join(dirname(usual), 'stored_tokens') };
}
