import { Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Imported } from '#config/import/imported.ts';
import { invalidFile } from '#config/invalid.ts';

function seqAt(document: Document, key: string): YAMLSeq {
  const found = document.get(key);
  if (isSeq(found)) return found;
  document.set(key, document.createNode([]));
  return document.get(key) as YAMLSeq;
}

function mapAt(document: Document, key: string): YAMLMap {
  const found = document.get(key);
  if (isMap(found)) return found;
  document.set(key, document.createNode({}));
  return document.get(key) as YAMLMap;
}

/** What stands already: it is not added again. */
function standingIn(document: Document): {
  readonly ids: ReadonlySet<unknown>;
  readonly entries: ReadonlySet<string>;
  readonly off: Readonly<Record<string, unknown>>;
} {
  const { rules, allow, off } = (document.toJS() ?? {}) as { rules?: readonly { id?: unknown }[]; allow?: readonly unknown[]; off?: Record<string, unknown> };
  return { ids: new Set(rules?.map((rule) => rule.id)), entries: new Set(allow?.map((entry) => JSON.stringify(entry))), off: off ?? {} };
}

/**
 * Adds what was imported to settings; comments and layout of what stands are kept. What is there already stays as it is.
 *
 * @param before The settings as they are; a new file when `undefined`.
 */
export function mergeImported(before: string | undefined, { rules, allow, off }: Imported, file: string): string {
  const document = before === undefined || before.trim() === '' ? new Document({}) : (parseDocument(before) as Document);
  if (document.errors.length > 0) throw invalidFile(file, undefined, document.errors[0]?.message ?? 'is no YAML');
  const standing = standingIn(document);
  for (const rule of rules) if (!standing.ids.has(rule.id)) seqAt(document, 'rules').add(document.createNode(rule));
  for (const entry of allow) if (!standing.entries.has(JSON.stringify(entry))) seqAt(document, 'allow').add(document.createNode(entry));
  for (const [id, reason] of Object.entries(off)) if (standing.off[id] === undefined) mapAt(document, 'off').set(id, reason);
  return document.toString({ lineWidth: 0 });
}
