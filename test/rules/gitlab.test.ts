import { describe, expect, it } from 'vitest';
import { withChecksum } from '#detect/checksum.ts';
import { createDetector } from '#detect/detector.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../support/samples.ts';

const detector = createDetector(RULES);
const sampler = createSampler(3_712);
const url64 = (length: number): string => sampler.token({ prefix: '', alphabet: 'base64url', length });

function found(text: string): string[] {
  return detector.scan(Buffer.from(`token: ${text}\n`)).map(({ rule, secret }) => `${rule.id} ${secret.expose() === text}`);
}

/** What GitLab's generator makes: a payload, its version, its length and a checksum over all of it. @see lib/authn/token_field/generator/routable_token.rb */
function routable(prefix: string, length: number, version = '01.'): string {
  return withChecksum(`${prefix}${url64(length)}.${version}${length.toString(36).padStart(2, '0')}0000000`, prefix, 'crc32-base36');
}

describe('a routable token', () => {
  it.each([
    ['of a user', routable('glpat-', 46)],
    ['as short as they come', routable('glpat-', 27)],
    ['as long as they come', routable('glpat-', 300)],
    ['of the first months, without a version', routable('glpat-', 46, '')],
    ['of a deployment', routable('gldt-', 50)],
    ['of an instance that puts its name in front', routable('acme-corp-glpat-', 46)],
  ])('%s is found whole', (_name, token) => expect(found(token)).toEqual(['gitlab-routable-token true']));

  it('with a wrong checksum is none', () => {
    const token = routable('glpat-', 46);
    expect(found(`${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`)).toEqual([]);
  });
});

describe('the token of a runner', () => {
  it.each(['glrt-', 'glrt-t1_', 'glrt-t3_', 'glrtr-', 'glrtr-t2_'])('is found behind %s', (prefix) => {
    expect(found(`${prefix}${url64(20)}`)).toEqual(['gitlab-runner-token true']);
    expect(found(routable(prefix, 46))).toEqual(['gitlab-routable-runner-token true']);
    expect(found(routable(`acme-${prefix}`, 27))).toEqual(['gitlab-routable-runner-token true']);
    expect(found(routable(prefix, 46).replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toEqual([]);
    expect(found(`${prefix}${url64(21)}`)).not.toContain('gitlab-runner-token true');
  });
});
