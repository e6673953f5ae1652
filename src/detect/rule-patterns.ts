import type { Rule } from '#detect/rule.ts';

/** What the patterns of rules with a prefix may not have behind them, unless the next field of a binary format begins there. */
const RIGHT_BOUNDARY = /\(\?!\[[^\]]+\]\)$/;

function flagsOf(rule: Rule, ...own: readonly string[]): string {
  return `${own.join('')}${rule.pattern.flags ?? ''}`;
}

/** The patterns of rules as they run at a place of a text: `lastIndex`. Compiled when a rule has its first candidate, because most rules never have one. */
export class RulePatterns {
  readonly #compile: (rule: Rule) => RegExp;
  readonly #compiled = new Map<Rule, RegExp>();

  private constructor(compile: (rule: Rule) => RegExp) {
    this.#compile = compile;
  }

  /** As the rules write them. */
  static written(): RulePatterns {
    return new RulePatterns((rule) => new RegExp(rule.pattern.source, flagsOf(rule, 'y')));
  }

  /** Without what may not stand behind a token, and with the places of their groups. */
  static unboundedRight(): RulePatterns {
    return new RulePatterns((rule) => new RegExp(rule.pattern.source.replace(RIGHT_BOUNDARY, ''), flagsOf(rule, 'd', 'y')));
  }

  /** Behind anything, up to as far as they may start before their literals. */
  static afterLead(): RulePatterns {
    return new RulePatterns((rule) => new RegExp(`[^]{0,${rule.lead ?? 0}}?(?:${rule.pattern.source})`, flagsOf(rule, 'y')));
  }

  of(rule: Rule): RegExp {
    let pattern = this.#compiled.get(rule);
    if (pattern === undefined) {
      pattern = this.#compile(rule);
      this.#compiled.set(rule, pattern);
    }
    return pattern;
  }

  exec(rule: Rule, text: string, start: number): RegExpExecArray | null {
    const pattern = this.of(rule);
    pattern.lastIndex = start;
    return pattern.exec(text);
  }

  test(rule: Rule, text: string, start: number): boolean {
    const pattern = this.of(rule);
    pattern.lastIndex = start;
    return pattern.test(text);
  }
}
