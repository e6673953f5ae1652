import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import type { Members } from '#detect/layers/container.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { library } from '#scan/layers/library.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import { openZip } from '#scan/layers/zip.ts';
import { zipOf } from '../../../support/layers.ts';
import { createSampler } from '../../../support/samples.ts';

const sampler = createSampler(97);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

/** What is read of a zip, in pieces of a size: each member's name and text. */
function read(bytes: Buffer, size: number, isKnown = false): readonly string[] {
  const seen: string[] = [];
  const members: Members = {
    open: (name) => void seen.push(`${name}=`),
    inflate: () => undefined,
    isKnown: () => isKnown,
    data: (piece) => void seen.push(`${seen.pop() ?? ''}${Buffer.from(piece).toString('latin1')}`),
    close: () => undefined,
    skip: (name, reason) => void seen.push(`${name} ${reason}`),
  };
  const decoder = openZip(members, DEFAULT_LAYERS);
  for (let at = 0; at < bytes.length; at += size) decoder.write(bytes.subarray(at, at + size));
  decoder.end();
  return seen;
}

const MEMBER = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** Sets a flag of each member's header. */
function flagged(zip: Buffer, flag: number): Buffer {
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(MEMBER); at !== -1; at = copy.indexOf(MEMBER, at + 1)) copy[at + 6] = (copy[at + 6] as number) | flag;
  return copy;
}

interface MemberShape {
  readonly name: string;
  readonly method: 0 | 8;
  readonly packed: Buffer;
  /** What the header says of its length; where it says nothing, that stands behind the member. */
  readonly said?: number;
  /** The signature in front of what stands behind it may be left out. */
  readonly isSigned?: boolean;
}

/** A member as it stands in a zip. Without a length in its header it is as others write it to a pipe. */
function memberOf({ name, method, packed, said, isSigned = true }: MemberShape): Buffer {
  const header = Buffer.alloc(30);
  MEMBER.copy(header);
  header.writeUInt16LE(said === undefined ? 8 : 0, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(said ?? 0, 18);
  header.writeUInt16LE(name.length, 26);
  const descriptor = Buffer.alloc(12);
  descriptor.writeUInt32LE(packed.length, 4);
  const behind = [isSigned ? Buffer.from('PK\x07\x08', 'latin1') : Buffer.alloc(0), descriptor];
  return Buffer.concat([header, Buffer.from(name), packed, ...(said === undefined ? behind : [])]);
}

const piped = (text: string): Buffer => memberOf({ name: 's', method: 0, packed: Buffer.from(text) });

const long = 'words, '.repeat(3_000);

describe.each([1, 7, 512, 16_384])('a zip in pieces of %i', (size) => {
  it('is read member after member', () => {
    const files = { a: Buffer.from('first'), empty: Buffer.alloc(0), 'd/b': Buffer.from(long), c: Buffer.from('last') };
    const texts = ['a=first', `d/b=${long}`, 'c=last'];
    const read6 = read(zipOf(files), size);
    expect(read6.filter((one) => one !== 'empty=')).toEqual(texts); // deflated, it has two bytes
    expect(read(zipOf(files, 0), size)).toEqual(texts);
    expect(read(Buffer.concat([Buffer.from('#!/usr/bin/python\nP'), zipOf(files, 0)]), size)).toEqual(texts);
  });

  it('tells encrypted members, stored or deflated, and reads none of them', () => {
    for (const level of [0, 6] as const) {
      expect(read(flagged(zipOf({ a: Buffer.from('first'), b: Buffer.from(long) }, level), 1), size)).toEqual(['a encrypted', 'b encrypted']);
    }
  });

  it('finds the end of a stored member whose size stands behind it', () => {
    expect(read(Buffer.concat([piped('some'), piped(long), zipOf({ a: Buffer.from('first') })]), size)).toEqual(['s=some', `s=${long}`, 'a=first']);
  });

  it('finds the end of a deflated member whose size stands behind it by its stream, whatever its bytes look like', () => {
    const text = `${'x'.repeat(50)}PK\x07\x08${'y'.repeat(50)}PK\x01\x02PK\x03\x04 and more`;
    const packed = deflateRawSync(Buffer.from(text, 'latin1'), { level: 0 });
    for (const isSigned of [true, false]) {
      const zip = Buffer.concat([memberOf({ name: 's', method: 8, packed, isSigned }), zipOf({ a: Buffer.from('first') })]);
      expect(read(zip, size)).toEqual([`s=${text}`, 'a=first']);
    }
  });

  it('is read whatever its directory says, and another zip behind it too', () => {
    const hidden = memberOf({ name: 'h', method: 8, packed: deflateRawSync(long), said: deflateRawSync(long).length });
    expect(read(Buffer.concat([hidden, zipOf({ a: Buffer.from('first') }), zipOf({ b: Buffer.from('last') })]), size)).toEqual([
      `h=${long}`,
      'a=first',
      'b=last',
    ]);
  });

  it('is read where a member says that it is empty and is not, or is shorter than it is', () => {
    const packed = deflateRawSync(long);
    const rest = zipOf({ a: Buffer.from('first') });
    expect(read(Buffer.concat([memberOf({ name: 'h', method: 8, packed, said: 0 }), rest]), size)).toEqual([`h=${long}`, 'a=first']);
    expect(read(Buffer.concat([memberOf({ name: 'd/', method: 8, packed: Buffer.alloc(0), said: 0 }), rest]), size)).toEqual(['d/=', 'a=first']);
    const cut = read(Buffer.concat([memberOf({ name: 'h', method: 8, packed, said: packed.length - 5 }), rest]), size);
    expect([cut.includes('h damaged-archive'), cut.at(-1)]).toEqual([true, 'a=first']);
  });

  it('that ends in a member is damaged', () => {
    expect(() => read(zipOf({ a: Buffer.from(long) }).subarray(0, 60), size)).toThrow('it ends in the middle of a member');
    expect(() => read(MEMBER, size)).toThrow('it ends in the middle of a member');
  });
});

it('an encrypted member is not called clean', () => {
  const detector = withLayers(RULES, { marks: OWN_MARKS, limits: DEFAULT_LAYERS });
  const plain = zipOf({ 'a.env': Buffer.from(`T=${token}\n`) });
  expect(detector.scan(flagged(plain, 1))).toEqual([]);
  expect(detector.unread).toMatchObject([{ layers: ['zip:a.env'], reason: 'encrypted' }]);
  expect(detector.scan(plain)).toHaveLength(1);
});

it('a library that is not there is not the fault of the archive', () => {
  expect(() => library('no-such-library')).toThrow(
    expect.objectContaining({ reason: 'unsupported', detail: 'no-such-library cannot be loaded (MODULE_NOT_FOUND)' }),
  );
});

it('a member that is known is not unpacked', () => {
  expect(read(zipOf({ a: Buffer.from(long), b: Buffer.from('last') }), 512, true)).toEqual(['a=', 'b=']);
});
