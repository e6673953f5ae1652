import type { AllowEntry } from '#config/config.ts';
import type { OwnRuleSpec } from '#detect/own/own-rule.ts';

/** A rule as it is written down: what has its default is left out. */
export type WrittenRule = Pick<OwnRuleSpec, 'id' | 'title' | 'pattern'> & Partial<OwnRuleSpec>;
export type WrittenAllow = Partial<AllowEntry> & { readonly reason: string };

/** What of another tool's settings can be carried, and what cannot. */
export interface Imported {
  readonly rules: readonly WrittenRule[];
  readonly allow: readonly WrittenAllow[];
  readonly off: Readonly<Record<string, string>>;
  /** One sentence each. */
  readonly notCarried: readonly string[];
}

/** Notes what cannot be carried, and why. */
export type Leave = (what: string, why: string) => void;
