import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { createDetector, type PlainDetector } from '#detect/detector.ts';
import { LayeredDetector } from '#detect/layers/layered-detector.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { openDecoder } from '#scan/layers/decoders.ts';
import { createSampler } from '../../../support/samples.ts';

const rules = RULES.filter(({ provider }) => provider === 'huggingface');
const token = createSampler(101).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

interface Work {
  readonly found: number;
  readonly reasons: readonly string[];
  /** Texts that were looked into, and their bytes; archives that were opened. */
  readonly texts: number;
  readonly bytes: number;
  readonly archives: number;
}

/** Counts what is done for a content. */
function workFor(content: Buffer): Work {
  let texts = 0;
  let bytes = 0;
  let archives = 0;
  const counted = (): PlainDetector => {
    const detector = createDetector(rules, { capacity: 256 * 1024 });
    const { feed, finish } = detector;
    detector.feed = (piece) => {
      bytes += piece.length;
      feed.call(detector, piece);
    };
    detector.finish = () => {
      texts += 1;
      return finish.call(detector);
    };
    return detector;
  };
  const open: typeof openDecoder = (...args) => {
    archives += 1;
    return openDecoder(...args);
  };
  const detector = new LayeredDetector(createDetector(rules), { createDetector: counted, open, marks: OWN_MARKS, limits: DEFAULT_LAYERS });
  const found = detector.scan(content).length;
  return { found, reasons: [...new Set(detector.unread.map(({ reason }) => reason))], texts, bytes, archives };
}

const BYTES = 200_000;
const flood = (unit: string, byteCount = BYTES): Buffer => Buffer.from(unit.repeat(Math.ceil(byteCount / unit.length)));
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('what lies dense in a content', () => {
  it.each([
    ['short texts in base64', `${base64('hello world, how are you')} `],
    ['short texts in hex', `${Buffer.from('hello world, how are you').toString('hex')} `],
    ['short texts in base64, in lines', `${base64('hello world, how are you')}\n`],
    ['short texts in hex, in lines', `${Buffer.from('hello world, how are you').toString('hex')}\n`],
    ['short texts in base64, in lines with a written end', `${base64('hello world, how are you')}\\n`],
    ['long base64 in lines with a written end', `${base64('some words '.repeat(30)).slice(0, 76)}\\r\\n`],
    ['escapes', '%5f'],
    ['escapes in words', 'hello_world_abc%5fd-e '],
    ['long base64 in lines', `${base64('some words '.repeat(30)).slice(0, 76)}\n`],
  ])('is looked into all the same, at most a few times over: %s', (_name, unit) => {
    const { found, reasons, bytes } = workFor(Buffer.concat([flood(unit), Buffer.from(` ${base64(`T=${token} and more`)} `)]));
    expect({ found, reasons }).toEqual({ found: 1, reasons: [] });
    expect(bytes).toBeLessThan(4 * BYTES);
  });
});

describe('what costs more than a step for each 8 bytes', () => {
  it.each([
    ['in lines that all begin like an archive', flood(`H4sI${'A'.repeat(72)}\n`)],
    ['compressed: short texts in base64', gzipSync(flood(`${base64('hello world, how are you')} `, 4_000_000))],
    ['compressed: escapes', gzipSync(flood('%5f', 4_000_000))],
    ['compressed: starts of archives', gzipSync(flood(`H4sIAAAAAAAAA${'A'.repeat(28)} `, 4_000_000))],
    ['empty streams', Buffer.concat(Array.from({ length: 20_000 }, () => gzipSync(Buffer.alloc(0))))],
  ])('is left, and that is said: %s', (_name, content) => {
    const { reasons, texts, archives } = workFor(content);
    expect(reasons).toContain('too-large');
    expect(texts + archives).toBeLessThan(20_000 + content.length / 8);
  });

  it('is counted for each content of its own', () => {
    const dense = gzipSync(flood('%5f', 4_000_000));
    const detector = new LayeredDetector(createDetector(rules), {
      createDetector: () => createDetector(rules, { capacity: 256 * 1024 }),
      open: openDecoder,
      marks: OWN_MARKS,
      limits: DEFAULT_LAYERS,
    });
    detector.scan(dense);
    expect(detector.unread).toHaveLength(1);
    expect(detector.scan(gzipSync(`T=${token}`))).toHaveLength(1);
    expect(detector.unread).toEqual([]);
  });
});
