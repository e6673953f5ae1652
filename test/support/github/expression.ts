import { Evaluator, Lexer, Parser, data as values } from '@actions/expressions';

type Data = values.ExpressionData;
type Functions = ReadonlyMap<string, () => boolean>;

/** What a workflow's expressions read. */
export type Contexts = Readonly<Record<string, unknown>>;

function dataOf(value: unknown): Data {
  if (value === undefined || value === null) return new values.Null();
  if (typeof value === 'boolean') return new values.BooleanData(value);
  if (typeof value === 'number') return new values.NumberData(value);
  if (typeof value !== 'object') return new values.StringData(String(value));
  return new values.Dictionary(...Object.entries(value).map(([key, one]) => ({ key, value: dataOf(one) })));
}

/** The value of one expression, as GitHub's own evaluator gives it. */
export function evaluate(source: string, contexts: Contexts, functions: Functions = new Map()): Data {
  const known = [...functions].map(([name, call]) => ({ name, minArgs: 0, maxArgs: 0, call: () => new values.BooleanData(call()) }));
  const tree = new Parser(new Lexer(source).lex().tokens, Object.keys(contexts), known).parse();
  const named = new Map(known.map((one) => [one.name, one]));
  return new Evaluator(tree, dataOf(contexts) as values.Dictionary, named).evaluate();
}

/** Whether a condition holds. */
export function holds(condition: string, contexts: Contexts, functions: Functions): boolean {
  const source = condition.replace(/^\s*\$\{\{([\s\S]*)\}\}\s*$/, '$1');
  const value = evaluate(source, contexts, functions);
  return !['', 'false', '0', 'null'].includes(value.coerceString());
}

/** A text with its expressions replaced by their values. */
export function filled(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{([\s\S]*?)\}\}/g, (_, source: string) => evaluate(source, contexts).coerceString());
}
