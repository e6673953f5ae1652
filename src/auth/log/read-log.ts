import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import * as v from 'valibot';
import type { AuthLogEntry } from '#auth/log/logger.ts';
import { scrub } from '#auth/scrub.ts';

const text = v.optional(v.string());
const number = v.optional(v.number());

const entry = v.object({
  level: v.picklist(['info', 'warn', 'error']),
  time: v.pipe(v.string(), v.isoTimestamp()),
  run: v.fallback(v.string(), ''),
  msg: v.string(),
  tokenType: text,
  status: text,
  problem: text,
  source: text,
  endpoint: text,
  requestId: text,
  durationMs: number,
  attempt: number,
  command: text,
  exitCode: number,
});

/** A line of the log, or the line itself, made safe to print, where it is none. */
export function readEntry(line: string): AuthLogEntry | string {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), entry), line);
  return parsed.success ? (parsed.output as AuthLogEntry) : scrub(line);
}

/** Reads the lines of a file, and those that are added, also after a new one has taken its place. */
export class LogReader {
  readonly #path: string;
  #descriptor: number | undefined;
  #decoder = new StringDecoder('utf8');
  #offset = 0;
  #rest = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** What has been added since the last time; `undefined` while there is no file. @throws The system's error. */
  read(): readonly string[] | undefined {
    const last = this.#descriptor === undefined ? [] : this.#lines(this.#descriptor);
    if (!this.#replaced()) return last;
    this.close();
    try {
      this.#descriptor = openSync(this.#path, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return last.length === 0 ? undefined : last;
      throw error;
    }
    return [...last, ...this.#lines(this.#descriptor)];
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#decoder = new StringDecoder('utf8');
    this.#offset = 0;
    this.#rest = '';
  }

  /** Whether another file has the name now, or this one was cut. */
  #replaced(): boolean {
    if (this.#descriptor === undefined) return true;
    const now = statSync(this.#path, { throwIfNoEntry: false });
    return now === undefined || now.ino !== fstatSync(this.#descriptor).ino || now.size < this.#offset;
  }

  #lines(descriptor: number): readonly string[] {
    const buffer = Buffer.allocUnsafe(Math.max(0, fstatSync(descriptor).size - this.#offset));
    const count = readSync(descriptor, buffer, 0, buffer.length, this.#offset);
    this.#offset += count;
    const lines = (this.#rest + this.#decoder.write(buffer.subarray(0, count))).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '');
  }
}
