import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createHash, randomBytes } from '#crypto.ts';

const DIGEST_BYTES = 64;

function digest(body: Buffer): Buffer {
  return Buffer.from(createHash('sha256').update(body).digest('hex'), 'latin1');
}

/** What `writeSealed` wrote; `undefined` for a file that is not there, cut off, damaged or something else. */
export function readSealed(path: string): Buffer | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return undefined;
  }
  const body = bytes.subarray(0, Math.max(0, bytes.length - DIGEST_BYTES));
  return digest(body).equals(bytes.subarray(body.length)) ? body : undefined;
}

/**
 * Writes a file with its digest behind it. It is written beside and renamed: a reader sees all of it or nothing, whenever the writer dies.
 *
 * @returns What went wrong, as an error code: a cache that cannot be written costs time, not truth.
 */
export function writeSealed(path: string, body: Buffer): string | undefined {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(temporary, Buffer.concat([body, digest(body)]), { mode: 0o600 });
      renameSync(temporary, path);
    } catch (cause) {
      rmSync(temporary, { force: true });
      throw cause;
    }
    return undefined;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code ?? String(cause);
  }
}
