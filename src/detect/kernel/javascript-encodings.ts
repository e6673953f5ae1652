import { BASE64_ARCHIVE_HINT, ESCAPE_HINT, HEX_ARCHIVE_HINT, HEX_HINT, MIN_RUN, type RunFinder } from '#detect/kernel/encodings-contract.ts';

interface Found {
  readonly offset: number;
  readonly hint: number;
}

const RUN = new RegExp(`[A-Za-z0-9+/_-]{${MIN_RUN},}`, 'g');
const BASE64_ARCHIVE = /^(?:H4sI|UEsDB|KLUv\/)/;
const HEX_ARCHIVE = /^(?:1f8b08|504b0304|28b52ffd)/i;
const HEX_TEXT = /^(?:[2-7][0-9a-f]){20}/i;
const ESCAPES = [
  /\\+(?:x(?<a>[0-9A-Fa-f]{2})|u00(?<b>[0-9A-Fa-f]{2})|u\{0*(?<c>[0-9A-Fa-f]{2})\}|(?<octal>[01][0-7]{2}))/g,
  /%(?:25)*(?<a>[0-9A-Fa-f]{2})/g,
  /&(?:amp;)*(?:#[xX\d]|lowb)/g,
];

function isText(digits: string): boolean {
  return digits.length === 16 && Buffer.from(digits, 'base64').every((byte) => byte >= 0x20 && byte < 0x80);
}

/** Whether the bytes that a block decodes to are ASCII, as far as they stand in it. */
function isAscii(block: string, phase: number): boolean {
  const bits = (digit: string): number => (Buffer.from(`${digit}A`, 'base64')[0] as number) >> 2;
  return [...block].every((digit, index) => (bits(digit) & ([32, 8, 2, 0][(index - phase + 4) % 4] as number)) === 0);
}

function hasText(run: string, phase: number): boolean {
  for (let at = 0; at + 16 <= run.length; at += 16) {
    if (!isAscii(run.slice(at, at + 16), phase)) continue;
    const places = phase === 0 ? [at] : [at + phase - 4, at + phase].filter((place) => place >= 0);
    if (places.some((place) => isText(run.slice(place, place + 16)))) return true;
  }
  return false;
}

function hasHexText(run: string, phase: number): boolean {
  for (let at = phase; at + 40 <= run.length; at += 2) if (HEX_TEXT.test(run.slice(at, at + 40))) return true;
  return false;
}

function hintsOf(run: string): readonly number[] {
  const hints: number[] = [];
  if (BASE64_ARCHIVE.test(run)) hints.push(BASE64_ARCHIVE_HINT);
  else if (HEX_ARCHIVE.test(run)) hints.push(HEX_ARCHIVE_HINT);
  for (let phase = 0; phase < 4; phase += 1) {
    if (hasText(run, phase)) hints.push(phase);
  }
  for (const phase of [0, 1]) if (hasHexText(run, phase)) hints.push(HEX_HINT + phase);
  return hints;
}

function hidesCharacter({ a, b, c, octal }: Record<string, string | undefined>): boolean {
  const hex = a ?? b ?? c;
  const code = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
  return Number.isNaN(code) || /[A-Za-z0-9+/_.-]/.test(String.fromCharCode(code));
}

function escapesIn(text: string): readonly Found[] {
  return ESCAPES.flatMap((pattern) => [...text.matchAll(pattern)])
    .filter((match) => hidesCharacter(match.groups ?? {}))
    .map((match) => ({ offset: match.index, hint: ESCAPE_HINT }));
}

/** The finder in plain JavaScript: the oracle of the tests, and the fallback where WebAssembly SIMD is missing. */
export function createJavaScriptRunFinder(input: Buffer): RunFinder {
  let found: readonly Found[] = [];
  return {
    name: 'javascript',
    input,
    find(length) {
      const text = input.toString('latin1', 0, length);
      const runs = [...text.matchAll(RUN)].flatMap((run) => hintsOf(run[0]).map((hint) => ({ offset: run.index, hint })));
      found = [...runs, ...escapesIn(text)].sort((a, b) => a.offset - b.offset);
      return found.length;
    },
    offset: (index) => (found[index] as Found).offset,
    hint: (index) => (found[index] as Found).hint,
    countLineFeeds: (from, to) => input.subarray(from, to).reduce((sum, byte) => sum + Number(byte === 0x0a), 0),
  };
}
