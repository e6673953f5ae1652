import type { Diagnosis, LogPattern } from '#auth/diagnosis/diagnosis.ts';
import { logLine, MAX_LINE } from '#auth/diagnosis/log-line.ts';
import type { Seen } from '#auth/diagnosis/rank.ts';
import type { Sighting } from '#auth/diagnosis/report.ts';
import { createKernel, type Kernel } from '#detect/kernel/kernel.ts';
import { VisibleReader } from '#detect/redactor/visible.ts';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Bytes of a line without an end that are kept; a longer one is looked at in pieces. */
const MAX_OPEN_LINE = 64 * 1024;
const STEP_BYTES = 128 * 1024;
const SIGHTINGS = 3;
const UNEXPLAINED = 5;
const SHOWN_CHARACTERS = 240;

/** What a line that reports an error looks like, whatever the program. */
const ERROR_TEXTS: readonly (readonly [text: string, line: RegExp])[] = [
  ['rror:', /(?:^|[\s.\]│])(?:[A-Z]\w*)?[Ee]rror: /],
  ['ERROR', /(?:^|[\s[])ERROR\b/],
  ['xception:', /[A-Z]\w*Exception: /],
  ['fatal:', /^fatal: /],
  ['FATAL', /(?:^|[\s[])FATAL\b/],
  ['exit code', /Process completed with exit code (?!0\b)/],
  ['❌', /❌/],
];

interface Probe {
  /** `undefined`: the line merely looks like an error. */
  readonly diagnosis: Diagnosis | undefined;
  readonly text: string;
  readonly line: RegExp | undefined;
}

export interface LogFacts {
  readonly seen: readonly Seen[];
  readonly unexplained: readonly Sighting[];
  readonly lines: number;
  readonly bytes: number;
}

interface Tally {
  count: number;
  lastLine: number;
  readonly sightings: Sighting[];
}

function probesOf(table: readonly Diagnosis[]): readonly Probe[] {
  const known = table.flatMap((diagnosis) => diagnosis.log.map(({ text, line }: LogPattern) => ({ diagnosis, text, line })));
  return [...known, ...ERROR_TEXTS.map(([text, line]) => ({ diagnosis: undefined, text, line }))];
}

/**
 * Reads a log of any size, piece by piece, and notes what the table knows of its lines.
 *
 * The literals of all patterns are searched at once by the kernel of the scanner, in what a terminal would show: colours are taken out first.
 */
export class LogReader {
  readonly #probes: readonly Probe[];
  readonly #kernel: Kernel;
  readonly #visible = new VisibleReader();
  readonly #redact: (text: string) => string;
  readonly #tallies = new Map<Diagnosis, Tally>();
  #unexplained: Sighting[] = [];
  #open: Buffer = Buffer.alloc(0);
  /** Line feeds before the open line. */
  #feeds = 0;
  #bytes = 0;
  /** What is looked at begins inside a line. */
  #continues = false;
  #endsOpen = false;

  /** @param redact Masks tokens in a line. */
  constructor(table: readonly Diagnosis[], redact: (text: string) => string) {
    this.#probes = probesOf(table);
    this.#redact = redact;
    const probes = this.#probes.map(({ text }) => ({ literal: Buffer.from(text).toString('latin1'), alphabet: 'base62' as const, minRun: 0 }));
    this.#kernel = createKernel(probes, { capacity: STEP_BYTES + MAX_OPEN_LINE });
  }

  write(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    for (let at = 0; at < bytes.length; at += STEP_BYTES) this.#step(bytes.subarray(at, at + STEP_BYTES));
  }

  finish(): LogFacts {
    this.#endsOpen = this.#open.length > 0;
    this.#look(this.#open);
    this.#open = Buffer.alloc(0);
    const seen = [...this.#tallies].map(([diagnosis, { count, sightings }]) => ({ diagnosis, count, sightings }));
    return { seen, unexplained: this.#unexplained, lines: this.#feeds + Number(this.#endsOpen), bytes: this.#bytes };
  }

  #step(piece: Uint8Array): void {
    const all = Buffer.concat([this.#open, piece]);
    const end = all.lastIndexOf(LINE_FEED) + 1;
    const complete = end === 0 && all.length >= MAX_OPEN_LINE ? all.length : end;
    this.#look(all.subarray(0, complete));
    this.#open = all.subarray(complete);
    if (this.#open.length < MAX_OPEN_LINE) return;
    this.#look(this.#open);
    this.#open = Buffer.alloc(0);
  }

  /** Looks at whole lines, or at a piece of a very long one. */
  #look(raw: Buffer): void {
    const bytes = Buffer.from(this.#visible.read(raw)?.bytes ?? raw);
    this.#kernel.input.set(bytes);
    const count = this.#kernel.search(bytes.length);
    let countedTo = 0;
    for (let index = 0; index < count; index += 1) {
      const at = this.#kernel.offset(index);
      this.#feeds += this.#kernel.countLineFeeds(countedTo, at);
      countedTo = at;
      this.#judge(this.#probes[this.#kernel.probe(index)] as Probe, bytes, at);
    }
    this.#feeds += this.#kernel.countLineFeeds(countedTo, bytes.length);
    if (bytes.length > 0) this.#continues = bytes.at(-1) !== LINE_FEED;
  }

  #judge({ diagnosis, line }: Probe, bytes: Buffer, at: number): void {
    const { step, text } = logLine(lineAround(bytes, at, this.#continues));
    if (line?.test(text) === false) return;
    const number = this.#feeds + 1;
    if (diagnosis === undefined) this.#noteUnexplained(number, step, text);
    else this.#note(diagnosis, number, step, text);
  }

  #note(diagnosis: Diagnosis, line: number, step: string | null, text: string): void {
    const tally = this.#tallies.get(diagnosis) ?? { count: 0, lastLine: 0, sightings: [] };
    this.#tallies.set(diagnosis, tally);
    this.#unexplained = this.#unexplained.filter((one) => one.line !== line);
    if (tally.lastLine === line) return;
    tally.lastLine = line;
    tally.count += 1;
    if (tally.sightings.length < SIGHTINGS) tally.sightings.push(this.#sighting(line, step, text));
  }

  #noteUnexplained(line: number, step: string | null, text: string): void {
    const explained = [...this.#tallies.values()].some((tally) => tally.lastLine === line);
    if (explained || this.#unexplained.at(-1)?.line === line) return;
    this.#unexplained = [...this.#unexplained, this.#sighting(line, step, text)].slice(-UNEXPLAINED);
  }

  #sighting(line: number, step: string | null, text: string): Sighting {
    const shown = this.#redact(text).trim();
    return { line, step: step === null ? null : this.#redact(step), text: shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown };
  }
}

/** The line around an offset; of one that was written over, the part that was shown last; of UTF-16, its ASCII. */
function lineAround(bytes: Buffer, at: number, continues: boolean): string {
  const isEnd = (index: number): boolean => bytes[index] === LINE_FEED || (bytes[index] === CARRIAGE_RETURN && bytes[index + 1] !== LINE_FEED);
  let from = at;
  while (from > 0 && at - from < MAX_LINE && !isEnd(from - 1)) from -= 1;
  let to = at;
  while (to < bytes.length && to - at < MAX_LINE && !isEnd(to)) to += 1;
  const part = bytes.subarray(from, to);
  const text = (part.includes(0) ? Buffer.from(part.filter((byte) => byte !== 0)) : part).toString('utf8');
  const isCut = from === 0 ? continues : !isEnd(from - 1);
  return isCut ? text.replace(/^\S+/, '…') : text; // what is cut off may be the rest of a token
}
