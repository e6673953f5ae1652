import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDetector } from '#detect/detector.ts';
import { createRedactor, type Redactor } from '#detect/redactor/redactor.ts';
import { VisibleReader } from '#detect/redactor/visible.ts';
import { RULES } from '#rules/index.ts';
import { contextsOf, createSampler, filledIn } from '../../../support/samples.ts';

const sampler = createSampler(404);
const samples = RULES.map((rule) => ({ rule, token: sampler.secret(rule) }));
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const known = `${sampler.text(20)}+/ "${sampler.text(10)}`;
const tokens = [...samples.map((sample) => sample.token), token];

function piecesOf(bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] as number;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

function through(redactor: Redactor, pieces: readonly Uint8Array[], pauseAfter: (index: number) => boolean = () => false): Buffer {
  const out = pieces.flatMap((piece, index) => [redactor.write(piece), ...(pauseAfter(index) ? [redactor.pause()] : [])]);
  return Buffer.concat([...out, redactor.end()]);
}

function redacted(text: string, values: readonly string[] = []): string {
  return through(createRedactor(RULES, { values }), [Buffer.from(text)]).toString();
}

/** What a terminal would show. */
const plain = (bytes: Buffer): Buffer => new VisibleReader().read(bytes)?.bytes ?? bytes;

/** A token with a colour code after each of some characters. */
function coloured(text: string, every: number): string {
  return text.replace(new RegExp(`.{${every}}`, 'g'), '$&\u001b[1;32m');
}

const fragment = fc.oneof(
  fc.constantFrom(...tokens),
  fc.constantFrom(...tokens).chain((one) => fc.nat({ max: one.length }).map((length) => one.slice(0, length))),
  fc.constantFrom(...tokens).chain((one) => fc.integer({ min: 1, max: 40 }).map((every) => coloured(one, every))),
  fc.constantFrom(
    '\n',
    '\r',
    ' ',
    '"',
    'hf_',
    'h',
    'as-is',
    'ak-',
    '\u001b[31m',
    '\u001b[',
    '\u001b',
    '\u001b]8;;https://a.example\u0007',
    'é',
    '\0',
    '%3D',
    '\\n',
    '.',
  ),
  fc.string({ maxLength: 30 }),
  fc.constantFrom(known, Buffer.from(known).toString('base64'), Buffer.from(`a${known}`).toString('base64url'), encodeURIComponent(known)),
  fc.constant(`\u001b[2K\r 45%|████▌     | 45/100 [00:01<00:01, 44.9it/s]`),
);
const text = fc.array(fragment, { maxLength: 25 }).map((parts) => parts.join(''));
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });

describe('the redactor', () => {
  const redactor = createRedactor(RULES, { values: [] });

  it.each(samples)('masks a token of $rule.id in every syntax', ({ rule, token: sample }) => {
    for (const [, template] of contextsOf(rule)) {
      const output = through(redactor, [Buffer.from(filledIn(template, rule, sample))]).toString();
      expect(output).toBe(filledIn(template, rule, `${rule.sample.prefix}…`));
    }
    expect(redactor.holds).toBe(false);
  });

  it('gives the same whatever the pieces', () => {
    const whole = createRedactor(RULES, { values: [known] });
    const parts = createRedactor(RULES, { values: [known] });
    const property = fc.property(text, fc.boolean(), sizes, (input, wide, some) => {
      const bytes = Buffer.from(input, wide ? 'utf16le' : 'utf8');
      expect(through(parts, piecesOf(bytes, some)).toString('latin1')).toBe(through(whole, [bytes]).toString('latin1'));
    });
    fc.assert(property, { numRuns: 150 });
  });

  it('lets no token through, whatever the pieces, colours and pauses', () => {
    const redactor = createRedactor(RULES);
    const detector = createDetector(RULES, { binary: false });
    const hashes = (bytes: Buffer): readonly string[] => detector.scan(plain(bytes)).map((match) => match.secret.sha256);
    const property = fc.property(text, sizes, fc.integer({ min: 1, max: 5 }), (input, some, every) => {
      const bytes = Buffer.from(input);
      const shown = new Set(hashes(through(redactor, piecesOf(bytes, some), (index) => index % every === 0)));
      expect(hashes(bytes).filter((hash) => shown.has(hash))).toEqual([]);
    });
    fc.assert(property, { numRuns: 120 });
  });

  it('lets no known value through, whatever the pieces, colours and pauses', () => {
    const redactor = createRedactor(RULES, { values: [known] });
    const parts = fc.array(fc.oneof(fc.constantFrom(known, coloured(known, 3), known.slice(0, 9), known.slice(5)), fragment), { maxLength: 9 });
    const property = fc.property(parts, sizes, fc.integer({ min: 1, max: 5 }), (input, some, every) => {
      const output = through(redactor, piecesOf(Buffer.from(input.join('')), some), (index) => index % every === 0);
      expect(plain(output).includes(known)).toBe(false);
    });
    fc.assert(property, { numRuns: 120 });
  });

  it('changes no byte that is no token', () => {
    const redactor = createRedactor(RULES);
    const detector = createDetector(RULES, { binary: false });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      text.map((one) => Buffer.from(one)),
    );
    const property = fc.property(bytes, sizes, (input, some) => {
      const found = [...detector.scan(plain(Buffer.from(input))), ...detector.scan(input)];
      fc.pre(found.length === 0);
      expect(through(redactor, piecesOf(input, some), (index) => index % 3 === 0).equals(Buffer.from(input))).toBe(true);
    });
    fc.assert(property, { numRuns: 120 });
  });

  it('replaces just what the detector finds', () => {
    const input = `a ${token}\nb ${samples.map((sample) => sample.token).join('\n')} c`;
    let expected = Buffer.from(input).toString('latin1');
    for (const match of [...createDetector(RULES, { binary: false }).scan(Buffer.from(input))].reverse()) {
      expected = expected.slice(0, match.offset) + Buffer.from(match.secret.redacted).toString('latin1') + expected.slice(match.offset + match.secret.length);
    }
    expect(redacted(input)).toBe(Buffer.from(expected, 'latin1').toString());
    expect(expected).not.toContain(token.slice(4));
  });

  it('keeps the colours of a token that was highlighted in part', () => {
    expect(redacted(`\u001b[01;31m\u001b[Khf_\u001b[m\u001b[K${token.slice(3)} end`)).toBe('\u001b[01;31m\u001b[Khf_…\u001b[m\u001b[K end');
  });

  it('gives text at once that cannot be a token', () => {
    const redactor = createRedactor(RULES);
    expect(Buffer.from(redactor.write(Buffer.from('Password: '))).toString()).toBe('Password: ');
    expect(redactor.holds).toBe(false);
    expect(Buffer.from(redactor.write(Buffer.from(' 45%|####\r'))).toString()).toBe(' 45%|####\r');
  });

  it.each([
    ['a first line of a key that prose follows', '-----BEGIN OPENSSH PRIVATE KEY-----\nis what such a file begins with\n'],
    ['a first line of a key in a log', '-----BEGIN RSA PRIVATE KEY-----\nEpoch 1/3: loss=0.1\n'],
    ['a key that has ended', '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\nnext\n'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQ\n'],
  ])('holds nothing back at a pause of %s', (_, text) => {
    const redactor = createRedactor(RULES);
    expect(Buffer.concat([redactor.write(Buffer.from(text)), redactor.pause()]).toString()).toBe(text);
    expect(redactor.holds).toBe(false);
  });

  it.each(['private-key', 'openssh-private-key', 'pgp-private-key', 'encrypted-private-key', 'putty-private-key'])(
    'holds a key of the rule %s until it has ended, line by line',
    (id) => {
      const sample = samples.find(({ rule }) => rule.id === id) as (typeof samples)[number];
      const text = filledIn(sample.rule.truePositives[0] as string, sample.rule, sample.token);
      const lines = text.split(/(?<=\n)/).map((line) => Buffer.from(line));
      const out = through(createRedactor(RULES), lines, () => true).toString();
      const bodies = sample.token.split('\n').filter((line) => /^[A-Za-z0-9+/=]{16,}$/.test(line));
      expect(bodies.length).toBeGreaterThan(0);
      for (const line of bodies) expect(out).not.toContain(line);
    },
  );

  it('gives at a pause what may be the beginning of a literal, and masks the token that follows', () => {
    const redactor = createRedactor(RULES);
    const out = [redactor.write(Buffer.from('paste it: hf_')), redactor.pause(), redactor.write(Buffer.from(token.slice(3, 20))), redactor.pause()];
    expect(Buffer.concat(out).toString()).toBe('paste it: hf_');
    expect(Buffer.from(redactor.write(Buffer.from(`${token.slice(20)}\n`))).toString()).toBe('…\n');
  });

  it('masks a token of several rules and places where memory ends', () => {
    const redactor = createRedactor(RULES);
    for (let shift = -40; shift <= 40; shift += 1) {
      const filler = 'x '.repeat((256 * 1024) / 2 + shift);
      expect(through(redactor, [Buffer.from(`${filler}${token} y`)]).toString() === `${filler}hf_… y`).toBe(true);
    }
  });

  it('masks UTF-16 text in either byte order', () => {
    const little = Buffer.from(`a ${token} b`, 'utf16le');
    const big = Buffer.from(little).swap16();
    expect(through(createRedactor(RULES), [little]).toString('utf16le')).toBe('a hf_*** b');
    expect(
      Buffer.from(through(createRedactor(RULES), [big]))
        .swap16()
        .toString('utf16le'),
    ).toBe('a hf_*** b');
  });
});

describe('known values', () => {
  it('are masked as they are, in base64 at each alignment, percent-encoded and JSON-escaped', () => {
    const forms = [known, encodeURIComponent(known), JSON.stringify(known).slice(1, -1)];
    for (const form of forms) expect(redacted(`x ${form} y`, [known])).toBe('x *** y');
    for (const before of ['', 'a', 'ab', 'abc']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const encoded = Buffer.from(`${before}${known}--`).toString(encoding);
        const output = redacted(encoded, [known]);
        expect(output).toContain('***');
        expect(Buffer.from(output.replace('***', ''), encoding).toString('latin1')).not.toContain(known.slice(4, 16));
        expect(output.length).toBeLessThan(15);
      }
    }
  });

  it('that repeat themselves are masked in bounded memory', () => {
    const redactor = createRedactor(RULES, { values: ['aaaaaaaaaa'] });
    const output = through(redactor, piecesOf(Buffer.alloc(3_000_000, 'a'), [100_000]));
    expect(output.toString()).toBe('***');
  });

  it('of several lines are masked line by line, and those that are too short are left alone', () => {
    expect(redacted('first line 1\nab\nsecond line 2', ['first line 1\nab\r\nsecond line 2'])).toBe('***\nab\n***');
    expect(redacted('a: short', ['short'])).toBe('a: short');
  });
});
