import * as v from 'valibot';
import { invalidFile } from '#config/invalid.ts';

const HEADER = { 'auth-guard-baseline': 1 };

const entrySchema = v.strictObject({
  fingerprint: v.pipe(v.string(), v.regex(/^v1:[0-9a-f]{32}$/, 'must be v1: and 32 hex digits')),
  rule: v.pipe(v.string(), v.minLength(1)),
  path: v.pipe(v.string(), v.minLength(1)),
  by: v.pipe(v.string(), v.minLength(1, 'must name who accepted it')),
  on: v.pipe(v.string(), v.isoDate('must be a date such as 2027-01-31')),
  reason: v.pipe(v.string(), v.minLength(1, 'must say why')),
});

/** A finding that was accepted: by whom, when and why. */
export type BaselineEntry = Readonly<v.InferOutput<typeof entrySchema>>;

function parseLine(text: string, fail: (detail: string) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw fail(/^[<=>|]{7}/.test(text) ? 'is a mark of a merge conflict' : 'is no JSON');
  }
}

function parseEntry(text: string, fail: (detail: string) => Error): BaselineEntry {
  const result = v.safeParse(entrySchema, parseLine(text, fail));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw fail(`${issue.path?.map((item) => String(item.key)).join('.') ?? 'the line'}: ${issue.message}`);
}

/**
 * Reads a baseline. Lines that a merge has doubled count once.
 *
 * @throws {AuthGuardError} `CONFIG_INVALID`, with file and line: what is damaged accepts nothing by guess.
 */
export function parseBaseline(text: string, file: string): readonly BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  let hasHeader = false;
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const fail = (detail: string): Error => invalidFile(file, { line: index + 1, column: 1 }, detail);
    if (hasHeader && line !== JSON.stringify(HEADER)) {
      const entry = parseEntry(line, fail);
      entries.set(entry.fingerprint, entry);
      return;
    }
    const header = parseLine(line, fail) as Record<string, unknown> | null;
    if (header?.['auth-guard-baseline'] !== 1) throw fail('is no header of a baseline that this version reads');
    hasHeader = true;
  });
  if (!hasHeader) throw invalidFile(file, { line: 1, column: 1 }, 'is no baseline: its first line is missing');
  return [...entries.values()];
}

/** A baseline as text: sorted by fingerprint, so that what is added lands in different places. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const sorted = [...entries].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const lines = sorted.map(({ fingerprint, rule, path, by, on, reason }) => JSON.stringify({ fingerprint, rule, path, by, on, reason }));
  return [JSON.stringify(HEADER), ...lines].map((line) => `${line}\n`).join('');
}
