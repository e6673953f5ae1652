import { describe, expect, it } from 'vitest';
import { createDetector } from '#detect/detector.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(61).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

describe('the detector', () => {
  it('gives the matches of one content, which the next content does not change', () => {
    const detector = createDetector(RULES);
    const none = detector.scan(Buffer.from('clean'));
    const one = detector.scan(Buffer.from(token));
    detector.scan(Buffer.from(`${token} ${token}`));
    expect(none).toHaveLength(0);
    expect(one).toHaveLength(1);
  });
});
