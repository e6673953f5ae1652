/** Shorter values are no secrets, and masking them would spoil any text. Characters. */
export const MIN_VALUE_LENGTH = 8;

/** Longer values are looked for in pieces of this many bytes. */
const MAX_PIECE_BYTES = 4096;

/** The characters of the base64 of a value that do not depend on what stands around it, for one of the three alignments. */
function base64At(value: Buffer, shift: 0 | 1 | 2): string {
  const text = Buffer.concat([Buffer.alloc(shift), value]).toString('base64');
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + value.length) * 8) / 6));
}

/** A text of at least some characters as it is, as base64 without what depends on its neighbours, percent-encoded and JSON-escaped. */
export function encodedForms(line: string): readonly string[] {
  const bytes = Buffer.from(line, 'utf8');
  const base64 = ([0, 1, 2] as const).map((shift) => base64At(bytes, shift));
  const urlSafe = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const percent = encodeURIComponent(bytes.toString('utf8')); // well-formed, whatever the line was
  return [line, ...base64, ...urlSafe, percent, percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()), JSON.stringify(line).slice(1, -1)];
}

function pieces(bytes: Buffer): readonly Buffer[] {
  const count = Math.ceil(bytes.length / MAX_PIECE_BYTES);
  const size = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

/**
 * The bytes to look for when a value must not be shown: itself, its base64 (standard and url-safe, at each alignment), its percent-encoded
 * and its JSON-escaped form. Each line of a value of several lines counts by itself; lines of fewer than eight characters are left out.
 */
export function formsOf(value: string): readonly Buffer[] {
  const lines = value.split(/[\r\n]+/).filter((line) => line.trim().length >= MIN_VALUE_LENGTH);
  const forms = new Set(lines.flatMap((line) => encodedForms(line.trim())));
  return [...forms].flatMap((form) => pieces(Buffer.from(form, 'utf8')));
}
