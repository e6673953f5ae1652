import type { Decoder, Members } from '#detect/layers/container.ts';

/** Characters above U+00FF as one byte: no encoding that is looked for has any. */
const OTHER = 0x1a;

/** Reads UTF-16 with a byte order mark as one byte for each code unit: what is encoded in it is ASCII. A last odd byte is dropped. */
export function openUtf16(members: Members): Decoder {
  let low: 0 | 1 | undefined;
  let rest: Buffer = Buffer.alloc(0);
  members.open(undefined);
  return {
    write(piece) {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const from = low === undefined ? 2 : 0;
      if (bytes.length < 2) {
        rest = Buffer.from(bytes);
        return;
      }
      low ??= bytes[0] === 0xff ? 0 : 1;
      const units = Buffer.alloc((bytes.length - from) >> 1);
      for (let index = 0, at = from; index < units.length; index += 1, at += 2) {
        units[index] = bytes[at + 1 - low] === 0 ? (bytes[at + low] as number) : OTHER;
      }
      rest = Buffer.from(bytes.subarray(from + units.length * 2));
      members.data(units);
    },
    end: () => members.close(),
  };
}
