import type { Confidence } from '#detect/rule.ts';

/** A text that a rule takes for a secret, by its place in the content. */
export interface Hit {
  readonly rule: { readonly confidence: Confidence; readonly sample: { readonly prefix: string }; readonly search?: unknown };
  /** Bytes from the content's start. */
  readonly from: number;
  /** Offset of the first byte behind it. */
  readonly to: number;
  /** What stands right behind it would be a part of it, were it not for the next field: another rule may know better. */
  readonly isGlued?: boolean;
}

const RANK: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };

type Ranked = Pick<Hit, 'rule' | 'isGlued'>;

function rank({ rule, isGlued }: Ranked): number {
  if (isGlued === true) return -2;
  if (rule.search !== undefined) return -1; // a built-in rule knows more of a token than a user's rule around it
  return RANK[rule.confidence] + (rule.sample.prefix === '' ? 0 : 3);
}

/** Whether one of two that stand for the same secret says more of it. */
export function saysMore(one: Ranked, other: Ranked): boolean {
  return rank(one) > rank(other);
}

/** Where two hits share bytes, one with a known prefix stands, then the surer one, then the one that starts first. */
function better<H extends Hit>(a: H, b: H): H {
  return saysMore(b, a) ? b : a;
}

interface Settled<H> {
  /** By offset; none shares a byte with another. */
  readonly settled: readonly H[];
  /** What hits still to come may share bytes with. */
  readonly open: H[];
}

/**
 * Chooses among hits that share bytes, for a content that is read piece by piece.
 *
 * @param limit Every hit that starts before this offset is known.
 */
export function settle<H extends Hit>(hits: readonly H[], limit: number): Settled<H> {
  const sorted = [...hits].sort((a, b) => a.from - b.from);
  const settled: H[] = [];
  let best: H | undefined;
  let bestSince = 0;
  for (const [index, hit] of sorted.entries()) {
    if (best !== undefined && hit.from < best.to) {
      best = better(best, hit);
      continue;
    }
    if (best !== undefined) settled.push(best);
    best = hit;
    bestSince = index;
  }
  if (best === undefined) return { settled, open: [] };
  if (best.to > limit) return { settled, open: sorted.slice(bestSince) };
  settled.push(best);
  return { settled, open: [] };
}
