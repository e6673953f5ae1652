import { HEX_HINT } from '#detect/kernel/encodings-contract.ts';
import { type Decoded, decodeBase64, decodeHex, decodeLines, type EncodedRun, encodedRunAt } from '#detect/layers/encoded-run.ts';
import type { LayerMatches } from '#detect/layers/layer-matches.ts';
import type { Nested, NestedResult } from '#detect/layers/nested.ts';
import type { TextWindow } from '#detect/layers/text-window.ts';
import type { Match } from '#detect/match.ts';
import { saysMore } from '#detect/overlaps.ts';

/** Whether a match in a decoded text was encoded in a line, wholly or in part. */
function spans({ originOf }: Decoded, { offset, secret }: Match, line: number): boolean {
  return originOf(offset) <= line && line <= originOf(offset + secret.length - 1);
}

/** The texts that a window holds in base64 or hex: a run of lines is decoded once in each way, when the first of its lines is met. */
export class RunLayers {
  readonly #window: TextWindow;
  readonly #nested: Nested;
  /** The last run. */
  #run: EncodedRun | undefined;
  /** Where its digits were decoded from, modulo 4, or that they were as hex. */
  readonly #phases = new Set<number>();
  /** Its lines were decoded each for itself. */
  #isSplit = false;

  constructor(window: TextWindow, nested: Nested) {
    this.#window = window;
    this.#nested = nested;
  }

  /** Other bytes are in the window now. */
  reset(): void {
    this.#run = undefined;
  }

  decodeHex(at: number, found: LayerMatches): void {
    const run = this.#runAt(at);
    if (this.#phases.has(HEX_HINT)) return;
    this.#phases.add(HEX_HINT);
    const { bytes, originOf } = decodeHex(run, at);
    found.add(run, this.#nested.scan('hex', bytes), originOf);
  }

  /** @param phase The digit at `at` that a group of four may begin with. */
  decodeBase64(at: number, phase: number, found: LayerMatches): void {
    const run = this.#runAt(at);
    const skip = (this.#digitsBefore(run, at) + phase) % 4;
    if (this.#phases.has(skip)) return;
    this.#phases.add(skip);
    const joined = decodeBase64(run, skip);
    const whole = this.#nested.scan('base64', joined.bytes);
    found.add(run, whole, joined.originOf);
    if (run.lines.length > 1 && !this.#isSplit) this.#decodeLines(run, { joined, whole, found });
  }

  /** Of what the lines hold each for itself, what they hold together is taken out. */
  #decodeLines(run: EncodedRun, { joined, whole, found }: { readonly joined: Decoded; readonly whole: NestedResult; readonly found: LayerMatches }): void {
    this.#isSplit = true;
    const split = decodeLines(run);
    const { matches, unread } = this.#nested.scan('base64', split.bytes);
    const isCut = (match: Match): boolean =>
      whole.matches.some((one) => one.rule === match.rule || (saysMore(one, match) && spans(joined, one, split.originOf(match.offset))));
    found.add(run, { matches: matches.filter((match) => !isCut(match)), unread: whole.unread.length > 0 ? [] : unread }, split.originOf);
  }

  /** Digits of a run before a place in it; the `n` of a written line end looks like the first digit of the line behind it. */
  #digitsBefore(run: EncodedRun, at: number): number {
    const isLineEnd = this.#window.bytes[at] === 0x6e && this.#window.bytes[at - 1] === 0x5c;
    return run.digitsBefore.get(at) ?? (isLineEnd ? (run.digitsBefore.get(at + 1) ?? 1) + 3 : 0);
  }

  /** The run that holds a line: the last one, or a new one. */
  #runAt(at: number): EncodedRun {
    const holds = this.#run?.digitsBefore.has(at) === true || (this.#window.bytes[at - 1] === 0x5c && this.#run?.digitsBefore.has(at + 1) === true);
    if (!holds) {
      this.#run = encodedRunAt(this.#window.latin1, at);
      this.#phases.clear();
      this.#isSplit = false;
    }
    return this.#run as EncodedRun;
  }
}
