import { realpathSync, rmSync } from 'node:fs';
import { writePrivateFile } from '#auth/private-file.ts';
import { readCredentialFile } from '#auth/sources/credential-file.ts';
import type { PutBack } from '#auth/stores/store.ts';
import { AuthGuardError } from '#errors.ts';

/** A file behind a link is changed where it is: the link stays. */
function behindLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it does not exist yet
  }
}

/**
 * Rewrites a file of credentials, which its owner alone can read from then on.
 *
 * @param edit From the text, empty for a file that is not there, to the new one.
 * @returns Puts the old text back, or removes the file again; throws `STORE_FAILED` where somebody has written to it since.
 * @throws {AuthGuardError} `STORE_FAILED`, and what `edit` throws; the file is then as it was.
 */
export function editPrivateFile(path: string, edit: (text: string) => string): PutBack {
  const file = behindLinks(path);
  const before = readCredentialFile(file);
  if (before.kind === 'unreadable') throw new AuthGuardError('STORE_FAILED', `${path} ${before.reason}.`, { help: 'Correct the file or its rights.' });
  const write = (text: string): void => {
    try {
      writePrivateFile(file, text);
    } catch (cause) {
      throw new AuthGuardError('STORE_FAILED', `${path} could not be written: ${(cause as NodeJS.ErrnoException).code ?? 'unknown reason'}.`, { cause });
    }
  };
  const written = edit(before.kind === 'text' ? before.text : '');
  write(written);
  return () => {
    const now = readCredentialFile(file);
    if (now.kind !== 'text' || now.text !== written)
      throw new AuthGuardError('STORE_FAILED', `${path} was changed by another program meanwhile, and was left as it is now.`);
    if (before.kind === 'text') write(before.text);
    else rmSync(file, { force: true });
  };
}
