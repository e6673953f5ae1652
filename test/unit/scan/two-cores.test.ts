import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { createDetector } from '#detect/detector.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { layersAlone, withLayers } from '#scan/layers/with-layers.ts';
import { createSampler } from '../../support/samples.ts';

const TOKEN = createSampler(8001).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const LOOKING = { marks: OWN_MARKS, limits: DEFAULT_LAYERS };

const whole = withLayers(RULES, LOOKING);
const plain = createDetector(RULES);
const hidden = layersAlone(RULES, LOOKING);

const escaped = [...TOKEN].map((one) => `\\x${one.charCodeAt(0).toString(16)}`).join('');

const part = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ maxLength: 2000 }).map((text) => Buffer.from(text)),
  fc.constantFrom(
    Buffer.from(` ${TOKEN}\n`),
    Buffer.from(` ${TOKEN} # auth-guard:allow a sample\n`),
    Buffer.from(`key: ${Buffer.from(`token = ${TOKEN}`).toString('base64')}\n`),
    Buffer.from(` "${escaped}" `),
    Buffer.from(` ${TOKEN} `, 'utf16le'),
    gzipSync(`login("${TOKEN}")`),
  ),
);

const content = fc.array(part, { maxLength: 6 }).map((parts) => Buffer.concat(parts));

it('a content in which neither half finds anything, or leaves anything unread, is one in which the whole does not', () => {
  const seen = { clean: 0, other: 0 };
  fc.assert(
    fc.property(content, (bytes) => {
      const halves = plain.scan(bytes).length + hidden.scan(bytes).length + hidden.unread.length;
      const found = whole.scan(bytes).length + whole.unread.length;
      expect(halves === 0).toBe(found === 0);
      seen[found === 0 ? 'clean' : 'other'] += 1;
    }),
    { numRuns: 400, seed: 7 },
  );
  expect(Math.min(seen.clean, seen.other)).toBeGreaterThan(20);
});
