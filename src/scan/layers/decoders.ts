import type { ContainerKind, Decoder, LayerLimits, Members } from '#detect/layers/container.ts';
import { openGzip } from '#scan/layers/gzip.ts';
import { openInflater } from '#scan/layers/inflate.ts';
import { openTar } from '#scan/layers/tar.ts';
import { openZip } from '#scan/layers/zip.ts';

function openZstd(members: Members, limits: LayerLimits): Decoder {
  members.inflate();
  const inflater = openInflater('ZstdDecompress', { take: (piece) => members.data(piece), limits });
  members.open(undefined);
  return {
    write: (piece) => void inflater.write(piece),
    end: () => {
      inflater.end();
      members.close();
    },
  };
}

/** Opens an archive. The libraries are loaded by the first one of its kind: a commit without any does not pay for them. */
export function openDecoder(kind: ContainerKind, members: Members, limits: LayerLimits): Decoder {
  switch (kind) {
    case 'gzip':
      return openGzip(members, limits);
    case 'zstd':
      return openZstd(members, limits);
    case 'zip':
      return openZip(members, limits);
    default:
      return openTar(members);
  }
}
