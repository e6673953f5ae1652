import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createDetector, createSpotter } from '#detect/detector.ts';
import { defineRule, type Rule } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(61);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

describe('the detector', () => {
  it('gives the matches of one content, which the next content does not change', () => {
    const detector = createDetector(RULES);
    const none = detector.scan(Buffer.from('clean'));
    const one = detector.scan(Buffer.from(token));
    detector.scan(Buffer.from(`${token} ${token}`));
    expect(none).toHaveLength(0);
    expect(one).toHaveLength(1);
  });

  it('places a secret that stands twice in its match where the pattern has it', () => {
    const template = RULES.find(({ id }) => id === 'huggingface-user-token');
    const pattern = /user=[A-Za-z0-9]{20},key=(?<secret>[A-Za-z0-9]{20})/;
    const rule = defineRule({
      ...(template as NonNullable<typeof template>),
      ...{ id: 'twice', literals: ['user='], pattern, minRun: 8, maxLength: 60, minEntropyBits: 0, sample: { prefix: '', alphabet: 'base62', length: 20 } },
    });
    const value = sampler.text(20);
    expect(createDetector([rule]).scan(Buffer.from(`x user=${value},key=${value}`))).toMatchObject([{ offset: 32, column: 33 }]);
  });

  it('takes what anybody may know for no secret of another rule either', () => {
    const template = RULES.find(({ id }) => id === 'jwt-in-use') as Rule;
    const pattern = /JWT e[\w-]+\.[\w-]+\.(?<secret>[\w-]{43})/;
    const shape = { literals: ['JWT '], pattern, lead: 0, minRun: 8, minEntropyBits: 0, sample: { prefix: '', alphabet: 'base64url', length: 43 } } as const;
    const other = defineRule({ ...template, id: 'other', confidence: 'low', ...shape });
    const signed = [{ alg: 'HS256' }, { role: 'service_role' }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = createHmac('sha256', 'super-secret-jwt-token-with-at-least-32-characters-long').update(signed).digest('base64url');
    const text = Buffer.from(`token: JWT ${signed}.${signature}`);
    expect(createDetector([other]).scan(text)).toHaveLength(1);
    expect(createDetector([other, template]).scan(text)).toEqual([]);
  });

  it('spots the same secrets when it need not describe them', () => {
    const texts = RULES.flatMap((rule) => rule.truePositives.map((text) => text.replaceAll('{token}', sampler.secret(rule))));
    const spots = createSpotter(RULES);
    const detector = createDetector(RULES);
    for (const text of texts) {
      for (const bytes of [Buffer.from(text), Buffer.from(text, 'utf16le')]) {
        const described = detector.scan(bytes).map(({ rule, secret, offset, layers }) => [rule.id, secret.sha256, offset, layers]);
        expect(spots(bytes).map(({ rule, secret, offset, layers }) => [rule.id, secret.sha256, offset, layers])).toEqual(described);
      }
    }
  });
});
