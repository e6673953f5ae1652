import { readdirSync, readFileSync } from 'node:fs';

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
