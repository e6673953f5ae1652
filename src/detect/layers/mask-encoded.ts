import type { Detector } from '#detect/contract.ts';
import type { Match } from '#detect/match.ts';

const ENCODED = '[A-Za-z0-9+/_%\\\\&#;{}-]';
const RUN = new RegExp(`${ENCODED}{32,}`, 'g');
/** What an excerpt's end cuts off may be the rest of an encoded token. */
const CUT_LEFT = new RegExp(`^…${ENCODED}{8,}`);
const CUT_RIGHT = new RegExp(`${ENCODED}{8,}…$`);

/** Words and paths are left alone: an encoding mixes cases, digits or escapes. */
function looksEncoded(run: string): boolean {
  return (/[a-z]/.test(run) && /[A-Z]/.test(run)) || /\d/.test(run) || /[%\\&]/.test(run);
}

/** Whether a text could hold something encoded at all. */
function mayHoldEncoded(text: string): boolean {
  return (text.match(RUN) ?? []).some(looksEncoded);
}

/** Replaces whatever in a text could be an encoded token by an ellipsis. */
function maskRuns(text: string): string {
  return text.replace(RUN, (run) => (looksEncoded(run) ? '…' : run));
}

/** Masks the neighbours of a match in its excerpt: an encoded token may stand on the same line. */
export function withMaskedExcerpt(match: Match): Match {
  const { excerpt } = match;
  const { redacted } = match.secret;
  const at = excerpt.lastIndexOf(redacted);
  if (at === -1) return { ...match, excerpt: redacted };
  const left = excerpt.slice(0, at).replace(CUT_LEFT, '…');
  const right = excerpt.slice(at + redacted.length).replace(CUT_RIGHT, '…');
  return { ...match, excerpt: `${maskRuns(left)}${redacted}${maskRuns(right)}` };
}

/**
 * Makes a mask that masks names too that hold a token in an encoding.
 *
 * @param createDetector Makes the engine that finds it there, when a text may hold one.
 */
export function createEncodedMask(mask: Detector['mask'], createDetector: () => Detector): Detector['mask'] {
  let detector: Detector | undefined;
  return (text) => {
    const masked = mask(text);
    if (!mayHoldEncoded(masked)) return masked;
    detector ??= createDetector();
    return detector.scan(Buffer.from(masked)).length === 0 ? masked : maskRuns(masked);
  };
}
