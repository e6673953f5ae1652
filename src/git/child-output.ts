import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is read at a time, at most. */
const READ_BYTES = 256 * 1024;

/** A stream that a child writes to, and that is read into the same memory again and again. */
export interface ChildOutput {
  /** What to give the child as its standard output; destroyed once it has it. */
  readonly end: Socket;
  /** Fulfilled when the child, and whoever else holds the other end, has closed it and all was read. */
  readonly closed: Promise<void>;
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}

function connection(server: Server): Promise<Socket> {
  return new Promise((resolve) => {
    server.once('connection', resolve);
  });
}

/**
 * Opens a stream for a child's output.
 *
 * Node reads a pipe into 64 KiB of new memory for each piece, of which git fills a fifth: four fifths of a long read went into collecting them.
 * A socket of one's own is the one stream that it reads into memory that is given.
 *
 * @param onPiece Gets each piece; its bytes are written over behind the call.
 * @returns `undefined` where a child cannot have a socket: on Windows, or where no temporary folder can be written to.
 * @see https://nodejs.org/api/net.html#new-netsocketoptions
 */
export async function openChildOutput(onPiece: (piece: Buffer) => void): Promise<ChildOutput | undefined> {
  if (process.platform === 'win32') return undefined;
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'auth-guard-')); // for this user alone
    const path = join(folder, 'out');
    const server = createServer({ pauseOnConnect: true });
    await listen(server, path);
    const accepted = connection(server);
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const callback = (byteCount: number): boolean => {
      onPiece(buffer.subarray(0, byteCount));
      return true;
    };
    const reader = connect({ path, onread: { buffer, callback } });
    const closed = new Promise<void>((resolve) => {
      reader.once('error', () => resolve()); // a child that dies half-way is told by its exit
      reader.once('close', () => resolve());
    });
    const end = await accepted;
    server.close();
    return { end, closed };
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
