import { mayBeGlued } from '#detect/binary-format.ts';
import { leftBoundaryHolds } from '#detect/boundary.ts';
import { checksumHolds } from '#detect/checksum.ts';
import type { ContentWindow } from '#detect/content-window.ts';
import { judge } from '#detect/likelihood.ts';
import type { Hit } from '#detect/overlaps.ts';
import type { Binding } from '#detect/probes.ts';
import type { Rule, RuleSearch } from '#detect/rule.ts';
import { RulePatterns } from '#detect/rule-patterns.ts';
import { Secret } from '#detect/secret.ts';

/** Characters to the left of a literal that may decide whether a token can start there. */
const BOUNDARY_CHARACTERS = 24;

/** A likely secret whose place is not looked up yet. */
export interface SecretHit extends Hit {
  readonly rule: Rule;
  readonly secret: Secret;
  readonly wide: boolean;
  /** Anybody may know it: it is no finding, and no other rule's secret either. */
  readonly isPublic?: boolean;
}

/** The text around a candidate that its pattern runs on. */
interface CandidateText {
  readonly text: string;
  /** Where in it the literal stands. */
  readonly literalAt: number;
  /** Where in the content it starts, in bytes. */
  readonly textAt: number;
  readonly wide: boolean;
}

/** Runs the pattern of a candidate's rule on the text around it, and judges what it finds. */
export class PatternMatcher {
  /** The content is of a binary format: the next field may begin right beside a token. */
  isBinary = false;
  readonly #window: ContentWindow;
  readonly #patterns = RulePatterns.written();
  readonly #glued = RulePatterns.unboundedRight();
  readonly #leading = RulePatterns.afterLead();

  constructor(window: ContentWindow) {
    this.#window = window;
  }

  /**
   * The likely secret at a candidate, if any.
   *
   * @param at Where in memory the kernel found the literal, with enough behind it. @param wide It is UTF-16.
   */
  match(binding: Binding, at: number, wide: boolean): SecretHit | undefined {
    const { rule } = binding;
    if (rule.search !== undefined) return this.#matchAround(rule, rule.search, { at, wide });
    const step = wide ? 2 : 1;
    const lead = Math.min(rule.lead ?? 0, Math.floor(at / step));
    const context = Math.min(lead + BOUNDARY_CHARACTERS, Math.floor(at / step));
    const from = at - context * step;
    if (lead === 0 && rule.left !== 'any' && !leftBoundaryHolds(this.#window.text(from, at, step), rule.left, this.isBinary && mayBeGlued(rule)))
      return undefined;
    const text = this.#window.text(from, at + (rule.maxLength + 1) * step, step);
    if (lead > 0 && !this.#leading.test(rule, text, context - lead)) return undefined; // asked once, before each start is tried, because next to none matches
    const around = { text, literalAt: context, textAt: this.#window.base + from, wide };
    return this.#firstHit(binding, around, lead) ?? this.#gluedHit(binding, around);
  }

  /** The hit that holds the literal and starts closest to it. */
  #firstHit(binding: Binding, around: CandidateText, lead: number): SecretHit | undefined {
    const { rule } = binding;
    const { text, literalAt } = around;
    for (let start = literalAt; start >= literalAt - lead; start -= 1) {
      if (lead > 0 && !leftBoundaryHolds(text.slice(Math.max(0, start - BOUNDARY_CHARACTERS), start), rule.left)) continue;
      const found = this.#patterns.exec(rule, text, start);
      if (found === null || start + found[0].length <= literalAt) continue;
      const hit = this.#hitIn(found, binding, around);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  #gluedHit(binding: Binding, around: CandidateText): SecretHit | undefined {
    if (!this.isBinary || !mayBeGlued(binding.rule)) return undefined;
    const found = this.#glued.exec(binding.rule, around.text, around.literalAt);
    const hit = found === null ? undefined : this.#hitIn(found, binding, around);
    return hit && { ...hit, isGlued: true };
  }

  #hitIn(found: RegExpExecArray, { rule, literal }: Binding, { textAt, wide }: CandidateText): SecretHit | undefined {
    const value = found.groups?.['secret'] ?? found[0];
    const { prefix } = rule.sample;
    const judged = judge(rule, value);
    const isPublic = !judged.likely && judged.reason === 'public';
    if (!judged.likely && !isPublic) return undefined;
    if (rule.checksum !== undefined && !checksumHolds(value, prefix, rule.checksum)) return undefined;
    const step = wide ? 2 : 1;
    const from = textAt + startOf(found, value, this.#patterns.of(rule)) * step;
    const shown = value.startsWith(prefix) ? prefix : value.startsWith(literal) ? literal : '';
    return { rule, secret: new Secret(value, shown), from, to: from + value.length * step, wide, isPublic };
  }

  /** A user's pattern may have its literal anywhere. */
  #matchAround(rule: Rule, search: RuleSearch, { at, wide }: { readonly at: number; readonly wide: boolean }): SecretHit | undefined {
    const step = wide ? 2 : 1;
    const characters = Math.min(search.reach + BOUNDARY_CHARACTERS, Math.floor(at / step));
    const from = at - characters * step;
    const text = this.#window.text(from, at + (rule.maxLength + 1) * step, step);
    const found = search.find(text, characters);
    if (found === undefined) return undefined;
    if (!leftBoundaryHolds(text.slice(Math.max(0, found.matchAt - BOUNDARY_CHARACTERS), found.matchAt), rule.left)) return undefined;
    const start = this.#window.base + from + found.at * step;
    return { rule, secret: new Secret(found.value, rule.sample.prefix), from: start, to: start + found.value.length * step, wide };
  }
}

/** Where in its text a secret starts. Only where the match's own text does not say it is the pattern asked again, now for the places of its groups. */
function startOf(found: RegExpExecArray, value: string, pattern: RegExp): number {
  const at = found[0].indexOf(value);
  if (at !== -1 && found[0].indexOf(value, at + 1) === -1) return found.index + at;
  const placed = new RegExp(pattern.source, `d${pattern.flags}`);
  placed.lastIndex = found.index;
  const { indices } = found.indices === undefined ? (placed.exec(found.input) ?? found) : found;
  return indices?.groups?.['secret']?.[0] ?? found.index;
}
