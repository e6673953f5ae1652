import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDetector } from '#detect/detector.ts';
import { BatchParser } from '#git/batch-parser.ts';
import { OidSet } from '#git/oid-set.ts';
import { RULES } from '#rules/index.ts';
import { ObjectScanner } from '#scan/object-scanner.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(71).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const oids = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40));
const contents = ['clean\n', `x\ny = "${token}"\n`, '', `\n${token}`];
const stream = Buffer.concat([
  ...contents.map((content, index) => Buffer.from(`${oids[index]} blob ${content.length}\n${content}\n`)),
  Buffer.from(`${'e'.repeat(40)} missing\n`),
]);

function scanInPieces(pieces: readonly Buffer[]): { found: string[]; skipped: string[] } {
  const found: string[] = [];
  const skipped: string[] = [];
  const scanner = new ObjectScanner({
    detector: createDetector(RULES),
    onScanned: ({ index, oid, matches }) => found.push(...matches.map((match) => `${index} ${oid} ${match.line}:${match.column}`)),
    onSkipped: ({ index, oid, reason }) => skipped.push(`${index} ${oid} ${reason}`),
  });
  const parser = new BatchParser(scanner);
  for (const piece of pieces) parser.write(piece);
  expect(parser.answered).toBe(5);
  return { found, skipped };
}

const expected = { found: [`1 ${oids[1]} 2:6`, `3 ${oids[3]} 2:1`], skipped: [`4 ${'e'.repeat(40)} missing-object`] };

describe('a stream of objects', () => {
  it('gives the same wherever it is split in two', () => {
    for (let at = 0; at <= stream.length; at += 1) expect(scanInPieces([stream.subarray(0, at), stream.subarray(at)])).toEqual(expected);
  });

  it('gives the same in any pieces', () => {
    const splits = fc.array(fc.nat(stream.length), { maxLength: 12 });
    fc.assert(
      fc.property(splits, (offsets) => {
        const bounds = [0, ...offsets.sort((a, b) => a - b), stream.length];
        expect(scanInPieces(bounds.slice(1).map((end, index) => stream.subarray(bounds[index], end)))).toEqual(expected);
      }),
    );
  });
});

describe('a set of object ids', () => {
  it('holds what a Set of strings holds', () => {
    const oid = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(oid, { maxLength: 200 }), fc.array(oid, { maxLength: 20 }), (members, others) => {
        const set = new OidSet(40, 1);
        for (const member of members) set.add(Buffer.from(member));
        expect(set.size).toBe(new Set(members).size);
        for (const one of [...members, ...others]) expect(set.has(Buffer.from(`..${one}\n`), 2)).toBe(members.includes(one));
      }),
    );
  });
});
