import type * as Tar from 'tar/parse';
import type { Decoder, Members } from '#detect/layers/container.ts';
import { library } from '#scan/layers/library.ts';

/** What a tar holds beside files has no content, or one that says where another file's is. */
const FILES = new Set(['File', 'OldFile', 'ContiguousFile']);

/** Reads a tar, as it comes: old ones, ustar, GNU and pax. */
export function openTar(members: Members): Decoder {
  const { Parser } = library<typeof Tar>('tar/parse');
  let failure: Error | undefined;
  const parser = new Parser({
    brotli: false,
    zstd: false,
    onwarn: (code, message) => {
      if (code !== 'TAR_ENTRY_INFO') failure ??= new Error(String(message));
    },
    onReadEntry: (entry) => {
      if (!FILES.has(entry.type)) {
        entry.resume();
        return;
      }
      members.open(entry.path);
      entry.on('data', (piece: Buffer) => members.data(piece));
      entry.on('end', () => members.close());
    },
  });
  const check = (): void => {
    if (failure !== undefined) throw failure;
  };
  return {
    write: (piece) => void parser.write(Buffer.from(piece)), // it keeps pieces
    end: () => {
      parser.end();
      check();
    },
  };
}
