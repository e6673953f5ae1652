import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours a text, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

export function createPaint(colour: boolean): Paint {
  return colour ? (format, text) => styleText(format, text) : (_format, text) => text;
}

/** Makes names from a repository safe to print: control characters could rewrite the screen. */
export function safe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** How this program is called, unless a report is told otherwise. */
export const PROGRAM = 'auth-guard';

/** The command that makes a provider's token useless, beside its page; a rule of the project's own may name no page. */
export function revocation({ provider, url }: { readonly provider: string; readonly url: string }, program: string): string {
  if (provider !== 'huggingface') return url;
  return url === '' ? `${program} revoke` : `${program} revoke   (or ${url})`;
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** Bytes for people: `12 B`, `3.4 MB` (powers of 1000). */
export function bytesText(byteCount: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = byteCount;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}
