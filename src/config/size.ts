const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes of a size such as `500`, `500k`, `10MB`, `1GiB` (powers of 1024); `undefined` when it is none. */
export function parseSize(text: string): number | undefined {
  const found = /^\s*(?<number>\d+(?:\.\d+)?)\s*(?<unit>[kmg]?)(?:i?b)?\s*$/i.exec(text);
  const factor = UNITS[found?.groups?.['unit']?.toLowerCase() ?? ''];
  if (found?.groups === undefined || factor === undefined) return undefined;
  return Math.floor(Number(found.groups['number']) * factor);
}
