import * as v from 'valibot';
import { FOREIGN_TOOLS } from '#detect/foreign-tools.ts';
import { CONFIDENCES } from '#detect/rule.ts';

/** Limits on what a repository may ask for. */
const MAX_RULES = 500;
const MAX_ENTRIES = 2_000;
const MAX_PATTERN = 4_096;

const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(MAX_PATTERN, `is longer than ${MAX_PATTERN} characters`));
const texts = v.pipe(v.array(text), v.maxLength(MAX_ENTRIES, `has more than ${MAX_ENTRIES} entries`));
const reason = v.pipe(text, v.description('Why; every report repeats it.'));
const id = v.pipe(text, v.regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'must be small letters, digits and - . _'));
const severity = v.picklist(['low', 'medium', 'high', 'critical'], 'must be low, medium, high or critical');
const confidence = v.picklist(['low', 'medium', 'high'], 'must be low, medium or high');
const url = v.pipe(text, v.regex(/^https?:\/\//, 'must be an http or https address'));

const size = v.union(
  [v.pipe(v.string(), v.regex(/^\s*\d+(?:\.\d+)?\s*[kmgKMG]?(?:[iI]?[bB])?\s*$/, 'must be a size such as 500k, 10M or 1G')), v.number()],
  'must be a size such as 500k, 10M or 1G',
);
const count = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** A file of lines below the repository's top, and nothing else: what a repository asks for must not be able to write over a file of its user. */
const logFile = v.pipe(
  text,
  v.regex(/^(?!\/)(?!\.git\/)(?!(?:.*\/)?\.\.?\/)[\w.@+ /-]+\.log$/, 'must be a path below the repository that ends in .log, such as logs/auth.log'),
  v.description('Where commands write the auth log, from the top of the repository; ends in `.log`.'),
);

/** Rules by id, each with the reason why it is off. */
const off = v.pipe(v.optional(v.record(id, reason), {}), v.description('Rules and habits that are off: id, then why.'));

export const allowEntrySchema = v.strictObject({
  paths: v.pipe(v.optional(texts, []), v.description("Globs, relative to the repository's top.")),
  rules: v.pipe(v.optional(v.array(id), []), v.description('Rules that it is for; all when empty.')),
  patterns: v.pipe(v.optional(texts, []), v.description('RE2 patterns that the secret itself matches.')),
  fingerprints: v.optional(v.array(v.pipe(text, v.regex(/^v1:[0-9a-f]{32}$/, 'must be v1: and 32 hex digits, as a report shows it'))), []),
  secretSha256: v.optional(v.array(v.pipe(text, v.regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits, as a report in JSON shows it'))), []),
  reason,
  expires: v.optional(v.pipe(text, v.isoDate('must be a date such as 2027-01-31'), v.description('The last day on which it counts.'))),
});

const sampleSchema = v.strictObject({
  prefix: v.optional(v.string(), ''),
  characters: v.pipe(text, v.description('The characters of a token, written out.')),
  length: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)),
});

export const ownRuleSchema = v.strictObject({
  id,
  title: text,
  description: v.optional(text, 'A rule of this project.'),
  provider: v.optional(id, 'own'),
  severity: v.optional(severity, 'high'),
  confidence: v.optional(confidence, 'medium'),
  pattern: v.pipe(text, v.description('RE2; the group `secret` holds the token, or the whole match is it.')),
  literals: v.pipe(v.optional(texts), v.description('Texts of which each match holds one; taken from the pattern when missing.')),
  left: v.optional(v.picklist(['any', 'escape-aware', 'strict'], 'must be any, escape-aware or strict'), 'any'),
  minEntropyBits: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(8)), 0),
  ignore: v.pipe(v.optional(texts, []), v.description('RE2 patterns of secrets that are none.')),
  sample: v.pipe(v.optional(sampleSchema), v.description('How `{token}` in the examples is filled.')),
  truePositives: v.pipe(v.optional(texts, []), v.description('Each gives one finding.')),
  trueNegatives: v.pipe(v.optional(texts, []), v.description('Each gives none.')),
  remediation: v.optional(v.strictObject({ help: text, url: v.optional(url) }), { help: 'Revoke it where it was issued, then issue another.' }),
  references: v.optional(v.array(url), []),
});

const layersSchema = v.strictObject({
  maxDepth: v.pipe(v.optional(count(0, 16)), v.description('Layers inside one another; 0 looks at contents as they stand.')),
  maxTotal: v.pipe(v.optional(size), v.description('Decoded bytes in all.')),
  maxRatio: v.pipe(v.optional(count(2, 100_000)), v.description('Decoded bytes for one compressed, from 64 MiB on.')),
  maxMembers: v.pipe(v.optional(count(1, 10_000_000)), v.description('Members of archives in all.')),
});

const policy = (description: string) => v.pipe(v.optional(v.picklist(['off', 'warn', 'block'], 'must be off, warn or block')), v.description(description));

const pushSchema = v.strictObject({
  missingSecret: policy('A pushed workflow needs a secret that GitHub does not have; block by default.'),
  unprovenSecret: policy('A pushed workflow needs a secret that no run has proven; warn by default.'),
  localToken: policy('The token on this machine is rejected or ends soon; warn by default.'),
  budget: v.pipe(v.optional(v.pipe(v.number(), v.minValue(0.1), v.maxValue(60))), v.description('Seconds for all of it; 2 by default.')),
});

/** What `.auth-guard.yaml` may hold. */
export const settingsSchema = v.strictObject({
  version: v.optional(v.literal(1)),
  maxSize: v.pipe(v.optional(size), v.description('Larger files are skipped, and said to be.')),
  layers: v.pipe(v.optional(layersSchema, {}), v.description('How far a scan looks into archives and encodings, for one content.')),
  rules: v.pipe(
    v.optional(v.pipe(v.array(ownRuleSchema), v.maxLength(MAX_RULES, `has more than ${MAX_RULES} rules`)), []),
    v.description("The project's own rules."),
  ),
  log: v.optional(logFile),
  push: v.pipe(v.optional(pushSchema, {}), v.description('What is looked at when workflows are pushed.')),
  off,
  severity: v.pipe(v.optional(v.record(id, severity), {}), v.description('Other severities, by rule.')),
  allow: v.optional(v.pipe(v.array(allowEntrySchema), v.maxLength(MAX_ENTRIES, `has more than ${MAX_ENTRIES} entries`)), []),
  honour: v.pipe(
    v.optional(v.array(v.picklist(FOREIGN_TOOLS, `must be one of ${FOREIGN_TOOLS.join(', ')}`)), []),
    v.description('Other tools whose marks on a line, and whose ignore file, count too.'),
  ),
  marks: v.pipe(v.optional(v.boolean(), true), v.description('Whether `auth-guard:allow` on a line counts.')),
  blockOn: v.pipe(
    v.optional(v.picklist(CONFIDENCES, `must be one of ${CONFIDENCES.join(', ')}`), 'high'),
    v.description('The least confidence at which a finding stops a commit or push; what is below is a note.'),
  ),
  trustRepository: v.pipe(v.optional(v.boolean(), false), v.description('On a server: whether the settings that the repository itself holds count too.')),
  habits: v.optional(
    v.strictObject({
      preCommit: v.pipe(v.optional(v.boolean(), false), v.description('Whether pre-commit looks for habits too.')),
      strict: v.pipe(v.optional(v.boolean(), false), v.description('Whether habits make a scan fail.')),
    }),
    {},
  ),
});
