import type { Scalar } from 'yaml';
import { expressionsIn, type ParsedExpression, parseExpression } from '#ci/workflow/expression.ts';
import { type Place, rangeOf, type ScalarAt, scalarsBelow, type YamlSource } from '#ci/workflow/source.ts';

/** An expression at its place in the file. */
export interface ExpressionAt extends ParsedExpression {
  /** The keys below the step, job or workflow, such as `env`, `HF_TOKEN`. */
  readonly keys: readonly string[];
  readonly place: Place;
  /** Where `${{` stands in the file, and where `}}` ends; `undefined` where escapes keep it from being found. */
  readonly range: readonly [start: number, end: number] | undefined;
  readonly scalar: Scalar;
}

/** A secret that every run has. */
const GIVEN = 'GITHUB_TOKEN';

/** The names of the secrets that some expressions reach. */
export function secretNames(expressions: readonly ParsedExpression[]): readonly string[] {
  return [...new Set(expressions.flatMap(({ secrets }) => secrets.flatMap(({ kind, name }) => (kind === 'name' && name !== GIVEN ? [name] : []))))];
}

/**
 * The expressions of a value.
 *
 * @param isCondition A value of `if:` is an expression also without braces.
 */
export function parsedIn(text: string, isCondition: boolean): readonly ParsedExpression[] {
  const braced = expressionsIn(text);
  if (braced.length > 0 || !isCondition) return braced.map(parseExpression);
  return [parseExpression({ source: text, start: 0, end: text.length, closed: true })];
}

function isConditionAt({ keys }: ScalarAt): boolean {
  return keys.length === 1 && keys[0] === 'if';
}

function expressionsOf(source: YamlSource, scalar: ScalarAt): readonly ExpressionAt[] {
  const { keys, node, text } = scalar;
  let [cursor, end] = rangeOf(node);
  return parsedIn(text, isConditionAt(scalar)).map((expression) => {
    const raw = text.slice(expression.start, expression.end);
    const at = source.text.indexOf(raw, cursor);
    const range = at >= 0 && at < end ? ([at, at + raw.length] as const) : undefined;
    cursor = range?.[1] ?? cursor;
    end = Math.max(end, cursor);
    return { ...expression, keys, range, scalar: node, place: range === undefined ? source.placeOf(node) : source.placeAt(range[0]) };
  });
}

/** Every expression below a node, but for what stands under the keys to skip. */
export function expressionsBelow(source: YamlSource, node: unknown, skip: readonly string[]): readonly ExpressionAt[] {
  const found: ExpressionAt[] = [];
  for (const scalar of scalarsBelow(source, node, { skip, keys: [] })) {
    if (isConditionAt(scalar) || scalar.text.includes('${{')) found.push(...expressionsOf(source, scalar));
  }
  return found;
}
