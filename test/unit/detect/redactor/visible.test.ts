import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VisibleReader } from '#detect/redactor/visible.ts';

const sequence = fc.constantFrom('\u001b[0m', '\u001b[01;31m', '\u001b[2K', '\u001b]8;;https://a.example\u0007', '\u001bM');
const texts = fc.array(fc.oneof(fc.string({ maxLength: 13 }), sequence), { minLength: 1, maxLength: 30 });

describe('what a terminal would show', () => {
  const reader = new VisibleReader();

  it('is the text without its escape sequences, wherever they stand', () =>
    fc.assert(
      fc.property(texts, (parts) => {
        const clean = parts.map((part) => (part.startsWith('\u001b') ? part : part.replaceAll('\u001b', '')));
        const visible = reader.read(Buffer.from(clean.join('')));
        const shown = clean.filter((part) => !part.startsWith('\u001b')).join('');
        expect(visible?.bytes.toString() ?? clean.join('')).toBe(shown);
      }),
    ));

  it('knows of each byte where it stood', () =>
    fc.assert(
      fc.property(texts, (parts) => {
        const raw = Buffer.from(parts.join(''));
        const visible = reader.read(raw);
        fc.pre(visible !== undefined);
        for (const [offset, byte] of visible.bytes.entries()) {
          expect(raw[visible.rawOffset(offset)]).toBe(byte);
          expect(visible.visibleOffset(visible.rawOffset(offset))).toBe(offset);
        }
      }),
    ));
});
