import { createDetector } from '#detect/detector.ts';
import type { OwnRule } from '#detect/own/own-rule.ts';
import type { Rule } from '#detect/rule.ts';

/** An example that does not do what the rule says of it. */
export interface FailedExample {
  readonly field: 'truePositives' | 'trueNegatives';
  readonly index: number;
  /** The rules that found something in it. */
  readonly found: readonly string[];
}

/**
 * Runs a rule's examples: each true one gives one finding, of this rule, beside all the others; each false one gives none of this rule.
 *
 * @param rules Every rule, this one included.
 */
export function failedExamples(rule: OwnRule, rules: readonly Rule[]): readonly FailedExample[] {
  const detector = createDetector(rules);
  const found = (example: string): readonly string[] => detector.scan(Buffer.from(rule.fill(example))).map((match) => match.rule.id);
  const failed = (field: FailedExample['field'], holds: (ids: readonly string[]) => boolean): readonly FailedExample[] =>
    rule[field].flatMap((example, index) => {
      const ids = found(example);
      return holds(ids) ? [] : [{ field, index, found: ids }];
    });
  return [...failed('truePositives', (ids) => ids.length === 1 && ids[0] === rule.id), ...failed('trueNegatives', (ids) => !ids.includes(rule.id))];
}
