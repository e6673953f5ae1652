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
  return matches.map(({ rule, secret, layers }) => `${rule.id} ${secret.expose()} in ${layers.join(' > ')}`);
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

describe('an encoded token behind a telling name', () => {
  const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
  const encoded = Buffer.from(`me:${token}`).toString('base64');

  it.each([
    ['a secret of Kubernetes', `kind: Secret\ndata:\n  password: ${encoded}\n`],
    ['a login of Docker', `{"auths": {"https://hub.acme.io/v1/": {"auth": "${encoded}"}}}`],
    ['an assignment', `api_key = "${encoded}"`],
  ])('is said once, by what it is: %s', (_name, text) => {
    expect(found(Buffer.from(text))).toEqual([`huggingface-user-token ${token} in base64`]);
  });

  it('does not hide another secret on the same line', () => {
    const password = sampler.text(32);
    const matches = found(Buffer.from(`password="${password}" secret="${encoded}"`));
    expect(matches).toEqual([`generic-secret ${password} in `, `huggingface-user-token ${token} in base64`]);
  });

  it('that is none is the secret that its name says', () => {
    const other = Buffer.from(sampler.text(30)).toString('base64');
    expect(found(Buffer.from(`password: ${other}\n`))).toEqual([`generic-secret ${other} in `]);
  });
});
