import type { FileRead } from '#auth/sources/credential-file.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';

/** Surroundings made up for a test. A file is its text, or what reading it gives. */
export function surroundingsWith(
  options: { env?: Record<string, string>; files?: Record<string, string | FileRead>; home?: string | undefined } = {},
): Surroundings {
  const { env = {}, files = {} } = options;
  return {
    env,
    home: 'home' in options ? options.home : '/home/a',
    readFile: (path) => {
      const file = files[path];
      if (file === undefined) return { kind: 'absent' };
      return typeof file === 'string' ? { kind: 'text', text: file, openToOthers: false } : file;
    },
  };
}
