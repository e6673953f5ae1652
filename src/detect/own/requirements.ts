import type { Node } from '#detect/own/syntax.ts';

/** Texts of which each match holds at least one. */
export interface Required {
  readonly texts: readonly string[];
  /** The most characters that can stand before it in a match. */
  readonly before: number;
}

interface Facts {
  /** All texts that the node matches, where they are few. */
  readonly exact: readonly string[] | undefined;
  readonly required: Required | undefined;
}

/** More alternatives are no help: each costs a literal. */
const MAX_TEXTS = 32;
export const MIN_LITERAL = 3;
const USEFUL_LENGTH = 8;

/** The most characters of a match. */
export function longest(node: Node): number {
  switch (node.kind) {
    case 'text':
      return node.text.length;
    case 'one':
      return 1;
    case 'nothing':
      return 0;
    case 'sequence':
      return node.parts.reduce((sum, part) => sum + longest(part), 0);
    case 'choice':
      return Math.max(...node.options.map(longest));
    case 'repeat':
      return node.max === 0 || longest(node.of) === 0 ? 0 : longest(node.of) * node.max;
    case 'group':
      return longest(node.of);
  }
}

function score(required: Required | undefined): number {
  if (required === undefined || required.texts.length === 0) return -1;
  const shortest = Math.min(...required.texts.map((text) => text.length));
  return shortest < MIN_LITERAL ? -1 : Math.min(shortest, USEFUL_LENGTH) * 100 - required.texts.length;
}

function better(a: Required | undefined, b: Required | undefined): Required | undefined {
  return score(b) > score(a) ? b : score(a) < 0 ? undefined : a;
}

function joined(left: readonly string[], right: readonly string[]): readonly string[] | undefined {
  if (left.length * right.length > MAX_TEXTS) return undefined;
  return left.flatMap((a) => right.map((b) => a + b));
}

function sequenceFacts(parts: readonly Node[]): Facts {
  let run: readonly string[] = [''];
  let runStart = 0;
  let at = 0;
  let best: Required | undefined;
  let broken = false;
  for (const part of parts) {
    const facts = factsOf(part);
    const longer = facts.exact && joined(run, facts.exact);
    if (longer === undefined) {
      best = better(best, { texts: run, before: runStart });
      if (facts.required !== undefined) best = better(best, { ...facts.required, before: at + facts.required.before });
      run = facts.exact ?? [''];
      runStart = facts.exact === undefined ? at + longest(part) : at;
      broken = true;
    } else run = longer;
    at += longest(part);
  }
  return { exact: broken ? undefined : run, required: better(best, { texts: run, before: runStart }) };
}

function choiceFacts(options: readonly Node[]): Facts {
  const facts = options.map(factsOf);
  const exact = facts.every((one) => one.exact !== undefined) ? facts.flatMap((one) => one.exact ?? []) : undefined;
  const required = facts.map((one) => one.required);
  const all = required.every((one) => one !== undefined);
  return {
    exact: exact !== undefined && exact.length <= MAX_TEXTS ? exact : undefined,
    required: all ? { texts: required.flatMap((one) => one?.texts ?? []), before: Math.max(...required.map((one) => one?.before ?? 0)) } : undefined,
  };
}

function repeatFacts({ of, min, max }: Extract<Node, { kind: 'repeat' }>): Facts {
  const facts = factsOf(of);
  if (min === 0) return { exact: max === 1 && facts.exact !== undefined ? ['', ...facts.exact] : undefined, required: undefined };
  if (min === max && min <= USEFUL_LENGTH && facts.exact?.length === 1) return exactly([(facts.exact[0] as string).repeat(min)]);
  return { exact: undefined, required: facts.required };
}

function exactly(texts: readonly string[]): Facts {
  return { exact: texts, required: better(undefined, { texts, before: 0 }) };
}

function factsOf(node: Node): Facts {
  switch (node.kind) {
    case 'text':
      return exactly([node.text]);
    case 'one':
      return { exact: undefined, required: undefined };
    case 'nothing':
      return exactly(['']);
    case 'sequence':
      return sequenceFacts(node.parts);
    case 'choice':
      return choiceFacts(node.options);
    case 'repeat':
      return repeatFacts(node);
    case 'group':
      return factsOf(node.of);
  }
}

/** The best set of texts of which every match must hold one: the longest, at least three characters each; `undefined` when there is none. */
export function requiredTexts(node: Node): Required | undefined {
  return factsOf(node).required;
}

function children(node: Node): readonly Node[] {
  if (node.kind === 'sequence') return node.parts;
  if (node.kind === 'choice') return node.options;
  return node.kind === 'repeat' || node.kind === 'group' ? [node.of] : [];
}

export function ignoresCase(node: Node): boolean {
  return node.kind === 'text' ? node.ignoreCase : children(node).some(ignoresCase);
}

export function namedGroup(node: Node, name: string): Node | undefined {
  if (node.kind === 'group' && node.name === name) return node;
  for (const child of children(node)) {
    const found = namedGroup(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text that each match of a node starts with. */
export function fixedPrefix(node: Node): string {
  if (node.kind === 'text') return node.ignoreCase ? '' : node.text;
  if (node.kind === 'group') return fixedPrefix(node.of);
  if (node.kind !== 'sequence') return '';
  let prefix = '';
  for (const part of node.parts) {
    if (part.kind !== 'text' || part.ignoreCase) return prefix + fixedPrefix(part);
    prefix += part.text;
  }
  return prefix;
}
