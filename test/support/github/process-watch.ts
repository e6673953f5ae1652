import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface ProcessWatch {
  /** Stops, and gives the places in which one of the tokens stood. */
  stop(): readonly string[];
  /** Command lines that were seen, to know that the watch worked. */
  readonly seen: ReadonlySet<string>;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1').replaceAll('\0', ' ');
  } catch {
    return ''; // it ended meanwhile
  }
}

/**
 * Watches the command line of every process, and the environment of those that run `program`, for tokens.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_cmdline.5.html
 */
export function watchProcesses(tokens: readonly string[], program: string): ProcessWatch {
  const seen = new Set<string>();
  const leaks = new Set<string>();
  const look = (): void => {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const line = read(`/proc/${id}/cmdline`);
      if (line === '') continue;
      seen.add(line);
      if (tokens.some((token) => line.includes(token))) leaks.add(`cmdline: ${line.split(' ')[0]}`);
      if (!line.startsWith(`${program} `) && !line.includes(`/${program} `)) continue;
      const environment = read(`/proc/${id}/environ`);
      if (tokens.some((token) => environment.includes(token))) leaks.add(`environment: ${program}`);
    }
  };
  const timer = setInterval(look, 2);
  return {
    seen,
    stop: () => {
      clearInterval(timer);
      look();
      return [...leaks];
    },
  };
}

/** Files are looked into up to this many bytes. */
const MAX_BYTES = 1_000_000;

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    });
  } catch {
    return []; // it is gone already
  }
}

/** Watches every file below some folders for tokens, again and again. @returns Stops, and gives the files in which one stood. */
export function watchFiles(tokens: readonly string[], folders: readonly string[]): () => readonly string[] {
  const leaks = new Set<string>();
  const holds = (path: string): boolean => {
    try {
      const text = statSync(path).size > MAX_BYTES ? '' : readFileSync(path, 'latin1');
      return tokens.some((token) => text.includes(token));
    } catch {
      return false;
    }
  };
  const look = (): void => {
    for (const path of folders.flatMap(filesBelow)) if (holds(path)) leaks.add(path);
  };
  const timer = setInterval(look, 5);
  return () => {
    clearInterval(timer);
    look();
    return [...leaks];
  };
}
