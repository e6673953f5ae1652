import * as zlib from 'node:zlib';
import { expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import { rawZstdOf } from '../../../support/layers.ts';
import { createSampler } from '../../../support/samples.ts';

const token = createSampler(90).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const isOffered = 'createZstdDecompress' in zlib;

it(isOffered ? 'finds a token in zstd' : 'says that this Node has no zstd', () => {
  const detector = withLayers(RULES, { marks: OWN_MARKS, limits: DEFAULT_LAYERS });
  const encoded = Buffer.from(`x\n${token}`).toString('base64'); // a raw block would show it plain
  const matches = detector.scan(rawZstdOf(Buffer.from(`${'-'.repeat(200_000)}\n${encoded}\n`)));
  expect(matches.map(({ layers, line }) => ({ layers, line }))).toEqual(isOffered ? [{ layers: ['zstd', 'base64'], line: 2 }] : []);
  expect(detector.unread).toEqual(isOffered ? [] : [{ layers: ['zstd'], reason: 'unsupported', detail: 'zstd needs Node 22.15 or later' }]);
});
