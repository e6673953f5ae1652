import { describe, expect, it } from 'vitest';
import { findHuggingFaceToken, UNREAD_VARIABLES } from '#auth/sources/huggingface.ts';
import { createSampler } from '../../support/samples.ts';
import { surroundingsWith } from '../../support/surroundings.ts';

const sampler = createSampler(401);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const other = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const FILE = '/home/a/.cache/huggingface/token';
const STORE = '/home/a/.cache/huggingface/stored_tokens';

type Options = Parameters<typeof surroundingsWith>[0];

function find(options: Options) {
  const { found, problem, notes } = findHuggingFaceToken(surroundingsWith(options));
  const value = found?.kind === 'token' ? found.secret.sha256 : undefined;
  return { found, problem, value, notes: notes.map(({ code }) => code) };
}

const hash = (value: string): string | undefined => find({ env: { HF_TOKEN: value } }).value;

describe('where a Hugging Face token is found', () => {
  it.each<[string, Options, object]>([
    ['HF_TOKEN before all others', { env: { HF_TOKEN: token, HUGGING_FACE_HUB_TOKEN: other } }, { kind: 'environment', name: 'HF_TOKEN' }],
    ['the old variable', { env: { HF_TOKEN: '', HUGGING_FACE_HUB_TOKEN: token } }, { kind: 'environment', name: 'HUGGING_FACE_HUB_TOKEN' }],
    ['the file that hf auth login writes', { files: { [FILE]: token } }, { kind: 'file', path: FILE, profile: null }],
    ['XDG_CACHE_HOME', { env: { XDG_CACHE_HOME: '/x' }, files: { '/x/huggingface/token': token } }, { path: '/x/huggingface/token' }],
    ['HF_HOME, with ~', { env: { HF_HOME: '~/hf' }, files: { '/home/a/hf/token': token } }, { path: '/home/a/hf/token' }],
    ['HF_TOKEN_PATH, with a variable', { env: { HF_TOKEN_PATH: '$D/t', D: '/d' }, files: { '/d/t': token } }, { path: '/d/t' }],
    ['a name in stored_tokens', { files: { [FILE]: `${token}\n`, [STORE]: `[ci]\nhf_token = ${token}\n` } }, { path: FILE, profile: 'ci' }],
    [
      'staging',
      { env: { HUGGINGFACE_CO_STAGING: '1' }, files: { '/home/a/.cache/huggingface_staging/token': token } },
      { path: '/home/a/.cache/huggingface_staging/token' },
    ],
  ])('%s', (_title, options, source) => {
    const result = find(options);
    expect(result.found?.source).toMatchObject(source);
    expect(result.value).toBe(hash(token));
  });

  it('knows the date that the store keeps, and whether hf renews the token', () => {
    const store = `[oauth-a]\nhf_token = ${token}\nrefresh_token = x\nexpires_at = 1767225600\n`;
    expect(find({ files: { [FILE]: token, [STORE]: store } }).found).toMatchObject({ expiresAt: '2026-01-01T00:00:00.000Z', renewable: true });
  });

  it('takes off the blanks and line ends that huggingface_hub takes off, and says so', () => {
    const result = find({ env: { HF_TOKEN: ` ${token}\r\n` } });
    expect(result).toMatchObject({ value: hash(token), notes: ['padded'] });
  });

  it('goes on to the file past a blank variable, and not to the second variable, as huggingface_hub does', () => {
    const result = find({ env: { HF_TOKEN: '  ', HUGGING_FACE_HUB_TOKEN: other }, files: { [FILE]: token } });
    expect(result).toMatchObject({ value: hash(token), notes: ['empty-variable'] });
  });

  it.each<[string, Options, string]>([
    ['not-set', {}, 'missing'],
    ['not-set', { home: undefined }, 'missing'],
    ['other-variable', { env: { HUGGINGFACE_TOKEN: token } }, 'missing'],
    ['not-switched', { files: { [STORE]: `[ci]\nhf_token = ${token}\n` } }, 'missing'],
    ['token-file-unreadable', { files: { [FILE]: { kind: 'unreadable', reason: 'is a folder' } } }, 'unknown'],
    ['oidc-no-id-token', { env: { HF_OIDC_RESOURCE: 'acme/m', HF_TOKEN: token } }, 'missing'],
    ['oidc-no-permission', { env: { HF_OIDC_RESOURCE: 'acme/m', GITHUB_ACTIONS: 'true' } }, 'missing'],
    ['quoted', { env: { HF_TOKEN: `"${token}"` } }, 'malformed'],
    ['quoted', { env: { HF_TOKEN: `\u201c${token}\u201d` } }, 'malformed'],
    ['bearer-prefix', { env: { HF_TOKEN: `Bearer ${token}` } }, 'malformed'],
    ['assignment', { env: { HF_TOKEN: `HF_TOKEN=${token}` } }, 'malformed'],
    ['assignment', { env: { HF_TOKEN: `export HF_TOKEN=${token}` } }, 'malformed'],
    ['unexpanded', { env: { HF_TOKEN: '${{ secrets.HF_TOKEN }}' } }, 'malformed'],
    ['unexpanded', { env: { HF_TOKEN: '$HF_TOKEN' } }, 'malformed'],
    ['masked', { env: { HF_TOKEN: '***' } }, 'malformed'],
    ['placeholder', { env: { HF_TOKEN: 'hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxx' } }, 'malformed'],
    ['placeholder', { env: { HF_TOKEN: 'hf_your_token_here' } }, 'malformed'],
    ['placeholder', { env: { HF_TOKEN: '<token>' } }, 'malformed'],
    ['invisible-characters', { env: { HF_TOKEN: `${token}\u200b` } }, 'malformed'],
    ['invisible-characters', { env: { HF_TOKEN: `\ufeff${token}` } }, 'malformed'],
    ['inner-line-feed', { env: { HF_TOKEN: `${token}\n${other}` } }, 'malformed'],
    ['inner-blank', { env: { HF_TOKEN: `${token} # mine` } }, 'malformed'],
    ['control-characters', { env: { HF_TOKEN: `${token.slice(0, 9)}\u0007${token.slice(9)}` } }, 'malformed'],
    ['non-ascii', { env: { HF_TOKEN: `${token}é` } }, 'malformed'],
    ['too-long', { env: { HF_TOKEN: `hf_${'a'.repeat(1 << 20)}` } }, 'malformed'],
    ['wrong-prefix', { env: { HF_TOKEN: sampler.text(37) } }, 'malformed'],
    ['cut-off', { env: { HF_TOKEN: 'hf_' } }, 'malformed'],
    ['organisation-token', { env: { HF_TOKEN: `api_org_${sampler.text(34)}` } }, 'malformed'],
    ['refresh-token', { env: { HF_TOKEN: `hf_oauth__refresh_${sampler.text(34)}` } }, 'malformed'],
    ['organisation-token', { env: { HF_TOKEN: `api_${sampler.text(34)}` } }, 'malformed'],
    ['s3-key', { env: { HF_TOKEN: `HFAK${sampler.text(20)}` } }, 'malformed'],
    ['other-service', { env: { HF_TOKEN: `ghp_${sampler.text(36)}` } }, 'malformed'],
    ['other-service', { env: { HF_TOKEN: `ak-${sampler.text(22)}` } }, 'malformed'],
  ])('says %s, case %#', (code, options, status) => {
    expect(find(options).problem).toMatchObject({ code, status, message: expect.stringMatching(/\.$/), help: expect.stringMatching(/./) });
  });

  it.each(UNREAD_VARIABLES)('says that nothing reads %s, and how to rename it', (name) => {
    expect(find({ env: { [name]: token } }).problem).toMatchObject({
      code: 'other-variable',
      message: `HF_TOKEN is not set, but ${name} is, which the Hugging Face libraries do not read.`,
      help: `Rename it:  export HF_TOKEN="$${name}"`,
    });
  });

  it.each([
    ['classic or fine-grained', `hf_${sampler.text(34)}`, 'unknown'],
    ['of a test Hub', 'hf_hub.js', 'unknown'],
    ['OAuth', `hf_oauth_${sampler.text(30)}.${sampler.text(30)}.x`, 'oauth'],
    ['of a trusted publisher', `hf_jwt_${sampler.text(30)}.${sampler.text(30)}.x`, 'oidc'],
  ])('takes a token for plausible that is %s', (_title, value, tokenKind) => {
    expect(find({ env: { HF_TOKEN: value } })).toMatchObject({ found: { tokenKind }, problem: undefined });
  });

  it('names files that others can read, and what else is odd', () => {
    const open = { kind: 'text', text: token, openToOthers: true } as const;
    expect(find({ files: { [FILE]: open } }).notes).toEqual(['file-open-to-others']);
    expect(find({ env: { HF_TOKEN: token, HF_HUB_DISABLE_IMPLICIT_TOKEN: 'yes' } }).notes).toEqual(['implicit-token-off']);
    expect(find({ env: { HF_TOKEN: token, HF_HUB_OFFLINE: '1' }, files: { [FILE]: other } }).notes).toEqual(['hub-offline', 'shadows-login']);
  });

  it('grants OIDC a token of a GitHub job before every other', () => {
    const env = {
      HF_OIDC_RESOURCE: 'acme/m',
      GITHUB_ACTIONS: 'true',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1/',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
      HF_TOKEN: token,
    };
    expect(find({ env }).found).toMatchObject({ kind: 'oidc', resource: 'acme/m', source: { kind: 'oidc', name: 'HF_OIDC_RESOURCE' } });
  });
});
