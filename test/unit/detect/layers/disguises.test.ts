import { describe, expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import { ARCHIVE_DISGUISES, TEXT_DISGUISES } from '../../../support/layers.ts';
import { createSampler } from '../../../support/samples.ts';

const detector = withLayers(RULES, { marks: OWN_MARKS, limits: DEFAULT_LAYERS });
const sampler = createSampler(4_242);

function found(bytes: Uint8Array): string[] {
  const matches = detector.scan(bytes);
  expect(detector.unread).toEqual([]);
  const known = matches.filter(({ rule }) => rule.provider !== 'generic'); // base64 behind a telling name is a secret by itself
  return known.map(({ rule, secret, layers }) => `${rule.id} ${secret.expose()} in ${layers.join(' > ')}`);
}

describe.each([...TEXT_DISGUISES, ...ARCHIVE_DISGUISES].map((disguise) => [disguise.name, disguise] as const))('%s', (_name, { layers, hide }) => {
  it.each(RULES.filter(({ provider }) => provider === 'huggingface' || provider === 'modal').map((rule) => [rule.id, rule] as const))(
    'hides no %s',
    (_id, rule) => {
      for (const [before, after] of [
        ['', ''],
        ['TOKEN="', '"\n'],
        ['a: 1\nb: ', '\nc: 2\n'],
      ]) {
        const token = sampler.secret(rule);
        const bytes = hide(Buffer.from(`${before}${token}${after}`));
        const isPlain = layers.length === 1 && !layers[0]?.includes(':') && bytes.includes(token);
        expect(found(bytes)).toEqual([`${rule.id} ${token} in ${isPlain ? '' : layers.join(' > ')}`]);
      }
    },
  );
});
