import type { ForeignTool } from '#detect/foreign-tools.ts';
import type { Place } from '#detect/place.ts';
import type { Rule } from '#detect/rule.ts';
import type { Secret } from '#detect/secret.ts';

/** A pattern's hit that is likely real, in one content. */
export interface Match extends Place {
  readonly rule: Rule;
  readonly secret: Secret;
  /** Bytes from the content's start. */
  readonly offset: number;
  /** The decoding steps that led to it, outermost first: `utf-16` for now. */
  readonly layers: readonly string[];
  /** The line it stands on, every token masked, cut to a readable length. */
  readonly excerpt: string;
  /** The mark on its line, where there is one. */
  readonly allow: InlineAllow | undefined;
}

/** A match without its line: all that masking needs, for a small part of the work. */
export type Spot = Pick<Match, 'rule' | 'secret' | 'offset' | 'layers'>;

/** A mark beside a match. */
export interface InlineAllow {
  /** `inline` for `auth-guard:allow`; otherwise the tool whose mark it is. */
  readonly by: 'inline' | ForeignTool;
  /** The rule that the mark names; every rule when it names none. */
  readonly ruleId: string | undefined;
  readonly reason: string;
}
