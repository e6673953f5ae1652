import type { Summary } from '#scan/report.ts';

/** The numbers of a summary that no list in the report has. */
type Counted = Pick<Summary, 'objects' | 'bytes' | 'submodules' | 'cached' | 'headers' | 'dangling'>;

/** Counts what a scan looks at, and how much there is of it. */
export class ScanCounts {
  #objects = 0;
  #bytes = 0;
  #submodules = 0;
  #cached = 0;
  #headers = 0;
  #dangling: number | null = null;
  #expected: number | undefined;
  /** Which part of the work goes on, for people who wait; not in the report. */
  part: string | undefined;

  get objects(): number {
    return this.#objects;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Objects there are to read in all, where that is known. */
  get expected(): number | undefined {
    return this.#expected;
  }

  expect(objectCount: number): void {
    this.#expected = (this.#expected ?? 0) + objectCount;
  }

  countCached(objectCount: number): void {
    this.#cached += objectCount;
  }

  /** Counts weights of which the header alone was read. */
  countHeader(): void {
    this.#headers += 1;
  }

  countDangling(objectCount: number): void {
    this.#dangling = (this.#dangling ?? 0) + objectCount;
  }

  /** Counts a content that was looked at. */
  count(byteCount: number, objectCount = 1): void {
    this.#objects += objectCount;
    this.#bytes += byteCount;
  }

  countSubmodule(count = 1): void {
    this.#submodules += count;
  }

  protected get counted(): Counted {
    return {
      submodules: this.#submodules,
      objects: this.#objects,
      bytes: this.#bytes,
      cached: this.#cached,
      headers: this.#headers,
      dangling: this.#dangling,
    };
  }
}
