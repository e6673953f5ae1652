import { type Dirent, lstat, readdir, type Stats, stat } from 'node:fs';

/** Characters that `**` does not match, so that files with them in their names would be left out in silence; and the sign that stands for them, which is no character. */
const SIGN = '\ufdd0';
const UNMATCHED = [SIGN, '\n', '\r', '\u2028', '\u2029'] as const;
const TO_HIDE = new RegExp(`[${UNMATCHED.join('')}]`, 'g');
const TO_SHOW = new RegExp(`${SIGN}([0-4])`, 'g');

function hidden(name: string): string {
  return name.replace(TO_HIDE, (one) => `${SIGN}${UNMATCHED.indexOf(one as '\n')}`);
}

function shown(path: string): string {
  return path.includes(SIGN) ? path.replace(TO_SHOW, (_, index: string) => UNMATCHED[Number(index)] as string) : path;
}

type Done<T> = (error: NodeJS.ErrnoException | null, result: T) => void;

/** The disk, with names as the globs are to see them. */
function disk(onUnreadable: GlobChoice['onUnreadable']): object {
  return {
    readdir: (path: string, options: { readonly withFileTypes: true }, done: Done<Dirent[]>): void => {
      readdir(shown(path), options, (error, entries) => {
        for (const entry of entries ?? []) entry.name = hidden(entry.name);
        if (error === null || onUnreadable === undefined) return done(error, entries);
        onUnreadable(shown(path));
        done(null, []);
      });
    },
    lstat: (path: string, done: Done<Stats>): void => lstat(shown(path), done),
    stat: (path: string, done: Done<Stats>): void => stat(shown(path), done),
  };
}

export interface GlobChoice {
  readonly patterns: readonly string[];
  readonly ignore: readonly string[];
  /** Is told the absolute path of a folder that cannot be read, and the others are gone through. Default: it is thrown. */
  readonly onUnreadable?: (folder: string) => void;
}

/** Files below a folder, whatever their names hold; symlinks are listed and not followed. @throws For a folder that may not be read, where nobody is told. */
export async function globFiles(folder: string, { patterns, ignore, onUnreadable }: GlobChoice): Promise<readonly string[]> {
  const { default: glob } = await import('fast-glob');
  const found = await glob([...patterns], {
    cwd: folder,
    dot: true,
    onlyFiles: false,
    markDirectories: true,
    followSymbolicLinks: false,
    suppressErrors: false,
    ignore: [...ignore],
    fs: disk(onUnreadable),
  });
  return found.filter((path) => !path.endsWith('/')).map(shown);
}
