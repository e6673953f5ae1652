import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from '#detect/secret.ts';

it('is never printed, however it is turned into text', () => {
  const body = fc.stringMatching(/^[A-Za-z0-9]{22,40}$/);
  fc.assert(
    fc.property(body, (text) => {
      const secret = new Secret(`hf_${text}`, 'hf_');
      const outputs = [
        String(secret),
        `${secret}`,
        JSON.stringify({ secret }),
        inspect({ secret }, { showHidden: true, depth: 5 }),
        String(new Error(`${secret}`).stack),
      ];
      for (const output of outputs) expect(output).not.toContain(text);
      expect(secret.redacted).toBe('hf_…');
    }),
  );
});
