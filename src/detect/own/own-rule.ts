import { RE2JS } from 're2js';
import { createHash } from '#crypto.ts';
import { shannonEntropyBits } from '#detect/entropy.ts';
import { fixedPrefix, ignoresCase, longest, MIN_LITERAL, namedGroup, type Required, requiredTexts } from '#detect/own/requirements.ts';
import { type Node, parsePattern } from '#detect/own/syntax.ts';
import type { Found, Rule, RuleSearch } from '#detect/rule.ts';

/** A rule of the user, as data: the fields of a built-in rule, of which most may be missing. */
export interface OwnRuleSpec {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly provider: string;
  readonly severity: Rule['severity'];
  readonly confidence: Rule['confidence'];
  /** RE2 syntax; the group `secret` holds the token, or the whole match does. */
  readonly pattern: string;
  /** Texts of which each match holds one; taken from the pattern when missing. */
  readonly literals?: readonly string[] | undefined;
  readonly left: Rule['left'];
  readonly minEntropyBits: number;
  /** Patterns of secrets that are none. */
  readonly ignore: readonly string[];
  readonly sample?: { readonly prefix: string; readonly characters: string; readonly length: number } | undefined;
  readonly truePositives: readonly string[];
  readonly trueNegatives: readonly string[];
  readonly remediation: Rule['remediation'];
  readonly references: readonly string[];
}

/** A user's rule that runs. */
export interface OwnRule extends Rule {
  /** An example with `{token}` replaced by a token of the rule's shape. */
  readonly fill: (example: string) => string;
}

/** Why a rule or a pattern cannot be used, and which of its fields is to blame. */
export class PatternProblem extends Error {
  readonly field: readonly (string | number)[];

  constructor(field: readonly (string | number)[], message: string) {
    super(message);
    this.field = field;
  }
}

/** A candidate costs at most so many characters times so many instructions. */
const MAX_INSTRUCTIONS = 2_000;
const UNBOUNDED_BEFORE = 1_024;
const MAX_MATCH_LENGTH = 8_192;
const SHOWN_PREFIX = 12;

/**
 * Compiles a pattern for an engine that takes linear time.
 *
 * @throws {PatternProblem} For what RE2 does not know, such as look-arounds and back-references, and for patterns that are too large.
 */
export function compilePattern(source: string, field: readonly (string | number)[]): RE2JS {
  if (/^\/.*\/[a-z]*$/.test(source)) throw new PatternProblem(field, 'is written between slashes: leave them out, and write flags as (?i), (?s), (?m)');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: contents are bytes
  if (/[^\x00-\x7f]/.test(source)) throw new PatternProblem(field, 'holds characters beyond ASCII: contents are read as bytes, write them as \\xNN');
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(source);
  } catch (cause) {
    const look = /\(\?<?[!=]/.test(source) || /\\[1-9]/.test(source) ? '; look-arounds and back-references do not run in linear time' : '';
    throw new PatternProblem(field, `${(cause as Error).message.replace(/^error parsing regexp: /, '')}${look}`);
  }
  if (pattern.programSize() > MAX_INSTRUCTIONS) {
    throw new PatternProblem(field, `is too large: ${pattern.programSize()} instructions, at most ${MAX_INSTRUCTIONS} are allowed`);
  }
  if (pattern.test('')) throw new PatternProblem(field, 'matches the empty text');
  return pattern;
}

function required({ literals, pattern }: OwnRuleSpec, tree: Node): Required {
  const derived = requiredTexts(tree);
  if (literals === undefined && derived === undefined) {
    throw new PatternProblem(
      ['pattern'],
      `holds no text of ${MIN_LITERAL} or more characters that each match must have: without one it would run on every byte. Give some as \`literals\`, or write the pattern with one`,
    );
  }
  const short = literals?.findIndex((literal) => !/^[\x20-\x7e]{3,64}$/.test(literal)) ?? -1;
  if (short !== -1) throw new PatternProblem(['literals', short], `must be ${MIN_LITERAL} to 64 printable ASCII characters`);
  if (literals?.length === 0) throw new PatternProblem(['literals'], `is empty, which \`${pattern}\` cannot be found by`);
  if (literals !== undefined) return { texts: literals, before: longest(tree) };
  return derived as Required;
}

function secretNode(pattern: RE2JS, tree: Node): Node {
  const node = namedGroup(tree, 'secret');
  if (node !== undefined) return node;
  if (pattern.groupCount() > 0) {
    throw new PatternProblem(['pattern'], 'has groups and none is named `secret`: write (?P<secret>…) around the token, and (?:…) for the other groups');
  }
  return tree;
}

/** The first match that covers a place, with its secret. */
function matchAt(pattern: RE2JS, text: string, at: number): Found | undefined {
  if (!pattern.test(text)) return undefined; // an automaton without groups says no some 35 times faster
  const named = Object.hasOwn(pattern.namedGroups(), 'secret');
  const matcher = pattern.matcher(text);
  while (matcher.find() && matcher.start() <= at) {
    if (matcher.end() <= at) continue;
    const value = (named ? matcher.group('secret') : matcher.group()) ?? '';
    return value === '' ? undefined : { value, at: named ? matcher.start('secret') : matcher.start(), matchAt: matcher.start() };
  }
  return undefined;
}

/** Replaces the secrets in a text. */
function masked(pattern: RE2JS, text: string): string {
  const named = Object.hasOwn(pattern.namedGroups(), 'secret');
  const matcher = pattern.matcher(text);
  let result = '';
  let copied = 0;
  while (matcher.find()) {
    const [start, end] = named ? [matcher.start('secret'), matcher.end('secret')] : [matcher.start(), matcher.end()];
    if (start < copied) continue;
    result += `${text.slice(copied, start)}…`;
    copied = end;
  }
  return result + text.slice(copied);
}

function refuseUnfilled({ sample, truePositives, trueNegatives }: OwnRuleSpec): void {
  const field = [
    ...truePositives.map((one, index) => ['truePositives', index, one] as const),
    ...trueNegatives.map((one, index) => ['trueNegatives', index, one] as const),
  ];
  const open = field.find(([, , example]) => example.includes('{token}'));
  if (sample === undefined && open !== undefined) throw new PatternProblem([open[0], open[1]], 'has a {token}, and the rule no `sample` to fill it with');
}

/** The same token each time, so that a failing example can be looked at; of no secret. */
function tokenOf({ prefix, characters, length }: NonNullable<OwnRuleSpec['sample']>): string {
  let token = prefix;
  for (let block = 0; token.length < prefix.length + length; block += 1) {
    for (const byte of createHash('sha512').update(`${prefix} ${block}`).digest()) token += characters[byte % characters.length];
  }
  return token.slice(0, prefix.length + length);
}

/**
 * Makes a rule of what the user wrote.
 *
 * @throws {PatternProblem} When its pattern cannot run in bounded time, or could not be found by any literal.
 */
export function compileOwnRule(spec: OwnRuleSpec): OwnRule {
  const pattern = compilePattern(spec.pattern, ['pattern']);
  refuseUnfilled(spec);
  const ignore = spec.ignore.map((source, index) => compilePattern(source, ['ignore', index]));
  const tree = parsePattern(spec.pattern);
  const prefix = fixedPrefix(secretNode(pattern, tree)).slice(0, SHOWN_PREFIX);
  const { texts, before } = required(spec, tree);
  const accepts = (value: string): boolean => shannonEntropyBits(value) >= spec.minEntropyBits && !ignore.some((one) => one.test(value));
  const search: RuleSearch = {
    reach: Math.min(before, UNBOUNDED_BEFORE),
    identity: JSON.stringify([texts, spec.ignore]),
    find: (text, at) => {
      const found = matchAt(pattern, text, at);
      return found !== undefined && accepts(found.value) ? found : undefined;
    },
    mask: (text) => masked(pattern, text),
  };
  return {
    id: spec.id,
    provider: spec.provider,
    title: spec.title,
    description: spec.description,
    severity: spec.severity,
    confidence: spec.confidence,
    literals: [...new Set(texts)],
    ignoreCase: ignoresCase(tree),
    pattern: { source: spec.pattern },
    search,
    minRun: 0,
    alphabet: 'base62',
    left: spec.left,
    minEntropyBits: spec.minEntropyBits,
    maxLength: Math.min(longest(tree), MAX_MATCH_LENGTH),
    sample: { prefix, alphabet: 'base62', length: 0 },
    truePositives: spec.truePositives,
    trueNegatives: spec.trueNegatives,
    remediation: spec.remediation,
    references: spec.references,
    fill: (example) => (spec.sample === undefined ? example : example.replaceAll('{token}', tokenOf(spec.sample))),
  };
}
