import type { Alphabet } from '#detect/alphabet.ts';
import type { Checksum } from '#detect/checksum.ts';

export type { Alphabet } from '#detect/alphabet.ts';
export { assigned } from '#detect/assignment.ts';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
export type Confidence = 'low' | 'medium' | 'high';

export const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
export const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high'];

/** Whether a level is one of a scale's, or above it. */
export function reaches<L extends string>(scale: readonly L[], level: L, least: L): boolean {
  return scale.indexOf(level) >= scale.indexOf(least);
}

/** How a rule's samples are made at test time, so that no token stands in the repository. */
export interface SampleShape {
  /** The public part in front; empty for a secret that has none. */
  readonly prefix: string;
  /** `jwt` makes three base64url segments, the first two starting `eyJ`. */
  readonly alphabet: Alphabet;
  /** Characters after the prefix; ignored for `jwt`. */
  readonly length: number;
  /** What comes behind them: `{hex:8}` stands for eight characters of an alphabet, the rest for itself. */
  readonly tail?: string;
  /** The name that the secret is known by: a secret without a prefix is found by it. Default `TOKEN`. */
  readonly name?: string;
  /**
   * Where it is met: `anywhere` for what is known by its prefix (the default), `name` behind a name in any syntax, `near` close behind one,
   * `own` in the rule's own examples alone.
   */
  readonly place?: 'anywhere' | 'name' | 'near' | 'own';
}

/** A secret in a text, and where the match around it starts. Offsets in characters. */
export interface Found {
  readonly value: string;
  readonly at: number;
  readonly matchAt: number;
}

/** A pattern whose literal may stand anywhere in a match. */
export interface RuleSearch {
  /** Characters before the literal that a match may start at. */
  readonly reach: number;
  /** Changes with whatever decides what is found, beyond the rule's own fields. */
  readonly identity: string;
  /** The match that covers a place of a text: the place of a literal. */
  readonly find: (text: string, at: number) => Found | undefined;
  /** Replaces what it would find. */
  readonly mask: (text: string) => string;
}

/**
 * One kind of secret, as data. The id is the file's name and the anchor in the docs.
 *
 * @see docs/rules.md, generated from these fields.
 */
export interface Rule {
  readonly id: string;
  readonly provider: string;
  readonly title: string;
  readonly description: string;
  /** How bad it is if the secret is real. */
  readonly severity: Severity;
  /** How likely a match is real. */
  readonly confidence: Confidence;
  /** Bytes that must occur before the pattern runs; each at least three ASCII characters. */
  readonly literals: readonly string[];
  /** The literals stand in any mixture of ASCII cases; default false. The pattern says by itself what it ignores. */
  readonly ignoreCase?: boolean;
  /**
   * Starts with a literal, or up to `lead` characters before it; a named group `secret` holds the token, which may stand apart from the literal.
   * Runs on Latin-1 text; its flag `i` counts.
   */
  readonly pattern: RegExp | { readonly source: string; readonly flags?: string };
  /** How the pattern of a user's rule runs, instead of as a RegExp: anywhere around its literal, in linear time. */
  readonly search?: RuleSearch;
  /** Characters of `alphabet` that must stand right before the literal; default 0. 32 or more make it cheap to look for. */
  readonly minLead?: number;
  /** Characters of `alphabet` that must follow the literal one after another; the kernel drops what has fewer. 0 asks for none. */
  readonly minRun: number;
  /** A digit is among the run's first 64 characters; default false. With `minRun` 16 or more it makes a keyword cheap to look for. */
  readonly digit?: boolean;
  /** That run ends at an `@`, 256 characters behind the literal at most; default false. */
  readonly untilAt?: boolean;
  /** Bytes that may lie between the literal and that run, for a secret behind a keyword; default 0. */
  readonly maxGap?: number;
  readonly alphabet: Alphabet;
  /**
   * What may stand to the left. `escape-aware`: no letter or digit, unless it ends an escape (`\n`, `%3D`, `\u003d`, a colour code).
   * `strict`: the same, and neither `-` nor `_` (identifiers and hashes are cut at those). `any`: whatever stands there, for a keyword within a name.
   */
  readonly left: 'escape-aware' | 'strict' | 'any';
  /**
   * In a binary format, letters and digits of other fields may stand right before and behind it. Default: where `left` is `escape-aware`; the
   * literals of the others are met in symbols and lists of words as well.
   */
  readonly glued?: boolean;
  /** No letter or digit stands right before the literal, unless it ends an escape. Default: what `left` says, without a `lead`. */
  readonly bounded?: boolean;
  /** Characters before the literal at which the pattern may start, at most; default 0. */
  readonly lead?: number;
  /** Shannon entropy of the body below which a match is a placeholder. Bits per character. */
  readonly minEntropyBits: number;
  /** The body is base64 of random bytes: one that decodes to a text is made up. Default false. */
  readonly randomBytes?: boolean;
  /** The longest text, in bytes, that the pattern may need after the literal's start. */
  readonly maxLength: number;
  /** How the token's last characters follow from the others; one whose do not is none. */
  readonly checksum?: Checksum;
  /** Matches of rules that share a `pair` name are one finding, which names both halves, where they lie in one content. */
  readonly pair?: { readonly name: string; readonly half: 'id' | 'secret' };
  readonly validator?: 'huggingface' | 'modal';
  readonly sample: SampleShape;
  /** Each gives exactly one finding; `{token}` is replaced by a sample. */
  readonly truePositives: readonly string[];
  /** Each gives none. */
  readonly trueNegatives: readonly string[];
  readonly remediation: { readonly help: string; readonly url: string };
  readonly references: readonly string[];
}

/**
 * Declares a rule. An identity function: it types the literal and freezes it.
 *
 * @see CONTRIBUTING.md, "Add a rule".
 */
export function defineRule(rule: Rule): Rule {
  return Object.freeze(rule);
}
