import { blank } from '#detect/habits/blank.ts';
import type { Language } from '#detect/habits/habit.ts';

/** One statement of a piece of code; `code` and `text` are of one length. */
export interface Statement {
  /** Characters from the piece's start. */
  readonly offset: number;
  readonly code: string;
  readonly text: string;
}

const MAX_STATEMENT = 8_192;

/** A `{` of JavaScript opens a block behind `)`, `=>`, another block or a word such as `else`; otherwise an object. */
function opensBlock(code: string, at: number): boolean {
  return /(?:[){};]|=>|\b(?:else|try|do|finally)|^)\s*$/.test(code.slice(Math.max(0, at - 40), at));
}

/** Brackets that are open; only Python and JavaScript go on over lines inside of them. */
class Brackets {
  readonly #language: Language;
  readonly #open: string[] = [];

  constructor(language: Language) {
    this.#language = language;
  }

  /** Whether a line feed ends a statement here. */
  get isOutside(): boolean {
    return this.#open.length === 0 || this.#open.at(-1) === 'block';
  }

  take(bracket: string, code: string, at: number): void {
    if (this.#language !== 'python' && this.#language !== 'javascript') return;
    if (')]}'.includes(bracket)) this.#open.pop();
    else this.#open.push(bracket === '{' && this.#language === 'javascript' && opensBlock(code, at) ? 'block' : bracket);
  }
}

/** Where the statements of some code end: at line feeds outside of brackets. */
function endsOf(code: string, language: Language): readonly number[] {
  const ends: number[] = [];
  const brackets = new Brackets(language);
  for (const found of code.matchAll(/[\n()[\]{}]/g)) {
    if (found[0] !== '\n') brackets.take(found[0], code, found.index);
    else if (brackets.isOutside) ends.push(found.index);
  }
  return [...ends, code.length];
}

/** Takes a piece of code apart into its statements, without those that are blank. */
export function statementsOf(source: string, language: Language): readonly Statement[] {
  const { code, text } = blank(source, language);
  const statements: Statement[] = [];
  let offset = 0;
  for (const end of endsOf(code, language)) {
    const until = Math.min(end, offset + MAX_STATEMENT);
    if (text.slice(offset, until).trim() !== '') statements.push({ offset, code: code.slice(offset, until), text: text.slice(offset, until) });
    offset = end + 1;
  }
  return statements;
}
