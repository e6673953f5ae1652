import type { Probe } from '#detect/kernel/contract.ts';
import type { Rule } from '#detect/rule.ts';

/** A rule's literal, which the kernel looks for as the probe of the same number. */
export interface Binding {
  readonly rule: Rule;
  readonly literal: string;
}

export function bindingsOf(rules: readonly Rule[]): readonly Binding[] {
  return rules.flatMap((rule) => rule.literals.map((literal) => ({ rule, literal })));
}

/** What the kernel is to look for, for a set of rules. */
export function probesOf(rules: readonly Rule[]): readonly Probe[] {
  return bindingsOf(rules).map(({ rule, literal }) => {
    const bounded = rule.bounded ?? (rule.lead === undefined && (rule.left === 'escape-aware' || rule.left === 'strict'));
    const { ignoreCase, alphabet, minRun, digit, untilAt, maxGap } = rule;
    return { literal, ignoreCase, bounded, alphabet, minRun, digit, untilAt, maxGap };
  });
}
