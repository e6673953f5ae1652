import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** Larger than any file of credentials. */
const MAX_BYTES = 1 << 20;

/** A file that should hold credentials: its text, or why there is none. */
export type FileRead =
  | { readonly kind: 'text'; readonly text: string /** Whether other users of the machine may read it. */; readonly openToOthers: boolean }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' /** Reads on after "it": `is a folder`. */; readonly reason: string };

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
  EISDIR: 'is a folder',
  ELOOP: 'is a circle of symbolic links',
  ENAMETOOLONG: 'has too long a name',
};

function read(descriptor: number): FileRead {
  const stat = fstatSync(descriptor);
  if (stat.isDirectory()) return { kind: 'unreadable', reason: 'is a folder' };
  if (!stat.isFile()) return { kind: 'unreadable', reason: 'is not a file' };
  if (stat.size > MAX_BYTES) return { kind: 'unreadable', reason: 'is larger than 1 MiB' };
  const openToOthers = platform() !== 'win32' && (stat.mode & 0o044) !== 0;
  return { kind: 'text', text: readFileSync(descriptor, 'utf8'), openToOthers };
}

/** Reads a file of at most 1 MiB. Never waits: a FIFO is not a file. */
export function readCredentialFile(path: string): FileRead {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return read(descriptor);
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
    return { kind: 'unreadable', reason: REASONS[code] ?? `could not be read (${code})` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
