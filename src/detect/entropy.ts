/** By character; all zero between calls. */
const counts = new Uint32Array(65_536);

/** `n · log2(n)` of small numbers: logarithms are what a short text costs most. */
const TERMS = Float64Array.from({ length: 64 }, (_, count) => (count === 0 ? 0 : count * Math.log2(count)));

function term(count: number): number {
  return TERMS[count] ?? count * Math.log2(count);
}

/** Shannon entropy of a text's characters (UTF-16 code units), in bits per character: 0 for one repeated character, log2 of its length at most. */
export function shannonEntropyBits(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  for (let index = 0; index < length; index += 1) (counts[text.charCodeAt(index)] as number) += 1;
  let sum = 0;
  for (let index = 0; index < length; index += 1) {
    sum += term(counts[text.charCodeAt(index)] as number); // of a character that was met before it is 0
    counts[text.charCodeAt(index)] = 0;
  }
  return Math.log2(length) - sum / length;
}
