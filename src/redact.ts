import { createTextRedactor } from '#detect/redactor/redact.ts';
import { RULES } from '#rules/index.ts';

const redactors: { plain?: (text: string) => string } = {};

/**
 * Masks every token in a text: its public prefix and an ellipsis stay, such as `hf_…`.
 *
 * @param options.values Exact secrets of at least eight characters to mask as `***` beside them, also where they are base64, percent-encoded or
 *   JSON-escaped.
 */
export function redact(text: string, options: { readonly values?: readonly string[] } = {}): string {
  if (options.values !== undefined && options.values.length > 0) return createTextRedactor(RULES, options.values)(text);
  redactors.plain ??= createTextRedactor(RULES);
  return redactors.plain(text);
}
