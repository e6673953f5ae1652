import { describe, expect, it } from 'vitest';
import { judge } from '#detect/likelihood.ts';
import type { Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../../support/samples.ts';

const user = RULES.find((rule) => rule.id === 'huggingface-user-token');
const modal = RULES.find((rule) => rule.id === 'modal-token-secret');

describe('the test of likelihood', () => {
  it.each([
    ['x'.repeat(34), 'low-entropy'],
    ['aQ9bZ4cX7dL2eW8f3'.repeat(2), 'repeated'],
    ['abcdefghijklmnopqrstuvwxyzABCDEFGH', 'sequence'],
    ['requiredCharacteristicsForTheReques', 'identifier'],
    ['abcYOURtokenEXAMPLEgoesRIGHTinHERE', 'placeholder-word'],
    ['qwzxkvbnmrtypsdfghjklcvbnmqwertyui', 'one-case'],
  ])('drops hf_%s as %s', (body, reason) => {
    if (user === undefined) throw new Error('the rule is gone');
    expect(judge(user, `hf_${body.slice(0, 34)}`)).toEqual({ likely: false, reason });
  });

  it('knows by its hash what a provider gives to everybody, and nothing that only begins like it', () => {
    const rule = RULES.find(({ id }) => id === 'azure-account-key') as Rule;
    const sampler = createSampler(5);
    for (const start of ['Eby8', 'C2y6']) expect(judge(rule, `${start}${sampler.text(82)}==`)).toEqual({ likely: true });
  });

  it('drops what decodes to a sentence where a token is random bytes', () => {
    const rule = RULES.find(({ id }) => id === 'stripe-webhook-secret') as Rule;
    expect(judge(rule, `whsec_${Buffer.from('nobody would ever guess this').toString('base64')}`)).toEqual({ likely: false, reason: 'readable' });
  });

  it.each(['v1-create-project-api-key', 'X-aws-ec2-metadata-token-ttl-seconds', 'manager/apiv1beta2', 'WANDBOT_3000_PRIVATE_KEY', 'IDEFICS3_IMAGE_TOKEN'])(
    'drops words that are joined: %s',
    (words) => {
      const rule = RULES.find(({ id }) => id === 'generic-secret') as Rule;
      expect(judge(rule, words)).toEqual({ likely: false, reason: 'identifier' });
    },
  );

  it('drops Modal placeholders of 22 capitals', () => {
    if (modal === undefined) throw new Error('the rule is gone');
    expect(judge(modal, `as-${'NOTAREALTOKENSTRINGXYZ'}`).likely).toBe(false);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))('loses no random token of %s', (_id, rule) => {
    const sampler = createSampler(1);
    const drawn = ['huggingface', 'modal'].includes(rule.provider) ? 20_000 : rule.maxLength > 200 ? 100 : 1000; // the benchmark draws more
    const lost = Array.from({ length: drawn }, () => sampler.token(rule.sample)).filter((token) => !judge(rule, token).likely);
    expect(lost.length).toBe(0);
  });
});
