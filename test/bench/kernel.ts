import { allowRelaxedSimd } from '#cli/relaxed-simd.ts';
import { createDetector } from '#detect/detector.ts';
import { createKernel, type Kernel } from '#detect/kernel/kernel.ts';
import { probesOf } from '#detect/probes.ts';
import type { Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';
import type { BenchContext, Row } from './bench.ts';
import { fastestCpuSeconds, rounded } from './measure.ts';
import { packagesText, sourceText } from './source-text.ts';

const BYTES = 200 * 1024 * 1024;
const RUNS = 5;

/** Literals as one pattern for V8, without what ignoring case would cost it. */
function alternation(literals: readonly string[]): RegExp {
  return new RegExp(literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|'), 'g');
}

function search({ input, search }: Kernel, text: Buffer): void {
  for (let at = 0; at < text.length; at += input.length) {
    const piece = text.subarray(at, at + input.length);
    input.set(piece);
    search(piece.length);
  }
}

function measure(name: string, rules: readonly Rule[], text: Buffer, what: string): readonly Row[] {
  const probes = probesOf(rules);
  const literals = [...new Set(probes.map((probe) => probe.literal))];
  const kernel = createKernel(probes);
  const marking = createKernel(probes);
  marking.mark();
  const detector = createDetector(rules);
  const latin1 = text.toString('latin1');
  const pattern = alternation(literals);
  const seconds = {
    'kernel, copy included': fastestCpuSeconds(RUNS, () => search(kernel, text)),
    'the same, and marks where texts may hide': fastestCpuSeconds(RUNS, () => search(marking, text)),
    'whole detector': fastestCpuSeconds(RUNS, () => void detector.scan(text)),
    'Buffer.indexOf, one literal after another': fastestCpuSeconds(1, () => {
      for (const literal of literals) for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + 1));
    }),
    'one V8 alternation': fastestCpuSeconds(1, () => {
      pattern.lastIndex = 0;
      while (pattern.exec(latin1) !== null);
    }),
  };
  const kernelSeconds = seconds['kernel, copy included'];
  return Object.entries(seconds).map(([how, value]) => ({
    text: what,
    rules: `${name}: ${rules.length} rules, ${literals.length} literals`,
    name: how,
    'GB/s': rounded(BYTES / value / 1e9),
    'kernel is so many times faster': rounded(value / kernelSeconds, 1),
  }));
}

/** The kernel, with the copy into its memory, beside one `Buffer.indexOf` per literal and one alternation in V8. Processor time, one core. */
export async function benchKernel({ root }: BenchContext): Promise<readonly Row[]> {
  allowRelaxedSimd();
  const own = RULES.filter(({ provider }) => provider === 'huggingface' || provider === 'modal');
  const texts = { 'installed packages': packagesText(root, BYTES), 'TypeScript compiler': sourceText(root, BYTES) };
  return Object.entries(texts).flatMap(([what, text]) => [...measure('Hugging Face and Modal', own, text, what), ...measure('all', RULES, text, what)]);
}
