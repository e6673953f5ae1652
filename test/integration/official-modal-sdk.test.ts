import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { AuthValidator } from '#auth/validator.ts';
import { type ModalServer, startModal } from '../support/modal-server.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';
import { surroundingsWith } from '../support/surroundings.ts';

const sampler = createSampler(406);
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const pair = { MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret };
const sdk = pathToFileURL(fileURLToPath(new URL('../../node_modules/modal/dist/index.js', import.meta.url))).href;

const PROGRAM = `
import { ModalClient } from ${JSON.stringify(sdk)};
let client;
try {
  client = new ModalClient();
  const info = await client.cpClient.tokenInfoGet({});
  console.log(JSON.stringify({ workspace: info.workspaceName, user: info.userIdentity?.username ?? info.identity?.userIdentity?.username, name: info.tokenName, expires: info.expiresAt?.toISOString?.() ?? info.expiresAt }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, details: error.details ?? error.message }));
}
client?.close?.();
`;

/** What the official SDK hears of the same server, in a process of its own: it reads its settings when it is imported. */
async function officially(modal: Pick<ModalServer, 'url'>, given: Record<string, string>, home = temporaryFolder()): Promise<Record<string, unknown>> {
  writeFileSync(join(home, 'ask.mjs'), PROGRAM);
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, MODAL_SERVER_URL: modal.url, ...given };
  const child = spawn(process.execPath, [join(home, 'ask.mjs')], { env, cwd: home, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  await new Promise((resolve) => child.on('close', resolve));
  return JSON.parse(stdout) as Record<string, unknown>;
}

function ours(modal: ModalServer) {
  return new AuthValidator({ surroundings: surroundingsWith({ env: { MODAL_SERVER_URL: modal.url, ...pair } }) }).validateModalToken();
}

it('hears of a good token what the official SDK hears', async () => {
  const modal = await startModal();
  modal.accounts.set(id, { secret, username: 'alice', workspace: 'acme', tokenName: 'ci', expiresAt: 4_102_444_800 });
  const [theirs, result] = [await officially(modal, pair), await ours(modal)];
  expect(theirs).toEqual({ workspace: 'acme', user: 'alice', name: 'ci', expires: '2100-01-01T00:00:00.000Z' });
  expect(result).toMatchObject({ status: 'valid', identity: { workspace: 'acme', name: 'alice', tokenName: 'ci' }, expiresAt: '2100-01-01T00:00:00.000Z' });
});

it('hears of a bad token what the official SDK hears', async () => {
  const modal = await startModal();
  const theirs = await officially(modal, pair);
  const { service } = await ours(modal);
  expect(theirs).toEqual({ code: 16, details: 'Token not found' });
  expect(service).toMatchObject({ status: theirs['code'], text: theirs['details'] });
});

const FOUND = { workspace: 'acme', user: 'alice' };
const MISSING = { details: expect.stringContaining('missing credentials') };
const profile = (name: string, more = '', tokenId = id): string => `[${name}]\ntoken_id = "${tokenId}"\ntoken_secret = "${secret}"\n${more}\n`;

/** Where it does something else than Python, which we say of it: what it does, and what our words are. */
const DIFFERENCES: readonly (readonly [title: string, env: Record<string, string>, file: string, theirs: object, words: RegExp])[] = [
  ['looks into the file past an empty variable', { MODAL_TOKEN_ID: '' }, profile('a', 'active = true'), FOUND, /the JavaScript SDK looks into the file/],
  ['takes no lone [default]', {}, profile('default'), MISSING, /the JavaScript SDK does not, unless MODAL_PROFILE=default/],
  ['takes [default] when it is named', { MODAL_PROFILE: 'default' }, profile('default'), FOUND, /^$/],
  [
    'takes the first of two active profiles',
    {},
    profile('a', 'active = true') + profile('b', 'active = true', `ak-${sampler.text(22)}`),
    FOUND,
    /the JavaScript one silently takes the first/,
  ],
  ['finds none where no profile is active', {}, profile('a') + profile('b'), MISSING, /no profile is active/],
  ['finds none where the named profile is not there', { MODAL_PROFILE: 'z' }, profile('a'), MISSING, /does not hold/],
  ['takes a malformed file for an empty one', {}, `[a]\ntoken_id = ${id}\n`, MISSING, /the JavaScript one silently takes it for empty/],
  ['mixes what stands in two places', { MODAL_TOKEN_SECRET: secret }, `[a]\ntoken_id = "${id}"\nactive = true\n`, FOUND, /they may belong to two tokens/],
  [
    'refuses a token beside OAuth',
    { ...pair, MODAL_OAUTH_CLIENT_ID: 'oc-x', MODAL_OAUTH_CLIENT_SECRET: 'ov-x', MODAL_OAUTH_REFRESH_TOKEN: 'x' },
    '',
    { details: expect.stringContaining('cannot both be configured') },
    /the JavaScript SDK refuses a token beside OAuth/,
  ],
  ['takes MODAL_TOKEN for nothing', { MODAL_TOKEN: `${id}:${secret}` }, '', MISSING, /no Modal client reads/],
];

it.each(DIFFERENCES)('is right about the official SDK, which %s', async (_title, env, file, theirs, words) => {
  const modal = await startModal();
  modal.accounts.set(id, { secret, username: 'alice' });
  const home = temporaryFolder();
  writeFileSync(join(home, '.modal.toml'), file, { mode: 0o600 });
  expect(await officially(modal, env, home)).toMatchObject(theirs);
  const validator = new AuthValidator({ surroundings: createSurroundings({ HOME: home, MODAL_SERVER_URL: modal.url, ...env }) });
  const { message, notes } = await validator.validateModalToken();
  const said = [message, ...notes.map((note) => note.message)].join('\n');
  if (words.source !== '^$') expect(said).toMatch(words);
  expect(said).toMatch(/./);
});

it('is right about the official SDK, which takes no list of servers', async () => {
  const modal = await startModal();
  modal.accounts.set(id, { secret, username: 'alice' });
  const list = { url: `${modal.url},${modal.url}` };
  const names = { url: 'https://a.modal.invalid,https://b.modal.invalid' };
  const [withPorts, withNames] = await Promise.all([officially(list, pair), officially(names, pair)]);
  expect(withPorts).toMatchObject({ details: expect.stringContaining('Invalid URL') });
  expect(withNames).toMatchObject({ code: 14, details: expect.stringContaining('Name resolution failed') });
  const result = await new AuthValidator({
    surroundings: createSurroundings({ HOME: temporaryFolder(), MODAL_SERVER_URL: list.url, ...pair }),
  }).validateModalToken();
  expect(result).toMatchObject({
    status: 'valid',
    notes: [{ code: 'modal-server-list', message: expect.stringContaining('"Invalid URL" or "Name resolution failed"') }],
  });
}, 20_000);
