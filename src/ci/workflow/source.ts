import { type Document, isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';

/** A place in a file, from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A YAML file with the means to say where something stands. */
export interface YamlSource {
  readonly path: string;
  readonly text: string;
  readonly root: Node | undefined;
  readonly document: Document;
  placeAt(offset: number): Place;
  placeOf(node: unknown): Place;
}

/** What keeps a file from being read. */
export interface YamlFault {
  readonly place: Place;
  readonly detail: string;
}

/** Above so many uses of anchors a file is not followed: it would grow without end. */
const MAX_ALIASES = 1_000;

function offsetOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | undefined)?.range;
  return range?.[0] ?? 0;
}

/** Reads a YAML file; a fault instead when it is none. */
export function parseYaml(path: string, text: string): YamlSource | YamlFault {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, uniqueKeys: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { path, line, column: col };
  };
  const [error] = document.errors;
  if (error !== undefined) return { place: placeAt(error.pos[0]), detail: error.message };
  if ((text.match(/(?<=[\s:[,-])\*[\w-]+/g)?.length ?? 0) > MAX_ALIASES) {
    return { place: { path, line: 1, column: 1 }, detail: `more than ${MAX_ALIASES} uses of anchors` };
  }
  const root = (document.contents ?? undefined) as Node | undefined;
  return { path, text, root, document, placeAt, placeOf: (node) => placeAt(offsetOf(node)) };
}

export function isFault(source: object): source is YamlFault {
  return 'detail' in source;
}

/** The node that an alias stands for; the node itself otherwise. */
export function resolved(source: YamlSource, node: unknown): Node | undefined {
  return isAlias(node) ? (node.resolve(source.document) as Node | undefined) : ((node ?? undefined) as Node | undefined);
}

/** The pairs of a map, those that `<<` merges in behind its own. */
export function pairsOf(source: YamlSource, node: unknown, depth = 0): readonly Pair<Node, Node | null>[] {
  const map = resolved(source, node);
  if (!isMap(map) || depth > 10) return [];
  const own: Pair<Node, Node | null>[] = [];
  const merged: Pair<Node, Node | null>[] = [];
  for (const pair of (map as YAMLMap<Node, Node | null>).items) {
    if (keyOf(pair) !== '<<') own.push(pair);
    else for (const one of itemsOrSelf(source, pair.value)) merged.push(...pairsOf(source, one, depth + 1));
  }
  const names = new Set(own.map(keyOf));
  return [...own, ...merged.filter((pair) => !names.has(keyOf(pair)))];
}

function itemsOrSelf(source: YamlSource, node: unknown): readonly unknown[] {
  const target = resolved(source, node);
  return isSeq(target) ? target.items : [target];
}

/** The name of a pair's key. */
export function keyOf(pair: Pair<unknown, unknown>): string {
  const key = isScalar(pair.key) ? pair.key.value : pair.key;
  return typeof key === 'symbol' ? (key.description ?? '') : String(key); // `<<` is read as a symbol
}

/** A value of a map, aliases followed. */
export function child(source: YamlSource, node: unknown, key: string): Node | undefined {
  const found = pairsOf(source, node).find((pair) => keyOf(pair) === key);
  return found === undefined ? undefined : resolved(source, found.value);
}

/** A scalar as text; `undefined` for anything else, and for nothing. */
export function textOf(node: unknown): string | undefined {
  return isScalar(node) && node.value !== null && node.value !== undefined ? String(node.value) : undefined;
}

/** The members of a list, aliases followed; a single value counts as a list of one. */
export function itemsOf(source: YamlSource, node: unknown): readonly Node[] {
  const target = resolved(source, node);
  if (target === undefined) return [];
  return isSeq(target) ? target.items.flatMap((item) => resolved(source, item) ?? []) : [target];
}

/** A scalar somewhere below a node, with the keys that lead to it. */
export interface ScalarAt {
  readonly keys: readonly string[];
  readonly node: Scalar;
  readonly text: string;
}

/** Every scalar below a node, aliases and merges followed. */
export function* scalarsBelow(source: YamlSource, node: unknown, keys: readonly string[] = []): Generator<ScalarAt> {
  const target = resolved(source, node);
  if (keys.length > 30) return;
  if (isScalar(target)) {
    const text = textOf(target);
    if (text !== undefined) yield { keys, node: target, text };
  } else if (isMap(target)) {
    for (const pair of pairsOf(source, target)) yield* scalarsBelow(source, pair.value, [...keys, keyOf(pair)]);
  } else if (isSeq(target)) {
    for (const [index, item] of target.items.entries()) yield* scalarsBelow(source, isPair(item) ? item.value : item, [...keys, String(index)]);
  }
}

/** Where a scalar stands in the text, up to its end. */
export function rangeOf(node: Scalar): readonly [start: number, end: number] {
  const [start = 0, end = start] = node.range ?? [];
  return [start, end];
}
