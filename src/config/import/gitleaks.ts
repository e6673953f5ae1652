import { conditionsOf, entriesFor } from '#config/import/gitleaks-allowlist.ts';
import { type Allowlist, allowlistsOf, type GitleaksRule, readGitleaksFile } from '#config/import/gitleaks-file.ts';
import type { Imported, Leave, WrittenAllow, WrittenRule } from '#config/import/imported.ts';
import { nameSecretGroup } from '#config/import/secret-group.ts';
import { compileOwnRule, type OwnRuleSpec } from '#detect/own/own-rule.ts';

/** What gitleaks calls the kinds that are built in here. */
const BUILT_IN: Readonly<Record<string, string>> = {
  'huggingface-access-token': 'huggingface-user-token',
  'huggingface-organization-api-token': 'huggingface-org-token',
};

const REASON = 'imported from gitleaks';

class Import implements Imported {
  readonly rules: WrittenRule[] = [];
  allow: readonly WrittenAllow[] = [];
  readonly off: Record<string, string> = {};
  readonly notCarried: string[] = [];
  readonly #known: ReadonlySet<string>;

  constructor(ruleIds: readonly string[]) {
    this.#known = new Set(ruleIds);
  }

  readonly leave: Leave = (what, why) => void this.notCarried.push(`${what}: ${why}`);

  rule(rule: GitleaksRule): void {
    const id = rule.id.toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
    if (this.#known.has(id)) return void this.leave(`rule ${rule.id}`, 'a rule of this name is built in');
    if (rule.regex === undefined) return void this.leave(`rule ${rule.id}`, 'it looks at paths alone');
    if (rule.path !== undefined) this.leave(`rule ${rule.id}: path`, 'the rule looks in every file');
    if (rule.required.length > 0) this.leave(`rule ${rule.id}: required`, 'the rule stands by itself');
    const pattern = nameSecretGroup(rule.regex, rule.secretGroup);
    if (pattern === undefined) return void this.leave(`rule ${rule.id}`, `its pattern has no group ${rule.secretGroup}`);
    this.#keep(rule, { id, title: rule.description ?? rule.id, pattern, ...(rule.entropy > 0 ? { minEntropyBits: rule.entropy } : {}) });
  }

  allowlist(list: Allowlist): void {
    const rules = list.targetRules.map((id) => BUILT_IN[id] ?? id.toLowerCase()).filter((id) => this.#isRule(id));
    if (list.targetRules.length > 0 && rules.length === 0) return void this.leave('allowlist', `none of its rules is here: ${list.targetRules.join(', ')}`);
    const scope = { ...(rules.length > 0 ? { rules } : {}), reason: list.description ?? REASON };
    this.allow = [...this.allow, ...entriesFor(conditionsOf(list, 'allowlist', this.leave), scope)];
  }

  disable(id: string): void {
    const here = BUILT_IN[id] ?? id;
    if (this.#isRule(here)) this.off[here] = `${REASON}: disabledRules`;
    else this.leave(`disabledRules: ${id}`, 'there is no such rule here');
  }

  #isRule(id: string): boolean {
    return this.#known.has(id) || this.rules.some((rule) => rule.id === id);
  }

  /** Keywords of gitleaks stand anywhere in a file; literals stand in the match. They are taken only where the pattern gives none. */
  #keep(rule: GitleaksRule, written: WrittenRule): void {
    const { ignore, allow } = this.#ownAllowlists(rule, written.id);
    const withIgnore = { ...written, ...(ignore.length > 0 ? { ignore } : {}) };
    const inPattern = rule.keywords.length > 0 && rule.keywords.every((word) => (rule.regex ?? '').toLowerCase().includes(word.toLowerCase()));
    const attempts = [withIgnore, ...(inPattern ? [{ ...withIgnore, literals: rule.keywords }] : [])];
    const troubles = attempts.map(troubleWith);
    const at = troubles.indexOf(undefined);
    if (at === -1) return void this.leave(`rule ${rule.id}`, troubles[0] ?? '');
    this.rules.push(attempts[at] as WrittenRule);
    this.allow = [...this.allow, ...allow];
  }

  /** What a rule's own allowlists say of secrets is a part of the rule; what they say of paths becomes entries of `allow`. */
  #ownAllowlists(rule: GitleaksRule, id: string): { readonly ignore: readonly string[]; readonly allow: readonly WrittenAllow[] } {
    const lists = allowlistsOf(rule).map((list) => ({
      conditions: conditionsOf(list, `rule ${rule.id}: allowlist`, this.leave),
      scope: { rules: [id], reason: list.description ?? REASON },
    }));
    return {
      ignore: lists.flatMap(({ conditions }) => (conditions.together ? [] : conditions.patterns)),
      allow: lists.flatMap(({ conditions, scope }) => entriesFor(conditions.together ? conditions : { ...conditions, patterns: [] }, scope)),
    };
  }
}

/** Why a rule cannot be used; `undefined` when it can. */
function troubleWith(rule: WrittenRule): string | undefined {
  try {
    compileOwnRule(completed(rule));
    return undefined;
  } catch (cause) {
    return (cause as Error).message;
  }
}

function completed(rule: WrittenRule): OwnRuleSpec {
  return {
    description: '',
    provider: 'own',
    severity: 'high',
    confidence: 'medium',
    left: 'any',
    minEntropyBits: 0,
    ignore: [],
    truePositives: [],
    trueNegatives: [],
    remediation: { help: '', url: '' },
    references: [],
    ...rule,
  };
}

/**
 * Reads settings of gitleaks.
 *
 * @param file The name to use in messages.
 * @param ruleIds The rules that are here already.
 * @throws {AuthGuardError} `CONFIG_INVALID`.
 */
export function importGitleaks(text: string, file: string, ruleIds: readonly string[]): Imported {
  const { extend, rules, ...lists } = readGitleaksFile(text, file);
  const imported = new Import(ruleIds);
  for (const rule of rules) imported.rule(rule);
  if (extend?.useDefault === true) imported.leave('extend: useDefault', 'the rules that are built in stand in for those of gitleaks');
  for (const other of [extend?.path, extend?.url]) if (other !== undefined) imported.leave(`extend: ${other}`, 'import that file by itself');
  for (const id of extend?.disabledRules ?? []) imported.disable(id);
  for (const list of allowlistsOf(lists)) imported.allowlist(list);
  return imported;
}
