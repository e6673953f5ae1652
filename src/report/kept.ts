import type { Kept } from '#auth/stores/kept.ts';
import { createPaint, safe } from '#report/style.ts';

const WORDS: Readonly<Record<Kept['outcome'], readonly ['green' | 'yellow' | 'red', string]>> = {
  kept: ['green', 'kept'],
  failed: ['red', 'FAILED'],
  'put-back': ['yellow', 'put back'],
  changed: ['red', 'CHANGED'],
  untried: ['yellow', 'not tried'],
};

/** How it went at each place, for people. */
export function keptText(kept: readonly Kept[], { colour }: { readonly colour: boolean }): string {
  const paint = createPaint(colour);
  return kept
    .map(({ title, outcome, detail }) => {
      const [tone, word] = WORDS[outcome];
      return `  ${paint(tone, word.padEnd(9))}  ${safe(title)}${detail === null ? '' : `: ${safe(detail)}`}\n`;
    })
    .join('');
}
