import { Lexer, Parser } from '@actions/expressions';
import { Binary, ContextAccess, type Expr, FunctionCall, Grouping, IndexAccess, Literal, Logical, Unary } from '@actions/expressions/ast';

/** A `${{ … }}` in a text, or a whole `if:`. */
export interface Expression {
  /** What stands between the braces. */
  readonly source: string;
  /** Where the braces start in the text, and where they end. */
  readonly start: number;
  readonly end: number;
  /** False without `}}`. */
  readonly closed: boolean;
}

/** How an expression reaches a secret. */
export interface SecretReference {
  /** `name`: one secret. `dynamic`: `secrets[…]` with something that is only known in the run. `all`: the whole context. */
  readonly kind: 'name' | 'dynamic' | 'all';
  /** In capitals, as GitHub keeps it; empty unless `kind` is `name`. */
  readonly name: string;
  /** A part of a secret is taken by `fromJSON`: GitHub masks the whole, not the part. */
  readonly structured: boolean;
}

export interface ParsedExpression extends Expression {
  readonly secrets: readonly SecretReference[];
  /** Dotted names of what else it reads, such as `github.head_ref`, in small letters. */
  readonly reads: readonly string[];
  /** What does not parse; then the rest is empty. */
  readonly error: string | undefined;
}

/** @see https://docs.github.com/actions/reference/workflows-and-actions/contexts */
const CONTEXTS = ['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs', 'inputs'];

/** @see https://docs.github.com/actions/reference/workflows-and-actions/expressions#status-check-functions */
const FUNCTIONS = [
  ...['success', 'failure', 'always', 'cancelled'].map((name) => ({ name, minArgs: 0, maxArgs: 255 })),
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
];

/** Where the braces close: not inside a string, in which a quote is doubled. */
function closing(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") quoted = !quoted;
    else if (!quoted && text.startsWith('}}', at)) return at;
  }
  return -1;
}

/** Every `${{ … }}` in a text, in order. One that is not closed reaches to the end, and will not parse. */
export function expressionsIn(text: string): readonly Expression[] {
  const found: Expression[] = [];
  for (let start = text.indexOf('${{'); start >= 0; ) {
    const close = closing(text, start + 3);
    const end = close < 0 ? text.length : close + 2;
    found.push({ source: text.slice(start + 3, close < 0 ? text.length : close), start, end, closed: close >= 0 });
    start = text.indexOf('${{', end);
  }
  return found;
}

function literalOf(expression: Expr): string | undefined {
  return expression instanceof Literal ? expression.literal.coerceString() : undefined;
}

/** `github.event.number` of an access with names alone. */
function dotted(expression: Expr): string | undefined {
  if (expression instanceof ContextAccess) return expression.name.lexeme.toLowerCase();
  if (!(expression instanceof IndexAccess)) return undefined;
  const before = dotted(expression.expr);
  const name = literalOf(expression.index);
  return before === undefined || name === undefined ? undefined : `${before}.${name.toLowerCase()}`;
}

function isSecrets(expression: Expr): boolean {
  return expression instanceof ContextAccess && expression.name.lexeme.toLowerCase() === 'secrets';
}

interface Found {
  readonly secrets: SecretReference[];
  readonly reads: string[];
}

function visitIndex(expression: IndexAccess, found: Found, structured: boolean): void {
  const taken = expression.expr;
  if (isSecrets(taken)) {
    const name = literalOf(expression.index);
    found.secrets.push({ kind: name === undefined ? 'dynamic' : 'name', name: name?.toUpperCase() ?? '', structured });
    if (name === undefined) visit(expression.index, found, false);
    return;
  }
  const name = dotted(expression);
  if (name !== undefined) {
    found.reads.push(name);
    return;
  }
  visit(taken, found, structured || (taken instanceof FunctionCall && taken.functionName.lexeme.toLowerCase() === 'fromjson'));
  visit(expression.index, found, false);
}

function visit(expression: Expr, found: Found, structured: boolean): void {
  if (expression instanceof IndexAccess) visitIndex(expression, found, structured);
  else if (isSecrets(expression)) found.secrets.push({ kind: 'all', name: '', structured });
  else if (expression instanceof ContextAccess) found.reads.push(expression.name.lexeme.toLowerCase());
  else if (expression instanceof Grouping) visit(expression.group, found, structured);
  else if (expression instanceof Unary) visit(expression.expr, found, structured);
  else if (expression instanceof FunctionCall || expression instanceof Logical) for (const one of expression.args) visit(one, found, structured);
  else if (expression instanceof Binary) for (const one of [expression.left, expression.right]) visit(one, found, structured);
}

type Meaning = Pick<ParsedExpression, 'secrets' | 'reads' | 'error'>;

/** Workflows say the same few things again and again. */
const known = new Map<string, Meaning>();

const MAX_KNOWN = 10_000;

function meaningOf(source: string): Meaning {
  const found: Found = { secrets: [], reads: [] };
  try {
    const tree = new Parser(new Lexer(source).lex().tokens, CONTEXTS, FUNCTIONS).parse() as Expr | undefined;
    if (tree !== undefined) visit(tree, found, false);
    return { ...found, error: undefined };
  } catch (error) {
    return { secrets: [], reads: [], error: error instanceof Error ? error.message : String(error) };
  }
}

/** Parses one expression and says which secrets it reaches. Never throws: what does not parse says so in `error`. */
export function parseExpression(expression: Expression): ParsedExpression {
  if (!expression.closed) return { ...expression, secrets: [], reads: [], error: 'it is not closed by }}' };
  const meaning = known.get(expression.source) ?? meaningOf(expression.source);
  if (known.size < MAX_KNOWN) known.set(expression.source, meaning);
  return { ...expression, ...meaning };
}
