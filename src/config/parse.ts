import micromatch from 'micromatch';
import * as v from 'valibot';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type Config, createConfig, DEFAULT_LAYERS, DEFAULT_PUSH, type LayerSettings, type PushSettings } from '#config/config.ts';
import { type FilePlace, invalidFile } from '#config/invalid.ts';
import { coversEverything, nameOfEntry } from '#config/reach.ts';
import { settingsSchema } from '#config/schema.ts';
import { parseSize } from '#config/size.ts';
import type { OwnRuleSpec } from '#detect/own/own-rule.ts';

export { parseBaseline } from '#config/baseline.ts'; // of one bundle with this, which a scan without either does not load

type Settings = v.InferOutput<typeof settingsSchema>;
type Path = readonly (string | number)[];

/** More is no settings file. */
export const MAX_SETTINGS_BYTES = 1024 * 1024;

/** A text of settings, with the place of each value in it. */
class SettingsText {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;

  constructor(text: string, file: string) {
    this.#file = file;
    if (text.length > MAX_SETTINGS_BYTES) throw invalidFile(file, undefined, `is larger than ${MAX_SETTINGS_BYTES} bytes`);
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
    const [error] = this.#document.errors;
    if (error !== undefined) throw invalidFile(file, this.#placeAt(error.pos[0]), error.message);
  }

  read(): Settings {
    const result = v.safeParse(settingsSchema, this.#value());
    if (result.success) return result.output;
    const [issue] = result.issues;
    throw this.invalid(
      (issue.path ?? []).map((item) => item.key as string | number),
      issue.message,
    );
  }

  invalid(path: Path, detail: string, next?: string): Error {
    return invalidFile(this.#file, this.#placeOf(path), `${path.join('.') || 'the file'}: ${detail}`, next);
  }

  #value(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 100 }) ?? {};
    } catch (cause) {
      throw invalidFile(this.#file, undefined, (cause as Error).message); // aliases that would blow it up
    }
  }

  #placeAt(offset: number): FilePlace {
    const { line, col } = this.#lines.linePos(offset);
    return { line, column: col };
  }

  /** Where a value stands, or the nearest one around it. */
  #placeOf(path: Path): FilePlace | undefined {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const node = depth === 0 ? this.#document.contents : this.#document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return this.#placeAt(node.range[0]);
    }
    return undefined;
  }
}

/** Compiles the user's patterns, in an engine that is loaded only where there are some. */
async function patternsOf(source: SettingsText, settings: Settings): Promise<Pick<Config, 'ownRules' | 'secretMatches'>> {
  if (settings.rules.length === 0 && settings.allow.every((entry) => entry.patterns.length === 0)) return { ownRules: [], secretMatches: () => false };
  const { compileOwnRule, compilePattern, PatternProblem } = await import('#detect/own/own-rule.ts');
  const compiled = <Made>(path: Path, make: () => Made): Made => {
    try {
      return make();
    } catch (cause) {
      throw cause instanceof PatternProblem ? source.invalid([...path, ...cause.field], cause.message) : cause;
    }
  };
  const ownRules = settings.rules.map((spec, index) =>
    compiled(['rules', index], () => compileOwnRule({ ...spec, remediation: { url: '', ...spec.remediation } } as OwnRuleSpec)),
  );
  const patterns = new Map(
    settings.allow.flatMap((entry, index) =>
      entry.patterns.map((pattern, at) => [pattern, compiled(['allow', index], () => compilePattern(pattern, ['patterns', at]))] as const),
    ),
  );
  return { ownRules, secretMatches: (value, pattern) => patterns.get(pattern)?.test(value) === true };
}

/** What the reader must know beyond the file. */
export interface KnownRules {
  /** Ids of built-in rules. */
  readonly ruleIds: readonly string[];
  readonly habitIds: readonly string[];
}

function refuseUnknownRules(source: SettingsText, settings: Settings, { ruleIds, habitIds }: KnownRules): void {
  const own = settings.rules.map((rule) => rule.id);
  const known = new Set([...ruleIds, ...habitIds, ...own]);
  const taken = own.findIndex((id, index) => ruleIds.includes(id) || habitIds.includes(id) || own.indexOf(id) !== index);
  if (taken !== -1) throw source.invalid(['rules', taken, 'id'], `there is a rule "${own[taken]}" already`);
  const named: readonly (readonly [Path, string])[] = [
    ...Object.keys(settings.off).map((id) => [['off', id], id] as const),
    ...Object.keys(settings.severity).map((id) => [['severity', id], id] as const),
    ...settings.allow.flatMap((entry, index) => entry.rules.map((id, at) => [['allow', index, 'rules', at], id] as const)),
  ];
  const unknown = named.find(([, id]) => !known.has(id));
  if (unknown !== undefined) throw source.invalid(unknown[0], `there is no rule "${unknown[1]}"`, 'All that there are:  auth-guard rules list');
}

function refuseTooMuch(source: SettingsText, config: Config, { ruleIds }: KnownRules): void {
  const ids = [...ruleIds, ...config.ownRules.map((rule) => rule.id)];
  const wide = config.allow.findIndex((entry) => coversEverything(entry, ids, config));
  if (wide !== -1) {
    throw source.invalid(['allow', wide], `${nameOfEntry(config.allow[wide])} covers every rule in every file, which would switch auth-guard off`);
  }
  if (ruleIds.length > 0 && ids.every((id) => config.off[id] !== undefined)) throw source.invalid(['off'], 'switches every rule off');
}

function layersOf({ layers: { maxDepth, maxTotal, maxRatio, maxMembers } }: Settings): LayerSettings {
  const maxTotalBytes = maxTotal === undefined ? undefined : parseSize(String(maxTotal));
  const given = Object.entries({ maxDepth, maxTotalBytes, maxRatio, maxMembers }).filter(([, value]) => value !== undefined);
  return given.length === 0 ? DEFAULT_LAYERS : Object.freeze({ ...DEFAULT_LAYERS, ...Object.fromEntries(given) });
}

function pushOf({ push: { budget, missingSecret, unprovenSecret, localToken } }: Settings): PushSettings {
  const budgetMs = budget === undefined ? undefined : budget * 1000;
  const given = Object.entries({ missingSecret, unprovenSecret, localToken, budgetMs }).filter(([, value]) => value !== undefined);
  return Object.freeze({ ...DEFAULT_PUSH, ...Object.fromEntries(given) });
}

/**
 * Reads settings that came from a repository, and so from anybody.
 *
 * @param file The name to use in messages.
 * @throws {AuthGuardError} `CONFIG_INVALID`, with file, line and column in the message.
 */
export async function parseConfig(text: string, file: string, known: KnownRules): Promise<Config> {
  const source = new SettingsText(text, file);
  const settings = source.read();
  refuseUnknownRules(source, settings, known);
  const config = createConfig({
    ...(await patternsOf(source, settings)),
    maxSizeBytes: settings.maxSize === undefined ? undefined : parseSize(String(settings.maxSize)),
    layers: layersOf(settings),
    push: pushOf(settings),
    log: settings.log,
    allow: settings.allow,
    off: settings.off,
    severity: settings.severity,
    honour: settings.honour,
    marks: settings.marks,
    blockOn: settings.blockOn,
    habits: { preCommit: settings.habits.preCommit ?? false, strict: settings.habits.strict ?? false },
    trustRepository: settings.trustRepository,
    text,
    pathMatches: (path, globs) => micromatch.isMatch(path, [...globs], { dot: true }),
  });
  refuseTooMuch(source, config, known);
  return config;
}
