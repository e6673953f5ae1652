import { createKernel, type Kernel, type Probe } from '#detect/kernel/kernel.ts';
import { classOf, literalBytes } from '#detect/kernel/probe.ts';
import { goesOnAsKey, opensKey } from '#detect/redactor/key-block.ts';
import type { Rule } from '#detect/rule.ts';

/** At a pause, fewer characters behind a literal are no reason to hold anything back. */
const HELD_CHARACTERS = 4;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** What a token can consist of, for any rule. */
const TOKEN_CHARACTERS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte < 128 && /[A-Za-z0-9_.+/=~-]/.test(String.fromCharCode(byte))));

/** The pattern may match across the end of a line. */
function crossesLines(rule: Rule): boolean {
  return /\\[snrWDS]|\[\^|\(\?s/.test(rule.pattern.source);
}

interface Lead {
  readonly rule: Rule;
  readonly probe: Probe;
  readonly characters: Uint8Array;
  readonly maxGap: number;
  readonly crossesLines: boolean;
  /** The token stands behind the literal, which may go out before it. */
  readonly isApart: boolean;
}

/** A literal that stands in the bytes. */
interface Start {
  readonly lead: Lead;
  readonly offset: number;
  readonly step: 1 | 2;
  /** Where it ends. */
  readonly bodyStart: number;
}

function isApart(rule: Rule): boolean {
  return rule.sample.prefix === '' && rule.maxGap !== undefined;
}

function leadsOf(rule: Rule): readonly Lead[] {
  const { alphabet, ignoreCase, maxGap = 0 } = rule;
  return rule.literals.map((literal) => ({
    rule,
    probe: { literal, ignoreCase, alphabet, minRun: 0 },
    characters: classOf(alphabet),
    maxGap,
    crossesLines: crossesLines(rule),
    isApart: isApart(rule),
  }));
}

function prefixesOf(bytes: Uint8Array): readonly string[] {
  return Array.from({ length: bytes.length - 1 }, (_, index) => Buffer.from(bytes).toString('latin1', 0, index + 1));
}

/** Proper prefixes of literals, narrow and wide. */
function properPrefixes(probes: readonly Probe[]): ReadonlySet<string> {
  return new Set(probes.flatMap((probe) => [false, true].flatMap((wide) => prefixesOf(literalBytes(probe, wide)))));
}

function exactProbe(value: Buffer): Probe {
  return { literal: value.toString('latin1'), alphabet: 'base62', minRun: 0 };
}

/**
 * Looks at the end of what has come so far: where does something stand that could still become a token?
 *
 * Everything before that place is decided, whatever may follow. Errs on the side of holding back, for as many bytes as the rule's longest token.
 */
export class Edge {
  readonly #leads: readonly Lead[];
  readonly #kernel: Kernel;
  readonly #prefixes: ReadonlySet<string>;
  readonly #prefixesInAnyCase: ReadonlySet<string>;
  readonly #longestPrefix: number;
  /** By two bytes, the second on top: whether a prefix begins with them. A single one may always begin one. */
  readonly #pairs = new Uint8Array(65_536);
  readonly #values: readonly Buffer[];
  /** Bytes before its literal at which a token may start. */
  readonly #before: number;
  /** Bytes before the end that can matter. */
  readonly reach: number;

  /** @param values Exact values that are looked for beside the rules. */
  constructor(rules: readonly Rule[], values: readonly Buffer[]) {
    this.#leads = rules.flatMap(leadsOf);
    const probes = this.#leads.map((lead) => lead.probe);
    this.#prefixes = properPrefixes(probes.filter((probe) => probe.ignoreCase !== true));
    this.#prefixesInAnyCase = properPrefixes(probes.filter((probe) => probe.ignoreCase === true));
    for (const prefix of [...this.#prefixes, ...this.#prefixesInAnyCase]) this.#markPair(prefix);
    this.#longestPrefix = Math.max(0, ...[...this.#prefixes, ...this.#prefixesInAnyCase].map((prefix) => prefix.length));
    this.#before = 2 * Math.max(0, ...rules.map((rule) => rule.lead ?? 0));
    this.#values = values.flatMap((value) => [value, Buffer.from(literalBytes(exactProbe(value), true))]);
    this.reach = Math.max(this.#longestPrefix, ...rules.map((rule) => (rule.maxLength + 1) * 2), ...this.#values.map((value) => value.length));
    this.#kernel = createKernel(probes, { capacity: this.reach });
  }

  /** The first offset, not before `from`, at which something stands that further bytes could turn into a token; the length when there is none. */
  undecided(bytes: Buffer, from: number): number {
    const near = Math.max(0, bytes.length - this.reach);
    const first = Math.max(from, near);
    const { offset, named } = this.#open(bytes, near, first);
    const literal = Math.min(offset, this.#literalPrefix(bytes, first));
    const before = literal === bytes.length ? this.#wordAtEnd(bytes, Math.max(from, bytes.length - this.#before)) : Math.max(from, literal - this.#before);
    return Math.min(before, named ? this.#wordAtEnd(bytes, first) : bytes.length, this.#valuePrefix(bytes, first, 1));
  }

  /**
   * The first offset, not before `from`, that stays back at a pause as well: behind a literal with the beginning of a token's body,
   * or at the beginning of a known value.
   */
  held(bytes: Buffer, from: number): number {
    const first = Math.max(from, bytes.length - this.reach);
    const start = this.#firstStart(bytes, first, (one) => this.#isOpen(bytes, one) && heldFrom(bytes, one) !== undefined);
    const body = start === undefined ? undefined : heldFrom(bytes, start);
    return Math.min(body ?? bytes.length, this.#valuePrefix(bytes, first, HELD_CHARACTERS));
  }

  /** Where the last characters without a blank start: a name before them, or a literal to come, may make them the beginning of a token. */
  #wordAtEnd(bytes: Buffer, first: number): number {
    let at = bytes.length;
    while (at > first && ((bytes[at - 1] as number) > 0x20 || bytes[at - 1] === 0)) at -= 1;
    return at;
  }

  /** The first literal, not before `first`, whose token may go on; and whether one since `near` may still get a token behind it. One search for both. */
  #open(bytes: Buffer, near: number, first: number): { readonly offset: number; readonly named: boolean } {
    let offset = bytes.length;
    let named = false;
    this.#firstStart(bytes, near, (one) => {
      if (one.lead.isApart) named ||= this.#isOpen(bytes, one);
      else if (offset === bytes.length && one.offset >= first && this.#isOpen(bytes, one)) offset = one.offset;
      return named && offset < bytes.length;
    });
    return { offset, named };
  }

  #firstStart(bytes: Buffer, from: number, isWanted: (start: Start) => boolean): Start | undefined {
    const tail = bytes.subarray(from);
    this.#kernel.input.set(tail);
    const count = this.#leads.length === 0 ? 0 : this.#kernel.search(tail.length);
    for (let index = 0; index < count; index += 1) {
      const lead = this.#leads[this.#kernel.probe(index)] as Lead;
      const offset = from + this.#kernel.offset(index);
      const step = this.#kernel.wide(index) ? 2 : 1;
      const start = { lead, offset, step, bodyStart: offset + lead.probe.literal.length * step } as const;
      if (isWanted(start)) return start;
    }
    return undefined;
  }

  #isOpen(bytes: Buffer, { lead, offset, step, bodyStart }: Start): boolean {
    if (bytes.length - offset >= (lead.rule.maxLength + 1) * step) return false;
    const runEnd = endOfRun(bytes, bodyStart, step, lead.characters);
    if (runEnd >= bytes.length) return true;
    if (lead.maxGap === 0 && (runEnd - bodyStart) / step < lead.rule.minRun) return false;
    return lead.crossesLines || !endsLine(bytes, runEnd);
  }

  #markPair(prefix: string): void {
    const lower = prefix.toLowerCase();
    if (lower.length > 1) this.#pairs[lower.charCodeAt(0) | (lower.charCodeAt(1) << 8)] = 1;
  }

  #literalPrefix(bytes: Buffer, from: number): number {
    const tail = bytes.toString('latin1', Math.max(from, bytes.length - this.#longestPrefix));
    const lower = tail.toLowerCase();
    for (let at = 0; at < tail.length; at += 1) {
      if (at < tail.length - 1 && this.#pairs[lower.charCodeAt(at) | (lower.charCodeAt(at + 1) << 8)] === 0) continue;
      if (this.#prefixes.has(tail.slice(at)) || this.#prefixesInAnyCase.has(lower.slice(at))) return bytes.length - tail.length + at;
    }
    return bytes.length;
  }

  #valuePrefix(bytes: Buffer, from: number, minLength: number): number {
    let earliest = bytes.length;
    for (const value of this.#values) {
      const last = Math.min(earliest, bytes.length - minLength + 1);
      for (let at = bytes.indexOf(value[0] as number, Math.max(from, bytes.length - value.length + 1)); at !== -1 && at < last; ) {
        if (bytes.compare(value, 0, bytes.length - at, at) === 0) earliest = Math.min(earliest, at);
        at = bytes.indexOf(value[0] as number, at + 1);
      }
    }
    return earliest;
  }
}

function endOfRun(bytes: Buffer, from: number, step: 1 | 2, characters: Uint8Array): number {
  let at = from;
  while (at < bytes.length && characters[bytes[at] as number] === 1 && (step === 1 || at === from || bytes[at - 1] === 0)) at += step;
  return at;
}

function endsLine(bytes: Buffer, from: number): boolean {
  for (let at = from; at < bytes.length; at += 1) if (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN) return true;
  return false;
}

/** Where enough of a token's body begins that goes on up to the very end. A private key is held as a whole for as long as it may be one. */
function heldFrom(bytes: Buffer, { lead, bodyStart, step }: Start): number | undefined {
  if (opensKey(lead.probe.literal)) {
    const text = bytes.toString('latin1', bodyStart);
    return goesOnAsKey(step === 1 ? text : text.replaceAll('\0', '')) ? bodyStart : undefined;
  }
  let from = bytes.length;
  while (from - step >= bodyStart && TOKEN_CHARACTERS[bytes[from - step] as number] === 1) from -= step;
  return from - bodyStart <= lead.maxGap * step && (bytes.length - from) / step >= HELD_CHARACTERS ? from : undefined;
}
