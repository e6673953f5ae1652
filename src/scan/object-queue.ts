import type { ObjectNames } from '#git/object-names.ts';
import type { FileQueue } from '#scan/file-queue.ts';

/** The objects that are left to be read, in memory that threads share. @param isKnown Leaves an object out. */
export function sharedNames(names: ObjectNames, isKnown: (bytes: Buffer, at: number) => boolean): ObjectNames {
  const size = names.width + 1;
  const bytes = Buffer.from(new SharedArrayBuffer(names.count * size));
  let count = 0;
  for (let at = 0; at < names.count * size; at += size) {
    if (isKnown(names.bytes, at)) continue;
    names.bytes.copy(bytes, count * size, at, at + size);
    count += 1;
  }
  return { bytes: bytes.subarray(0, count * size), count, width: names.width };
}

/** The parts of the list that this thread gets, as `readObjects` takes them. */
export async function* queuedNames({ bytes, width }: Pick<ObjectNames, 'bytes' | 'width'>, queue: FileQueue): AsyncGenerator<Buffer> {
  const size = width + 1;
  for (let part = queue.next(); part !== undefined; part = queue.next()) yield Buffer.from(bytes.subarray(part.from * size, part.to * size));
}
