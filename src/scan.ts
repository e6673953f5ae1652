import { createDetector, type Detector } from '#detect/detector.ts';
import type { Match } from '#detect/match.ts';
import type { Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';

const detectors: { all?: Detector } = {};

/**
 * Finds the tokens in a text or in bytes, by offset. What is found is a `Secret`, which prints as its public prefix and an ellipsis.
 *
 * Marks on a line (`auth-guard:allow`) do not remove a match; its `allow` says so. No archive or encoding but UTF-16 is looked into.
 * For many contents with rules of one's own, `createDetector(rules)` once is cheaper than this each time.
 *
 * @param options.rules The rules to look with; all of `RULES` by default.
 *
 * @example
 * for (const { rule, line, column } of scan(text)) console.log(`${line}:${column} ${rule.title}`);
 */
export function scan(content: string | Uint8Array, options: { readonly rules?: readonly Rule[] } = {}): readonly Match[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (options.rules !== undefined) return createDetector(options.rules).scan(bytes);
  detectors.all ??= createDetector(RULES);
  return detectors.all.scan(bytes);
}
