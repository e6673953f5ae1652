import { encodedForms, formsOf, MIN_VALUE_LENGTH } from '#detect/redactor/known-value.ts';
import type { Secret } from '#detect/secret.ts';

/** What looks like a token of either service, a credential in a URL, or a bearer header: longer than any placeholder. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(hf_(?:oauth_|jwt_|oauth__refresh_)?|api_org_)[A-Za-z0-9._-]{6,}/g, '$1…'],
  [/\b(a[ks]-|w[ks]-|o[cv]-)[A-Za-z0-9_-]{6,}/g, '$1…'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, 'eyJ…'],
  [/\b(Bearer|Basic)\s+\S+/gi, '$1 …'],
  [/(:\/\/)[^/@\s]+@/g, '$1…@'],
];

const MAX_LENGTH = 300;

/** Shows control characters and line ends as blanks: a service's text could otherwise rewrite the screen or forge a line of the log. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ').trim();
}

/** Clients and services repeat a value as it is, without the blanks around it, a line of it, or encoded. */
function withoutValue(text: string, secret: Secret): string {
  const value = secret.expose();
  if (value === '') return text;
  const encoded = value.length < MIN_VALUE_LENGTH ? [] : [...encodedForms(value), ...formsOf(value).map(String)];
  const longestFirst = [value, ...encoded].sort((one, other) => other.length - one.length);
  return longestFirst.reduce((rest, form) => rest.replaceAll(form, secret.redacted), text);
}

/** Line ends stay: they may be part of a secret. */
function withoutSecrets(text: string, secrets: readonly Secret[]): string {
  const known = secrets.reduce(withoutValue, text);
  return SHAPES.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), known);
}

/**
 * Makes a foreign text safe to print and to keep: without the secrets that are given, without what has their shape, on one line, at most 300 characters.
 *
 * Errors of clients quote headers, and services quote what they were sent.
 */
export function scrub(text: string, secrets: readonly Secret[] = []): string {
  const line = oneLine(withoutSecrets(text, secrets));
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}

/** A fault of this program, as an error that may be shown: nothing of the one that was thrown but its frames and its text, without the secrets. */
export function unexpectedError(error: unknown, secrets: readonly Secret[]): Error {
  const shown = new Error(scrubbedMessage(error, secrets));
  const stack = error instanceof Error ? withoutSecrets(error.stack ?? '', secrets) : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  shown.stack = [`Error: ${shown.message}`, ...frames.map((frame) => `    ${scrub(frame)}`)].join('\n');
  return shown;
}

/** The message of whatever was thrown, scrubbed. */
export function scrubbedMessage(error: unknown, secrets: readonly Secret[] = []): string {
  return scrub(error instanceof Error ? error.message : String(error), secrets);
}
