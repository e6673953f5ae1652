/** A pattern as a tree: as much of it as decides which texts must occur in a match, and how long a match can be. */
export type Node =
  | { readonly kind: 'text'; readonly text: string; readonly ignoreCase: boolean }
  /** One character of several. */
  | { readonly kind: 'one' }
  /** Matches no character: an anchor, a flag. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly of: Node; readonly name: string | undefined };

const ONE: Node = { kind: 'one' };
const NOTHING: Node = { kind: 'nothing' };

const CONTROL: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** The least and the most of a quantifier: `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`, greedy or not. */
function countsOf(quantifier: string): readonly [min: number, max: number] {
  const range = /^\{(?<min>\d+)(?<rest>,(?<max>\d*))?\}/.exec(quantifier)?.groups;
  if (range === undefined) return [quantifier.startsWith('+') ? 1 : 0, quantifier.startsWith('?') ? 1 : Number.POSITIVE_INFINITY];
  const min = Number(range['min']);
  if (range['rest'] === undefined) return [min, min];
  return [min, range['max'] === '' ? Number.POSITIVE_INFINITY : Number(range['max'])];
}

/** Reads a pattern that RE2 accepts; what that is, RE2 has checked before. */
class SyntaxReader {
  readonly #source: string;
  #at = 0;
  #ignoreCase = false;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Node {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    return options.length === 1 ? (options[0] as Node) : { kind: 'choice', options };
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** What a sticky expression finds here, and moves on behind it. */
  #match(expression: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(expression.source, 'y');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#source) ?? undefined;
    if (found !== undefined) this.#at = sticky.lastIndex;
    return found;
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] as string)) parts.push(this.#repeated(this.#atom()));
    return { kind: 'sequence', parts };
  }

  #repeated(of: Node): Node {
    const found = this.#match(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/);
    if (found === undefined) return of;
    const [min, max] = countsOf(found[0]);
    return this.#repeated({ kind: 'repeat', of, min, max });
  }

  #atom(): Node {
    if (this.#take('(')) return this.#group();
    const few = this.#match(/\[(?<few>[A-Za-z0-9_.:=@/ ]{1,4})\]/)?.groups?.['few'];
    if (few !== undefined) return { kind: 'choice', options: [...few].map((one) => this.#text(one)) };
    if (this.#match(/\[\^?\]?(?:\[:\^?\w+:\]|\\[pP]\{[^}]*\}|\\.|[^\]\\])*\]/) !== undefined) return ONE;
    if (this.#match(/[\^$]/) !== undefined) return NOTHING;
    if (this.#take('.')) return ONE;
    if (this.#take('\\')) return this.#escape();
    return this.#text(this.#source[this.#at++] as string);
  }

  #text(text: string): Node {
    return { kind: 'text', text, ignoreCase: this.#ignoreCase };
  }

  #group(): Node {
    const before = this.#ignoreCase;
    const flags = this.#match(/\?(?<on>[imsU]*)(?:-(?<off>[imsU]*))?(?<end>[:)])/)?.groups;
    if (flags?.['on']?.includes('i') === true) this.#ignoreCase = true;
    if (flags?.['off']?.includes('i') === true) this.#ignoreCase = false;
    if (flags?.['end'] === ')') return NOTHING; // to the end of the group that it stands in
    const name = this.#match(/\?P?<(?<name>\w+)>/)?.groups?.['name'];
    const of = this.read();
    this.#take(')');
    this.#ignoreCase = before;
    return { kind: 'group', of, name };
  }

  #escape(): Node {
    const quoted = this.#match(/Q(?<text>[\s\S]*?)(?:\\E|$)/)?.groups?.['text'];
    if (quoted !== undefined) return { kind: 'sequence', parts: [...quoted].map((one) => this.#text(one)) };
    const code = this.#match(/x(?:(?<two>[0-9A-Fa-f]{2})|\{(?<any>[0-9A-Fa-f]+)\})/)?.groups;
    if (code !== undefined) return this.#text(String.fromCodePoint(Number.parseInt(code['two'] ?? code['any'] ?? '', 16)));
    const octal = this.#match(/[0-7]{2,3}|0/);
    if (octal !== undefined) return this.#text(String.fromCodePoint(Number.parseInt(octal[0], 8)));
    if (this.#match(/[pP](?:\{[^}]*\}|.)|[dDsSwWC]/) !== undefined) return ONE;
    if (this.#match(/[bBAzZ]/) !== undefined) return NOTHING;
    const character = this.#source[this.#at++] as string;
    return this.#text(CONTROL[character] ?? character);
  }
}

/** Takes a pattern of RE2's syntax apart. @see https://github.com/google/re2/wiki/Syntax */
export function parsePattern(source: string): Node {
  return new SyntaxReader(source).read();
}
