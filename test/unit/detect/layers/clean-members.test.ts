import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import type { Match } from '#detect/match.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import { zipOf } from '../../../support/layers.ts';
import { createSampler } from '../../../support/samples.ts';

const sampler = createSampler(211);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const clean = Buffer.from('nothing to see here\n'.repeat(500));
const leaking = Buffer.from(`${'words '.repeat(100)}\nHF_TOKEN=${token}\n`);

const newDetector = (limits: Partial<typeof DEFAULT_LAYERS> = {}) => withLayers(RULES, { marks: OWN_MARKS, limits: { ...DEFAULT_LAYERS, ...limits } });
const facts = (matches: readonly Match[]): unknown[] => matches.map(({ offset, line, column, layers }) => ({ offset, line, column, layers }));

it('a token is told in each archive that holds the member', () => {
  const detector = newDetector();
  for (const name of ['a.env', 'b.env', 'a.env']) {
    expect(detector.scan(zipOf({ clean, [name]: leaking })).map(({ layers }) => layers)).toEqual([[`zip:${name}`]]);
  }
});

it('places are the same whether the members before are known or not', () => {
  const zip = zipOf({ clean, 'a.env': leaking });
  const detector = newDetector();
  const first = facts(detector.scan(zip));
  expect(first).toHaveLength(1);
  expect(facts(detector.scan(zip))).toEqual(first);
});

it('what is nested is known too, and so is a member under another name', () => {
  const detector = newDetector();
  const zip = zipOf({ 'inner.zip': zipOf({ clean }), 'copy.txt': clean, 'a.env': leaking });
  for (let round = 0; round < 3; round += 1) {
    expect(detector.scan(zip).map(({ layers }) => layers)).toEqual([['zip:a.env']]);
    expect(detector.unread).toEqual([]);
  }
});

it('a damaged or cut member is told each time', () => {
  const detector = newDetector();
  const packed = deflateRawSync(clean);
  const damaged = zipOf({ clean });
  damaged.fill(0xff, damaged.indexOf(packed.subarray(0, 8)), damaged.indexOf(packed.subarray(0, 8)) + 8);
  const cut = zipOf({ clean }).subarray(0, 60);
  for (const archive of [damaged, cut, damaged, cut]) {
    detector.scan(archive);
    expect(detector.unread.map(({ reason }) => reason)).toContain('damaged-archive');
  }
});

it('a known member counts in full towards the limits', () => {
  const detector = newDetector({ maxTotalBytes: 25_000 });
  detector.scan(zipOf({ clean }));
  expect(detector.unread).toEqual([]);
  detector.scan(zipOf({ a: clean, b: clean, c: clean }));
  expect(detector.unread).toMatchObject([{ reason: 'too-large', detail: 'more than 25000 decoded bytes' }]);
});
