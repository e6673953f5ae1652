import type { CommitInfo, LoggedCommit } from '#git/commit-log.ts';

/** A commit that brings an object in, and the path that it has there, with every token masked. */
export interface Introduction {
  readonly commit: CommitAuthorship;
  readonly path: string;
  /** The place of the commit in the walk: parents come before children. */
  readonly age: number;
}

export type CommitAuthorship = Pick<CommitInfo, 'oid' | 'author' | 'authoredAt'>;

/** What is kept of a walk for the next scan: nothing of a token, because paths and authors are masked. */
export interface KeptIntroductions {
  readonly objects: readonly (readonly [oid: string, introductions: readonly Introduction[]])[];
  /** Bits in hex. */
  readonly tips: readonly (readonly [commit: string, past: string])[];
  /** How many commits have which bits. */
  readonly sizes: readonly (readonly [past: string, commits: number])[];
}

/** Objects of interest, each with bits that stand for what was found in it. */
interface Marked {
  readonly occurrences: readonly { readonly part: { readonly object: { readonly oid: string } } }[];
  readonly bit: bigint;
}

/**
 * What one walk over the commits, parents first, tells of some objects: who brings each in, and which commits have it in their past.
 *
 * Each commit's set is the union of its parents' and of what it brings in itself; a set is the bits of one number, so that a union is one operation.
 */
export class Introductions {
  readonly #bits = new Map<string, bigint>();
  readonly #byObject = new Map<string, Introduction[]>();
  readonly #past = new Map<string, bigint>();
  readonly #sizes = new Map<bigint, number>();
  #age = 0;

  readonly #mask: (text: string) => string;

  constructor(groups: readonly Marked[], mask: (text: string) => string) {
    this.#mask = mask;
    for (const { occurrences, bit } of groups) {
      for (const { part } of occurrences) this.#bits.set(part.object.oid, (this.#bits.get(part.object.oid) ?? 0n) | bit);
    }
  }

  isWanted(oid: string): boolean {
    return this.#bits.has(oid);
  }

  /** The objects of interest and their bits, in an order of their own. */
  get marks(): string {
    return [...this.#bits]
      .map(([oid, bits]) => `${oid} ${bits.toString(16)}`)
      .sort()
      .join('\n');
  }

  take({ commit, changes }: LoggedCommit): void {
    let past = 0n;
    this.#age += 1;
    for (const parent of commit.parents) past |= this.#past.get(parent) ?? 0n;
    for (const { newOid, pathBytes } of changes) past |= this.#note(newOid, commit, pathBytes.toString('utf8'));
    past |= this.#note(commit.tree, commit, '') | this.#note(commit.oid, commit, '');
    if (past === 0n) return;
    this.#past.set(commit.oid, past);
    this.#sizes.set(past, (this.#sizes.get(past) ?? 0) + 1);
  }

  keep(tips: readonly string[]): KeptIntroductions {
    return {
      objects: [...this.#byObject],
      tips: tips.map((tip) => [tip, (this.#past.get(tip) ?? 0n).toString(16)]),
      sizes: [...this.#sizes].map(([past, commits]) => [past.toString(16), commits]),
    };
  }

  restore({ objects, tips, sizes }: KeptIntroductions): void {
    for (const [oid, introductions] of objects) this.#byObject.set(oid, [...introductions]);
    for (const [tip, past] of tips) this.#past.set(tip, BigInt(`0x${past}`));
    for (const [past, commits] of sizes) this.#sizes.set(BigInt(`0x${past}`), commits);
  }

  /** Who brings an object in, the earliest first. A commit is brought in by itself. */
  of(oid: string): readonly Introduction[] {
    return this.#byObject.get(oid) ?? [];
  }

  /** Whether something that the bit stands for is in a commit or in its past. */
  reaches(commitOid: string, bit: bigint): boolean {
    return ((this.#past.get(commitOid) ?? 0n) & bit) !== 0n;
  }

  /** Commits that bring something in that the bit stands for, or come after one that does. */
  commitsWith(bit: bigint): number {
    return [...this.#sizes].reduce((sum, [past, commits]) => ((past & bit) === 0n ? sum : sum + commits), 0);
  }

  #note(oid: string, { oid: commitOid, author, authoredAt }: CommitInfo, path: string): bigint {
    const bits = this.#bits.get(oid);
    if (bits === undefined) return 0n;
    const introduction = { commit: { oid: commitOid, author: this.#mask(author), authoredAt }, path: this.#mask(path), age: this.#age };
    const known = this.#byObject.get(oid);
    if (known === undefined) this.#byObject.set(oid, [introduction]);
    else known.push(introduction);
    return bits;
  }
}
