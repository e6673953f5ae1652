import type { ForeignTool } from '#detect/foreign-tools.ts';
import { findInlineAllow } from '#detect/inline-allow.ts';
import type { InlineAllow } from '#detect/match.ts';
import type { Rule } from '#detect/rule.ts';

interface ForeignMark {
  /** On the secret's own line. */
  readonly line: RegExp;
  /** On the line before. */
  readonly nextLine?: RegExp;
}

/**
 * @see https://github.com/gitleaks/gitleaks#gitleaksallow
 * @see https://github.com/Yelp/detect-secrets#inline-allowlisting
 * @see https://github.com/trufflesecurity/trufflehog#faq
 * @see https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-filter-comments
 */
const MARKS: Readonly<Record<ForeignTool, ForeignMark>> = {
  gitleaks: { line: /gitleaks:allow/ },
  'detect-secrets': { line: /pragma: ?(?:allow|white)list[ -]secret/, nextLine: /pragma: ?(?:allow|white)list[ -]nextline[ -]secret/ },
  trufflehog: { line: /trufflehog:ignore/ },
  secretlint: { line: /secretlint-disable-line(?<rules>[^*\r\n]*)/, nextLine: /secretlint-disable-next-line(?<rules>[^*\r\n]*)/ },
};

/** Which marks count. */
export interface Marks {
  /** `auth-guard:allow`. */
  readonly own: boolean;
  readonly foreign: readonly ForeignTool[];
}

export const OWN_MARKS: Marks = { own: true, foreign: [] };

/** The text around a match: its line on both sides, and the line before. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
  readonly lineBefore: string;
}

const NEEDLES = ['auth-guard:allow', 'gitleaks:allow', 'pragma:', 'trufflehog:ignore', 'secretlint-disable-'];

/** Whether bytes hold any tool's mark: they need not be decoded otherwise. */
export function mayBeMarked(bytes: Buffer): boolean {
  return NEEDLES.some((needle) => bytes.includes(needle));
}

/** A mark that names rules of its tool is for those; ours are known by the provider in their names. */
function isFor(rule: Rule, mark: RegExpExecArray | null): boolean {
  const named = mark?.groups?.['rules']?.match(/@?[\w-]+\/[\w-]+/g) ?? [];
  return mark !== null && (named.length === 0 || named.some((name) => name.includes(rule.provider)));
}

/** The mark that allows a match, if any: our own first. */
export function markOn({ before, after, lineBefore }: Surroundings, rule: Rule, marks: Marks): InlineAllow | undefined {
  if (marks.own) {
    const own = findInlineAllow(after, rule.id) ?? findInlineAllow(before, rule.id);
    if (own !== undefined) return own;
  }
  const by = marks.foreign.find((tool) => {
    const { line, nextLine } = MARKS[tool];
    return isFor(rule, line.exec(after)) || isFor(rule, line.exec(before)) || (nextLine !== undefined && isFor(rule, nextLine.exec(lineBefore)));
  });
  return by && { by, ruleId: undefined, reason: '' };
}
