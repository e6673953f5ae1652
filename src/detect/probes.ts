import type { Probe } from '#detect/kernel/contract.ts';
import type { Rule } from '#detect/rule.ts';

/** A rule's literal, which the kernel looks for as the probe of the same number. */
export interface Binding {
  readonly rule: Rule;
  readonly literal: string;
}

/** What the kernel is to look for, and whose it is. */
interface Sought {
  readonly bindings: readonly Binding[];
  readonly probes: readonly Probe[];
}

/** One for each set of rules: engines for what hides in a content are built for the same one, some at every commit. */
const sought = new WeakMap<readonly Rule[], Sought>();

function soughtBy(rules: readonly Rule[]): Sought {
  const known = sought.get(rules);
  if (known !== undefined) return known;
  const bindings = rules.flatMap((rule) => rule.literals.map((literal) => ({ rule, literal })));
  const made = { bindings, probes: probesFor(bindings) };
  sought.set(rules, made);
  return made;
}

export function bindingsOf(rules: readonly Rule[]): readonly Binding[] {
  return soughtBy(rules).bindings;
}

/** What the kernel is to look for, for a set of rules. */
export function probesOf(rules: readonly Rule[]): readonly Probe[] {
  return soughtBy(rules).probes;
}

function probesFor(bindings: readonly Binding[]): readonly Probe[] {
  return bindings.map(({ rule, literal }) => {
    const bounded = rule.bounded ?? (rule.lead === undefined && (rule.left === 'escape-aware' || rule.left === 'strict'));
    const { ignoreCase, alphabet, minLead, minRun, digit, untilAt, maxGap } = rule;
    return { literal, ignoreCase, bounded, alphabet, minLead, minRun, digit, untilAt, maxGap };
  });
}
