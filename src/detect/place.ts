/** Where a match stands in its content, for people: both numbers count from 1. */
export interface Place {
  readonly line: number;
  /** UTF-16 code units from the line's start; bytes where `columnUnit` says so. */
  readonly column: number;
  /** `bytes` when the line is not UTF-8, or starts more than 64 KiB before the match. */
  readonly columnUnit: 'utf16' | 'bytes';
}

/** Bytes to the left of a match that may be looked at, at most: for its column and the marks on its line. */
export const LEFT_CONTEXT_BYTES = 64 * 1024;

export const LINE_FEED = 0x0a;

/** Bytes of a byte order mark at the start of a content. */
function markLength(bytes: Uint8Array): number {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 2;
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf16Units(bytes: Uint8Array): number | undefined {
  try {
    return decoder.decode(bytes).length;
  } catch {
    return undefined;
  }
}

/**
 * The column behind the bytes of a line that stand before a match.
 *
 * @param line.first The line is the content's first, so that a byte order mark may stand before its text.
 * @param line.wide The match was found in UTF-16 text, where two bytes are one code unit.
 */
export function columnAfter(before: Uint8Array, line: { readonly first: boolean; readonly wide: boolean }): Pick<Place, 'column' | 'columnUnit'> {
  const text = line.first ? before.subarray(markLength(before)) : before;
  if (line.wide) return { column: Math.floor(text.length / 2) + 1, columnUnit: 'utf16' };
  const units = utf16Units(text);
  return units === undefined ? { column: text.length + 1, columnUnit: 'bytes' } : { column: units + 1, columnUnit: 'utf16' };
}
