import { describe, expect, it } from 'vitest';
import { findModalToken } from '#auth/sources/modal.ts';
import { createSampler } from '../../support/samples.ts';
import { surroundingsWith } from '../../support/surroundings.ts';

const sampler = createSampler(402);
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const pair = { MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret };
const FILE = '/home/a/.modal.toml';
const profile = (name: string, more = '', tokenId = id): string => `[${name}]\ntoken_id = "${tokenId}"\ntoken_secret = "${secret}"\n${more}\n`;

type Options = Parameters<typeof surroundingsWith>[0];

function find(options: Options) {
  const { found, problem, notes } = findModalToken(surroundingsWith(options));
  return { found, problem, notes: notes.map(({ code }) => code) };
}

describe('where a Modal token is found', () => {
  it.each<[string, Options, object, string[]]>([
    ['both variables', { env: pair }, { source: { kind: 'environment', name: 'MODAL_TOKEN_ID, MODAL_TOKEN_SECRET' } }, []],
    ['the active profile', { files: { [FILE]: profile('a') + profile('b', 'active = true') } }, { source: { kind: 'file', path: FILE, profile: 'b' } }, []],
    [
      'MODAL_PROFILE before the active one',
      { env: { MODAL_PROFILE: 'a' }, files: { [FILE]: profile('a') + profile('b', 'active = true') } },
      { source: { profile: 'a' } },
      [],
    ],
    [
      'a lone [default], which JavaScript passes over',
      { files: { [FILE]: profile('default') } },
      { source: { profile: 'default' } },
      ['modal-default-not-active'],
    ],
    ['MODAL_CONFIG_PATH', { env: { MODAL_CONFIG_PATH: '/m' }, files: { '/m': profile('a', 'active = true') } }, { source: { path: '/m' } }, []],
    [
      'halves of two places',
      { env: { MODAL_TOKEN_ID: id }, files: { [FILE]: profile('a', 'active = true') } },
      { source: { kind: 'mixed', name: 'MODAL_TOKEN_ID', path: FILE, profile: 'a' } },
      ['modal-mixed-sources'],
    ],
    ['a server of the profile', { files: { [FILE]: profile('a', 'active = true\nserver_url = "http://m"') } }, { servers: ['http://m'] }, []],
    ['a list of servers', { env: { ...pair, MODAL_SERVER_URL: 'http://a, http://b' } }, { servers: ['http://a', 'http://b'] }, ['modal-server-list']],
    ['the servers of Python', { env: pair }, { servers: ['https://api.modal.com', 'https://api.modal2.com'] }, []],
    ['OAuth beside it', { env: { ...pair, MODAL_OAUTH_CLIENT_ID: 'x' } }, {}, ['modal-token-and-oauth']],
    ['MODAL_TOKEN beside it', { env: { ...pair, MODAL_TOKEN: 'x' } }, {}, ['modal-single-variable']],
    [
      'a file that others can read',
      { files: { [FILE]: { kind: 'text', text: profile('a', 'active = true'), openToOthers: true } } },
      { source: { path: FILE } },
      ['file-open-to-others'],
    ],
  ])('%s', (_title, options, found, notes) => {
    expect(find(options)).toMatchObject({ found, notes });
  });

  it.each<[string, Options, string, RegExp]>([
    ['not-set', {}, 'missing', /\.modal\.toml is not there/],
    ['not-set', { home: undefined }, 'missing', /no home folder/],
    ['not-set', { files: { [FILE]: '[a]\nactive = true\n' } }, 'missing', /has no token in \[a\]/],
    ['modal-single-variable', { env: { MODAL_TOKEN: `${id}:${secret}` } }, 'missing', /no Modal client reads/],
    ['modal-half-set', { env: { MODAL_TOKEN_ID: id } }, 'missing', /MODAL_TOKEN_SECRET/],
    ['modal-half-set', { env: { MODAL_TOKEN_SECRET: secret } }, 'missing', /MODAL_TOKEN_ID/],
    ['modal-empty-variable', { env: { MODAL_TOKEN_ID: '' }, files: { [FILE]: profile('a', 'active = true') } }, 'missing', /set but empty/],
    ['modal-swapped', { env: { MODAL_TOKEN_ID: secret, MODAL_TOKEN_SECRET: id } }, 'malformed', /swapped/],
    ['modal-two-ids', { env: { MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: id } }, 'malformed', /both hold a token id/],
    ['modal-two-secrets', { env: { MODAL_TOKEN_ID: secret, MODAL_TOKEN_SECRET: secret } }, 'malformed', /both hold a token secret/],
    ['modal-proxy-token', { env: { MODAL_TOKEN_ID: `wk-${sampler.text(22)}`, MODAL_TOKEN_SECRET: `ws-${sampler.text(22)}` } }, 'malformed', /proxy token/],
    ['modal-oauth-client', { env: { MODAL_TOKEN_ID: `oc-${sampler.text(22)}`, MODAL_TOKEN_SECRET: secret } }, 'malformed', /OAuth client/],
    ['other-service', { env: { MODAL_TOKEN_ID: `hf_${sampler.text(34)}`, MODAL_TOKEN_SECRET: secret } }, 'malformed', /Hugging Face/],
    ['wrong-prefix', { env: { MODAL_TOKEN_ID: sampler.text(22), MODAL_TOKEN_SECRET: secret } }, 'malformed', /starts with "ak-"/],
    ['padded', { env: { MODAL_TOKEN_ID: `${id}\n`, MODAL_TOKEN_SECRET: secret } }, 'malformed', /line end/],
    ['quoted', { env: { ...pair, MODAL_TOKEN_SECRET: `'${secret}'` } }, 'malformed', /quotes/],
    [
      'modal-two-active-profiles',
      { files: { [FILE]: profile('a', 'active = true') + profile('b', 'active = true') } },
      'malformed',
      /more than one profile is active \(a, b\)/,
    ],
    ['modal-no-active-profile', { files: { [FILE]: profile('a') + profile('b') } }, 'missing', /no profile is active/],
    ['modal-profile-not-found', { env: { MODAL_PROFILE: 'z' }, files: { [FILE]: profile('a') } }, 'missing', /names "z"/],
    ['modal-config-malformed', { env: pair, files: { [FILE]: `[a]\ntoken_id = ${id}\n` } }, 'malformed', /\.modal\.toml:2:12: this is not TOML/],
    ['modal-config-no-section', { files: { [FILE]: `token_id = "${id}"\n` } }, 'malformed', /outside a section/],
    ['modal-config-unreadable', { files: { [FILE]: { kind: 'unreadable', reason: 'is a folder' } } }, 'unknown', /is a folder/],
    ['modal-in-container', { env: { ...pair, MODAL_IS_REMOTE: '1' } }, 'unknown', /container/],
  ])('says %s, case %#', (code, options, status, message) => {
    const { problem } = find(options);
    expect(problem).toMatchObject({ code, status, message: expect.stringMatching(message), help: expect.stringMatching(/./) });
    for (const half of [id, secret]) expect(JSON.stringify(problem)).not.toContain(half.slice(-16));
  });
});
