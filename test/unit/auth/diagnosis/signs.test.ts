import { expect, it } from 'vitest';
import { netrcEntry } from '#auth/diagnosis/netrc.ts';
import { signsOfResult, signsOfSurroundings } from '#auth/diagnosis/signs.ts';
import type { ServiceAnswer } from '#auth/result.ts';
import { resultOf } from '#auth/verdict.ts';
import { surroundingsWith } from '../../../support/surroundings.ts';

const ANSWER: ServiceAnswer = {
  protocol: 'http',
  endpoint: 'https://hub.example',
  status: 200,
  errorCode: null,
  text: null,
  requestId: null,
  retryAfterMs: null,
  fault: null,
  serverDate: null,
  durationMs: 1,
  cached: false,
};

it('finds the entry of a .netrc that would replace the token', () => {
  expect(netrcEntry('machine github.com login a password b\nmachine huggingface.co login c password d')).toBe('huggingface.co');
  expect(netrcEntry('machine hf.co\n  login a\n  password b')).toBe('hf.co');
  expect(netrcEntry('machine github.com login a password b\ndefault login x password y')).toBe('default');
  expect(netrcEntry('# machine huggingface.co\nmachine github.com login machine password default1')).toBeUndefined();
});

it('says which .netrc it is, and which proxies are in use or malformed, without their passwords', () => {
  const env = { HTTPS_PROXY: 'http://user:pass@10.0.0.1:3128', HTTP_PROXY: 'not a url' };
  const signs = signsOfSurroundings(surroundingsWith({ env, files: { '/home/a/.netrc': 'machine huggingface.co login a password b' } }));
  expect(signs.map(({ id }) => id)).toEqual(['env:netrc', 'env:proxy-malformed', 'env:proxy']);
  expect(JSON.stringify(signs)).not.toContain('pass@');
  expect(signs[0]?.seen).toContain('/home/a/.netrc');
  expect(signsOfSurroundings(surroundingsWith({ env: { ...env, HTTP_PROXY: '', NO_PROXY: 'huggingface.co' } }))).toEqual([]);
});

it('compares the clocks of a fresh answer alone', () => {
  const at = (serverDate: string, cached = false) =>
    signsOfResult(resultOf('HF_TOKEN', { status: 'valid', message: 'ok', service: { ...ANSWER, serverDate, cached } }, new Date('2026-01-01T12:00:00Z')));
  expect(at('2026-01-01T12:04:00.000Z')).toEqual([]);
  expect(at('2026-01-01T11:00:00.000Z', true)).toEqual([]);
  expect(at('2026-01-01T11:00:00.000Z')).toEqual([{ id: 'env:clock', seen: "This machine's clock is 60 minutes ahead of that of https://hub.example." }]);
});
