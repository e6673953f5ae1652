import type { Rule } from '#detect/rule.ts';
import { plural, safe } from '#report/style.ts';

/** A rule as a list shows it. */
export interface ListedRule {
  readonly rule: Rule;
  readonly own: boolean;
  /** Why it is off, if it is. */
  readonly off: string | undefined;
}

function column(values: readonly string[]): (value: string) => string {
  const width = Math.max(0, ...values.map((value) => value.length));
  return (value) => value.padEnd(width);
}

/** One rule a line: id, severity, confidence, title, and whether it is the project's own or off. */
export function ruleList(rules: readonly ListedRule[]): string {
  const id = column(rules.map(({ rule }) => rule.id));
  const lines = rules.map(({ rule, own, off }) => {
    const notes = [...(own ? ['own'] : []), ...(off === undefined ? [] : [`off: ${safe(off)}`])];
    return `${id(rule.id)}  ${rule.severity.padEnd(8)}  ${rule.confidence.padEnd(6)}  ${safe(rule.title)}${notes.length > 0 ? `  (${notes.join('; ')})` : ''}`;
  });
  const off = rules.filter((one) => one.off !== undefined).length;
  return `${lines.join('\n')}\n${plural(rules.length, 'rule')}, ${rules.filter(({ own }) => own).length} of them the project's own, ${off} off.\n`;
}

/** The same for programs. */
export function ruleListJson(rules: readonly ListedRule[]): string {
  const shown = rules.map(({ rule, own, off }) => {
    const { id, provider, title, severity, confidence, literals, pattern } = rule;
    return { id, provider, title, severity, confidence, own, off: off ?? null, literals, pattern: pattern.source };
  });
  return `${JSON.stringify({ schemaVersion: 1, rules: shown }, null, 2)}\n`;
}

/** Everything about one rule. */
export function ruleText({ rule, own, off }: ListedRule): string {
  const examples = (title: string, some: readonly string[]): readonly string[] =>
    some.length === 0 ? [] : [`${title}:`, ...some.map((one) => `  ${safe(one)}`)];
  return [
    `${rule.id}: ${safe(rule.title)}${own ? " (the project's own)" : ''}`,
    safe(rule.description),
    ...(off === undefined ? [] : [`off: ${safe(off)}`]),
    '',
    `provider:    ${rule.provider}`,
    `severity:    ${rule.severity}`,
    `confidence:  ${rule.confidence}`,
    `literals:    ${rule.literals.map((literal) => JSON.stringify(literal)).join(', ')}${rule.ignoreCase === true ? ' in any case' : ''}`,
    `pattern:     ${safe(rule.pattern.source)}`,
    `entropy:     at least ${rule.minEntropyBits} bits per character`,
    ...examples('finds', rule.truePositives),
    ...examples('passes', rule.trueNegatives),
    `next:        ${safe(rule.remediation.help)} ${rule.remediation.url}`.trimEnd(),
    ...rule.references.map((url) => `see:         ${url}`),
    '',
  ].join('\n');
}

/** What a check of the project's own rules has seen of one of them. */
export interface CheckedRule {
  readonly id: string;
  readonly examples: number;
  readonly failed: readonly { readonly field: string; readonly index: number; readonly found: readonly string[] }[];
}

export function checkText(checked: readonly CheckedRule[]): string {
  const lines = checked.flatMap(({ id, examples, failed }) => {
    if (examples === 0) return [`${id}: has no examples; give it some in truePositives and trueNegatives`];
    if (failed.length === 0) return [`${id}: ${plural(examples, 'example')}, as they should be`];
    return failed.map(({ field, index, found }) => {
      const seen = found.length === 0 ? 'nothing is found in it' : `found in it: ${found.join(', ')}`;
      return `${id}: ${field}[${index}] fails: ${field === 'truePositives' ? 'one finding of this rule was wanted; ' : 'none was wanted; '}${seen}`;
    });
  });
  return [...lines, `${plural(checked.length, 'own rule')} checked.`, ''].join('\n');
}

/** What an import could and could not carry. */
export function importText(counts: { readonly rules: number; readonly allow: number; readonly off: number }, notCarried: readonly string[]): string {
  return [
    `carried: ${plural(counts.rules, 'rule')}, ${counts.allow} of allow, ${counts.off} off.`,
    ...notCarried.map((one) => `not carried: ${safe(one)}`),
    '',
  ].join('\n');
}
