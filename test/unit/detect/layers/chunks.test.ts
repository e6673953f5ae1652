import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import type { Match } from '#detect/match.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import { ARCHIVE_DISGUISES, TEXT_DISGUISES, tarOf, zipOf } from '../../../support/layers.ts';
import { createRandom, createSampler } from '../../../support/samples.ts';

const WINDOW = 1024 * 1024;
const sampler = createSampler(31);
// without the generic rule, which takes the base64 behind a telling name for a secret by itself
const detector = withLayers(
  RULES.filter(({ provider }) => provider !== 'generic'),
  { marks: OWN_MARKS, limits: DEFAULT_LAYERS },
);
const token = (): string => sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function facts(matches: readonly Match[]): unknown[] {
  const shown = matches.map(({ rule, secret, offset, line, column, layers, excerpt }) => ({
    rule: rule.id,
    secret: secret.sha256,
    offset,
    line,
    column,
    layers,
    excerpt,
  }));
  return [shown, detector.unread];
}

function inPieces(bytes: Uint8Array, sizes: readonly number[]): unknown[] {
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] as number;
    const piece = bytes.subarray(at, at + size);
    if (index % 2 === 0) detector.feed(piece);
    else {
      const room = detector.room();
      const part = piece.subarray(0, room.length);
      room.set(part);
      detector.advance(part.length);
      at += part.length - size;
    }
    at += size;
  }
  return facts(detector.finish());
}

const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 700, max: 200_000 })), { minLength: 1, maxLength: 5 });

it('finds the same in any pieces, wherever in the windows an encoding stands', () => {
  const filler = fc
    .tuple(fc.integer({ min: 0, max: 700_000 }), fc.constantFrom('x y\n', 'é', '\n', '{"a": 1},\n'))
    .map(([length, unit]) => unit.repeat(length / unit.length));
  const part = fc.oneof(
    filler,
    fc.constantFrom(...TEXT_DISGUISES).map(({ hide }) => hide(Buffer.from(`k = "${token()}"\n`)).toString('latin1')),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), sizes, (parts, pieces) => {
      const bytes = Buffer.from(parts.join('\n'), 'latin1');
      expect(inPieces(bytes, pieces)).toEqual(facts(detector.scan(bytes)));
    }),
    { numRuns: 60 },
  );
});

it('finds the same in any pieces of an archive', () => {
  const archive = fc
    .constantFrom(...ARCHIVE_DISGUISES)
    .chain(({ hide }) => fc.nat({ max: 40_000 }).map((length) => hide(Buffer.from(`${'a b\n'.repeat(length)}k = "${token()}"\n`))));
  fc.assert(
    fc.property(archive, sizes, (bytes, pieces) => {
      const whole = facts(detector.scan(bytes));
      expect(whole[0]).toHaveLength(1);
      expect(inPieces(bytes, pieces)).toEqual(whole);
    }),
    { numRuns: 60 },
  );
});

it.each([0, 1, 100, 65_536, 65_600])('finds what stands %i bytes around the end of a window, once', (shift) => {
  for (const { hide, layers } of TEXT_DISGUISES) {
    const secret = `${token()}/-_.`;
    const hidden = hide(Buffer.from(secret));
    for (const from of [WINDOW - shift, WINDOW - shift - hidden.length, WINDOW - shift - (hidden.length >> 1)]) {
      const bytes = Buffer.concat([Buffer.from('ab \n'.repeat(from / 4 + 1).slice(0, from)), hidden, Buffer.from(' \n'.repeat(100_000))]);
      const found = detector.scan(bytes);
      expect(found.map((match) => match.layers)).toEqual([bytes.includes(secret.slice(0, 37)) ? [] : layers]);
    }
  }
});

it('follows an archive in base64 over many windows', () => {
  const secret = token();
  const random = createRandom(32);
  const noise = Buffer.alloc(3_000_000).map(() => random() * 256);
  for (const archive of [gzipSync(tarOf({ noise, 'a/.env': Buffer.from(`\nT=${secret}`) })), zipOf({ noise, 'a/.env': Buffer.from(`\nT=${secret}`) })]) {
    for (const lineEnd of ['', '\n', '\\n', '\r\n    ']) {
      const text = archive.toString('base64').replace(/.{76}/g, `$&${lineEnd}`);
      const matches = detector.scan(Buffer.from(`# data\ndata: ${text}\nmore: text that follows\n`));
      expect(matches.map(({ line, column, layers }) => ({ line, column, member: layers.at(-1) }))).toEqual([
        { line: 2, column: 7, member: archive[0] === 0x50 ? 'zip:a/.env' : 'tar:a/.env' },
      ]);
      expect(detector.unread).toEqual([]);
    }
  }
});

it('finds the tokens in base64 of megabytes, without a line end', () => {
  const secrets = Array.from({ length: 20 }, token);
  const text = secrets.map((secret) => `${'some text, '.repeat(20_000)} ${secret} `).join('');
  const found = new Set(detector.scan(Buffer.from(Buffer.from(text).toString('base64'))).map(({ secret }) => secret.expose()));
  expect([...found].sort()).toEqual([...secrets].sort());
});
