import { parse, TomlError } from 'smol-toml';
import * as v from 'valibot';
import type { AllowEntry } from '#config/config.ts';
import { globsFor } from '#config/import/path-glob.ts';
import { nameSecretGroup } from '#config/import/secret-group.ts';
import { invalidFile } from '#config/invalid.ts';
import { compileOwnRule, compilePattern, type OwnRuleSpec } from '#detect/own/own-rule.ts';

const strings = v.optional(v.array(v.string()), []);

const allowlistSchema = v.object({
  description: v.optional(v.string()),
  condition: v.optional(v.string(), 'OR'),
  commits: strings,
  paths: strings,
  regexTarget: v.optional(v.string(), 'secret'),
  regexes: strings,
  stopwords: strings,
  targetRules: strings,
});

const allowlists = {
  allowlist: v.optional(v.union([allowlistSchema, v.array(allowlistSchema)])),
  allowlists: v.optional(v.array(allowlistSchema), []),
};

const ruleSchema = v.object({
  id: v.string(),
  description: v.optional(v.string()),
  regex: v.optional(v.string()),
  secretGroup: v.optional(v.number(), 0),
  entropy: v.optional(v.number(), 0),
  keywords: strings,
  path: v.optional(v.string()),
  required: v.optional(v.array(v.unknown()), []),
  ...allowlists,
});

/** @see https://github.com/gitleaks/gitleaks#configuration */
const fileSchema = v.object({
  extend: v.optional(
    v.object({ useDefault: v.optional(v.boolean(), false), path: v.optional(v.string()), url: v.optional(v.string()), disabledRules: strings }),
  ),
  rules: v.optional(v.array(ruleSchema), []),
  ...allowlists,
});

type Allowlist = v.InferOutput<typeof allowlistSchema>;
type GitleaksRule = v.InferOutput<typeof ruleSchema>;

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

/** What gitleaks calls the kinds that are built in here. */
const BUILT_IN: Readonly<Record<string, string>> = {
  'huggingface-access-token': 'huggingface-user-token',
  'huggingface-organization-api-token': 'huggingface-org-token',
};

const REASON = 'imported from gitleaks';

function allowlistsOf({
  allowlist,
  allowlists: more,
}: {
  readonly allowlist?: Allowlist | Allowlist[] | undefined;
  readonly allowlists: readonly Allowlist[];
}): readonly Allowlist[] {
  return [...(allowlist === undefined ? [] : [allowlist].flat()), ...more];
}

function quoted(word: string): string {
  return `(?i)${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
}

class Import {
  readonly rules: WrittenRule[] = [];
  readonly allow: WrittenAllow[] = [];
  readonly off: Record<string, string> = {};
  readonly notCarried: string[] = [];
  readonly #known: ReadonlySet<string>;

  constructor(ruleIds: readonly string[]) {
    this.#known = new Set(ruleIds);
  }

  rule(rule: GitleaksRule): void {
    const id = rule.id.toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
    if (this.#known.has(id)) return void this.#leave(`rule ${rule.id}`, 'a rule of this name is built in');
    if (rule.regex === undefined) return void this.#leave(`rule ${rule.id}`, 'it looks at paths alone');
    if (rule.path !== undefined) this.#leave(`rule ${rule.id}: path`, 'the rule looks in every file');
    if (rule.required.length > 0) this.#leave(`rule ${rule.id}: required`, 'the rule stands by itself');
    const pattern = nameSecretGroup(rule.regex, rule.secretGroup);
    if (pattern === undefined) return void this.#leave(`rule ${rule.id}`, `its pattern has no group ${rule.secretGroup}`);
    const ignore = allowlistsOf(rule).flatMap((list) => this.#ignored(list, rule.id, id));
    this.#keep(rule, {
      id,
      title: rule.description ?? rule.id,
      pattern,
      ...(rule.entropy > 0 ? { minEntropyBits: rule.entropy } : {}),
      ...(ignore.length > 0 ? { ignore } : {}),
    });
  }

  allowlist(list: Allowlist): void {
    const rules = list.targetRules.map((id) => BUILT_IN[id] ?? id.toLowerCase()).filter((id) => this.#isRule(id));
    if (list.targetRules.length > 0 && rules.length === 0) return void this.#leave('allowlist', `none of its rules is here: ${list.targetRules.join(', ')}`);
    const reason = list.description ?? REASON;
    const scope = rules.length > 0 ? { rules } : {};
    const paths = this.#paths(list, 'allowlist');
    const patterns = this.#patterns(list, 'allowlist');
    if (list.commits.length > 0) this.#leave('allowlist: commits', 'findings are allowed by path, rule, pattern or fingerprint');
    if (this.#needsAll(list)) {
      if (paths.length > 0 && patterns.length > 0 && list.commits.length === 0) this.allow.push({ ...scope, paths, patterns, reason });
      else this.#leave('allowlist', 'all of its conditions must hold, and not all of them could be carried');
      return;
    }
    if (paths.length > 0) this.allow.push({ ...scope, paths, reason });
    if (patterns.length > 0) this.allow.push({ ...scope, patterns, reason });
  }

  disable(id: string): void {
    const here = BUILT_IN[id] ?? id;
    if (this.#isRule(here)) this.off[here] = `${REASON}: disabledRules`;
    else this.#leave(`disabledRules: ${id}`, 'there is no such rule here');
  }

  leave(what: string, why: string): void {
    this.#leave(what, why);
  }

  #isRule(id: string): boolean {
    return this.#known.has(id) || this.rules.some((rule) => rule.id === id);
  }

  #leave(what: string, why: string): void {
    this.notCarried.push(`${what}: ${why}`);
  }

  #needsAll(list: Allowlist): boolean {
    const kinds = [list.commits, list.paths, list.regexes, list.stopwords].filter((kind) => kind.length > 0).length;
    return /^(?:and|&&)$/i.test(list.condition) && kinds > 1;
  }

  #paths(list: Allowlist, where: string): readonly string[] {
    return list.paths.flatMap((path) => {
      const globs = globsFor(path);
      if (globs === undefined) this.#leave(`${where}: path ${path}`, 'no glob says the same');
      return globs ?? [];
    });
  }

  #patterns(list: Allowlist, where: string): readonly string[] {
    const target = list.regexes.length > 0 && list.regexTarget !== 'secret' ? list.regexTarget : undefined;
    if (target !== undefined) this.#leave(`${where}: regexes`, `they are for the whole ${target}; patterns here are for the secret`);
    return [...(target === undefined ? list.regexes : []), ...list.stopwords.map(quoted)].filter((pattern) => this.#compiles(pattern, where));
  }

  #compiles(pattern: string, where: string): boolean {
    try {
      compilePattern(pattern, []);
      return true;
    } catch (cause) {
      this.#leave(`${where}: ${pattern}`, (cause as Error).message);
      return false;
    }
  }

  /** What a rule's own allowlist says of secrets; what it says of paths becomes an entry of `allow`. */
  #ignored(list: Allowlist, name: string, id: string): readonly string[] {
    const where = `rule ${name}: allowlist`;
    if (list.commits.length > 0) this.#leave(`${where}: commits`, 'findings are allowed by path, rule, pattern or fingerprint');
    const paths = this.#paths(list, where);
    const patterns = this.#patterns(list, where);
    const scope = { rules: [id], reason: list.description ?? REASON };
    if (this.#needsAll(list)) {
      if (paths.length > 0 && patterns.length > 0 && list.commits.length === 0) this.allow.push({ ...scope, paths, patterns });
      else this.#leave(where, 'all of its conditions must hold, and not all of them could be carried');
      return [];
    }
    if (paths.length > 0) this.allow.push({ ...scope, paths });
    return patterns;
  }

  /** Keywords of gitleaks stand anywhere in a file; literals stand in the match. They are taken only where the pattern gives none. */
  #keep(rule: GitleaksRule, written: WrittenRule): void {
    const inPattern = rule.keywords.length > 0 && rule.keywords.every((word) => (rule.regex ?? '').toLowerCase().includes(word.toLowerCase()));
    const attempts = [written, ...(inPattern ? [{ ...written, literals: rule.keywords }] : [])];
    let trouble = '';
    for (const attempt of attempts) {
      try {
        compileOwnRule(completed(attempt));
        this.rules.push(attempt);
        return;
      } catch (cause) {
        trouble ||= (cause as Error).message;
      }
    }
    this.#drop(written.id);
    this.#leave(`rule ${rule.id}`, trouble);
  }

  /** What was allowed for a rule that is not carried would name a rule that is not there. */
  #drop(id: string): void {
    const kept = this.allow.filter((entry) => entry.rules?.includes(id) !== true);
    this.allow.splice(0, this.allow.length, ...kept);
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

function parseToml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    throw invalidFile(file, { line: cause.line, column: cause.column }, cause.message.split('\n')[0] ?? 'is no TOML');
  }
}

/**
 * Reads settings of gitleaks.
 *
 * @param file The name to use in messages.
 * @param ruleIds The rules that are here already.
 * @throws {AuthGuardError} `CONFIG_INVALID`.
 */
export function importGitleaks(text: string, file: string, ruleIds: readonly string[]): Imported {
  const result = v.safeParse(fileSchema, parseToml(text, file));
  if (!result.success) {
    const [issue] = result.issues;
    throw invalidFile(file, undefined, `${issue.path?.map((item) => String(item.key)).join('.') ?? 'the file'}: ${issue.message}`);
  }
  const { extend, rules, ...lists } = result.output;
  const imported = new Import(ruleIds);
  for (const rule of rules) imported.rule(rule);
  if (extend?.useDefault === true) imported.leave('extend: useDefault', 'the rules that are built in stand in for those of gitleaks');
  for (const other of [extend?.path, extend?.url]) if (other !== undefined) imported.leave(`extend: ${other}`, 'import that file by itself');
  for (const id of extend?.disabledRules ?? []) imported.disable(id);
  for (const list of allowlistsOf(lists)) imported.allowlist(list);
  return imported;
}
