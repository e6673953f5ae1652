import micromatch from 'micromatch';
import * as v from 'valibot';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type Config, createConfig } from '#config/config.ts';
import { parseSize } from '#config/size.ts';
import { AuthGuardError } from '#errors.ts';

const nonEmpty = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'));

const allowEntry = v.strictObject({
  paths: v.pipe(v.array(nonEmpty), v.minLength(1, 'needs at least one pattern')),
  rules: v.optional(v.array(nonEmpty), []),
  reason: nonEmpty,
});

const settings = v.strictObject({
  version: v.optional(v.literal(1)),
  maxSize: v.optional(
    v.pipe(
      v.union([v.string(), v.number()]),
      v.rawTransform(({ dataset, addIssue, NEVER }) => {
        const bytes = parseSize(String(dataset.value));
        if (bytes !== undefined) return bytes;
        addIssue({ message: 'must be a size such as 500k, 10M or 1G' });
        return NEVER;
      }),
    ),
  ),
  allow: v.optional(v.array(allowEntry), []),
});

function invalid(file: string, place: { line: number; col: number } | undefined, detail: string): AuthGuardError {
  const where = place === undefined ? file : `${file}:${place.line}:${place.col}`;
  return new AuthGuardError('CONFIG_INVALID', `${where}: ${detail}`, { help: 'Nothing was checked. Correct the settings, then run it again.' });
}

function placeOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): { line: number; col: number } | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]);
  }
  return undefined;
}

function refuseAllowAll(config: Config, file: string): void {
  const everything = config.allow.find((entry) => entry.rules.length === 0 && entry.paths.some((path) => /^(?:\*|\*\*|\*\*\/\*)$/.test(path)));
  if (everything === undefined) return;
  throw invalid(file, undefined, 'an `allow` entry covers every rule in every file, which would switch auth-guard off.');
}

/**
 * Reads settings that came from a repository, and so from anybody.
 *
 * @param file The name to use in messages.
 * @throws {AuthGuardError} `CONFIG_INVALID`, with file, line and column in the message.
 */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) throw invalid(file, lines.linePos(error.pos[0]), error.message);
  const result = v.safeParse(settings, document.toJS({ maxAliasCount: 100 }) ?? {});
  if (!result.success) {
    const [issue] = result.issues;
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    throw invalid(file, placeOf(document, lines, path), `${path.join('.') || 'the file'}: ${issue.message}`);
  }
  const config = createConfig({ maxSizeBytes: result.output.maxSize, allow: result.output.allow }, micromatch.isMatch);
  refuseAllowAll(config, file);
  return config;
}
