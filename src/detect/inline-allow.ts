import type { InlineAllow } from '#detect/match.ts';

/** `auth-guard:allow`, `auth-guard:allow[rule-id]`, then a reason up to the end of the line or of the comment. */
const MARK = /auth-guard:allow(?:\[(?<rule>[\w-]+)\])?(?<reason>[^\r\n]*)/g;

/** The mark on a line that applies to this rule, if any. */
export function findInlineAllow(line: string, ruleId: string): InlineAllow | undefined {
  for (const mark of line.matchAll(MARK)) {
    const named = mark.groups?.['rule'];
    if (named !== undefined && named !== ruleId) continue;
    const reason = (mark.groups?.['reason'] ?? '').replace(/(?:\*\/|-->|"|\\n).*$/, '').trim();
    return { by: 'inline', ruleId: named, reason };
  }
  return undefined;
}
