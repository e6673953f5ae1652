import { createDetector } from '#detect/detector.ts';
import { createKernel } from '#detect/kernel/kernel.ts';
import { RULES } from '#rules/index.ts';
import type { BenchContext, Row } from './bench.ts';
import { fastestSeconds, rounded } from './measure.ts';
import { sourceText } from './source-text.ts';

const BYTES = 200 * 1024 * 1024;
const RUNS = 5;

/** The kernel, with the copy into its memory, beside one `Buffer.indexOf` per literal and one alternation in V8. */
export function benchKernel({ root }: BenchContext): readonly Row[] {
  const text = sourceText(root, BYTES);
  const probes = RULES.flatMap((rule) => rule.literals.map((literal) => ({ literal, alphabet: rule.alphabet, minRun: rule.minRun })));
  const literals = [...new Set(probes.map((probe) => probe.literal))];
  const kernel = createKernel(probes);
  const detector = createDetector(RULES);
  const latin1 = text.toString('latin1');
  const seconds = {
    'kernel, copy included': fastestSeconds(RUNS, () => {
      for (let at = 0; at < text.length; at += kernel.input.length) {
        const piece = text.subarray(at, at + kernel.input.length);
        kernel.input.set(piece);
        kernel.search(piece.length);
      }
    }),
    'whole detector': fastestSeconds(RUNS, () => void detector.scan(text)),
    'Buffer.indexOf, one literal after another': fastestSeconds(RUNS, () => {
      for (const literal of literals) for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + 1));
    }),
    'one V8 alternation': fastestSeconds(2, () => {
      const pattern = new RegExp(literals.join('|'), 'g');
      while (pattern.exec(latin1) !== null);
    }),
  };
  const indexOf = seconds['Buffer.indexOf, one literal after another'];
  return Object.entries(seconds).map(([name, value]) => ({ name, 'GB/s': rounded(BYTES / value / 1e9), 'times indexOf': rounded(indexOf / value) }));
}
