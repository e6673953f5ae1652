/** Seconds of the fastest of some runs: the machine's noise only ever adds. */
export function fastestSeconds(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
