import { createRequire } from 'node:module';
import { LayerError } from '#detect/layers/container.ts';

const load = createRequire(import.meta.filename);

/**
 * Loads a library when the first archive needs it.
 *
 * @throws {LayerError} `unsupported`: that it is not there says nothing of the archive.
 */
export function library<T>(name: string): T {
  try {
    return load(name) as T;
  } catch (cause) {
    throw new LayerError('unsupported', `${name} cannot be loaded (${(cause as NodeJS.ErrnoException).code ?? (cause as Error).name})`);
  }
}
