import { type HubConnection, isRefusal } from '#hub/connection.ts';
import { isLargeWeights, type Part, partsOfWeights, safetensorsHeader } from '#hub/reading.ts';
import { encodePath, repositoryPage } from '#hub/repository.ts';

/** A file as the Hub lists it. */
export interface RemoteListedFile {
  readonly path: string;
  /** Git's id of the content, or of the pointer to it: another content has another one. */
  readonly oid: string;
  /** Bytes. */
  readonly size: number;
}

const WHOLE: readonly Part[] = [{ from: 0 }];

/** How much of a file is to be read. */
export function readingOf({ path, size }: RemoteListedFile, readWeights: boolean): 'whole' | 'header' {
  return !readWeights && isLargeWeights(path, size) ? 'header' : 'whole';
}

interface Address {
  readonly connection: HubConnection;
  readonly revision: string;
  readonly file: RemoteListedFile;
}

/** How often a body that breaks off is asked for again, from where it broke off. */
const RESUMPTIONS = 3;

async function* readPart(address: Address, { from, to }: Part): AsyncGenerator<Uint8Array> {
  let at = from;
  for (let left = RESUMPTIONS; ; left -= 1) {
    try {
      for await (const chunk of readOnce(address, { from: at, ...(to === undefined ? {} : { to }) })) {
        at += chunk.length;
        yield chunk;
      }
      return;
    } catch (error) {
      if (left === 0 || isRefusal(error) || (error as Error).name === 'AbortError') throw error;
    }
  }
}

async function* readOnce({ connection: { repository, fetch }, revision, file }: Address, { from, to }: Part): AsyncGenerator<Uint8Array> {
  const address = `${repositoryPage(repository)}/resolve/${encodeURIComponent(revision)}/${encodePath(file.path)}`;
  const isWhole = from === 0 && to === undefined;
  const range = isWhole ? {} : { range: `bytes=${from}-${(to ?? file.size) - 1}` };
  const response = await fetch(address, { headers: { 'accept-encoding': 'identity', ...range } }); // as it is: ranges count its own bytes
  if (!response.ok) {
    await response.body?.cancel();
    throw Object.assign(new Error(response.headers.get('x-error-message') ?? response.statusText), { statusCode: response.status });
  }
  let left = isWhole ? Number.POSITIVE_INFINITY : (to ?? file.size) - from;
  let ahead = isWhole || response.status === 206 ? 0 : from; // a server that knows no ranges sends everything
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    const part = chunk.subarray(Math.min(ahead, chunk.length)).subarray(0, left);
    ahead -= Math.min(ahead, chunk.length);
    left -= part.length;
    if (part.length > 0) yield part;
    if (left <= 0) return;
  }
}

/**
 * Reads a file of the Hub, or of large weights what can hold text: the header of a safetensors file, the start and the end of others.
 *
 * @throws The network's error, or one with the `statusCode` of the Hub's refusal.
 */
export async function* readRemote(address: Address, reading: 'whole' | 'header'): AsyncGenerator<Uint8Array> {
  const { path, size } = address.file;
  if (size === 0) return;
  const parts = reading === 'whole' ? WHOLE : partsOfWeights(path, size);
  const prefix: Buffer[] = [];
  for (const part of parts) {
    for await (const chunk of readPart(address, part)) {
      prefix.push(Buffer.from(chunk.subarray(0, 8)));
      yield chunk;
    }
  }
  const more = reading === 'header' && /\.safetensors$/i.test(path) ? safetensorsHeader(Buffer.concat(prefix), size) : undefined;
  if (more !== undefined) yield* readPart(address, more);
}
