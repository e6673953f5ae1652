import { parse, TomlError } from 'smol-toml';
import * as v from 'valibot';
import { invalidFile } from '#config/invalid.ts';

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

const fileSchema = v.object({
  extend: v.optional(
    v.object({ useDefault: v.optional(v.boolean(), false), path: v.optional(v.string()), url: v.optional(v.string()), disabledRules: strings }),
  ),
  rules: v.optional(v.array(ruleSchema), []),
  ...allowlists,
});

export type Allowlist = v.InferOutput<typeof allowlistSchema>;
export type GitleaksRule = v.InferOutput<typeof ruleSchema>;

type GitleaksFile = v.InferOutput<typeof fileSchema>;

/** Older files have one `allowlist`, newer ones `allowlists`. */
export function allowlistsOf({
  allowlist,
  allowlists: more,
}: {
  readonly allowlist?: Allowlist | Allowlist[] | undefined;
  readonly allowlists: readonly Allowlist[];
}): readonly Allowlist[] {
  return [...(allowlist === undefined ? [] : [allowlist].flat()), ...more];
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
 * Reads the settings of gitleaks as they are written.
 *
 * @throws {AuthGuardError} `CONFIG_INVALID`.
 * @see https://github.com/gitleaks/gitleaks#configuration
 */
export function readGitleaksFile(text: string, file: string): GitleaksFile {
  const result = v.safeParse(fileSchema, parseToml(text, file));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalidFile(file, undefined, `${issue.path?.map((item) => String(item.key)).join('.') ?? 'the file'}: ${issue.message}`);
}
