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

/** Above so many uses of anchors, or values once every anchor is followed, a file is not read: it would grow without end. */
const MAX_ALIASES = 1_000;
const MAX_VALUES = 200_000;

/** Values below a node, anchors followed; infinite for one that holds itself. Each node is counted once. */
function valuesBelow(document: Document, node: unknown, counted: Map<unknown, number>): number {
  const target = isAlias(node) ? node.resolve(document) : node;
  const known = counted.get(target);
  if (known !== undefined) return known;
  counted.set(target, Number.POSITIVE_INFINITY);
  const members = isMap(target) ? target.items.map((pair) => pair.value) : isSeq(target) ? target.items : [];
  const count = members.reduce<number>((sum, member) => sum + valuesBelow(document, member, counted), 1);
  counted.set(target, count);
  return count;
}

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
  const aliases = text.match(/(?<=[\s:[,-])\*[\w-]+/g)?.length ?? 0;
  if (aliases > MAX_ALIASES || (aliases > 0 && valuesBelow(document, document.contents, new Map()) > MAX_VALUES)) {
    return { place: placeAt(0), detail: 'its anchors stand for too much' };
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

/** What a walk leaves out, and the keys that led to where it is. */
interface Descent {
  /** Keys of the first level that are not entered. */
  readonly skip: readonly string[];
  readonly keys: readonly string[];
}

/** The members of a map or a list with their keys. */
function membersOf(source: YamlSource, node: Node | undefined): readonly (readonly [key: string, value: unknown])[] {
  if (isMap(node)) return pairsOf(source, node).map((pair) => [keyOf(pair), pair.value]);
  return isSeq(node) ? node.items.map((item, index) => [String(index), isPair(item) ? item.value : item]) : [];
}

/** Aliases could lead in circles. */
const MAX_DEPTH = 30;

/** Every scalar below a node, aliases and merges followed. */
export function* scalarsBelow(source: YamlSource, node: unknown, { skip, keys }: Descent): Generator<ScalarAt> {
  const target = resolved(source, node);
  const text = textOf(target);
  if (isScalar(target) && text !== undefined) yield { keys, node: target, text };
  if (keys.length > MAX_DEPTH) return;
  for (const [key, value] of membersOf(source, target)) {
    if (keys.length > 0 || !skip.includes(key)) yield* scalarsBelow(source, value, { skip, keys: [...keys, key] });
  }
}

/** Where a scalar stands in the text, up to its end. */
export function rangeOf(node: Scalar): readonly [start: number, end: number] {
  const [start = 0, end = start] = node.range ?? [];
  return [start, end];
}
