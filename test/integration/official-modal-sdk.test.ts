import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { AuthValidator } from '#auth/validator.ts';
import { type ModalServer, startModal } from '../support/modal-server.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';
import { surroundingsWith } from '../support/surroundings.ts';

const sampler = createSampler(406);
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const sdk = pathToFileURL(fileURLToPath(new URL('../../node_modules/modal/dist/index.js', import.meta.url))).href;

const PROGRAM = `
import { ModalClient } from ${JSON.stringify(sdk)};
const client = new ModalClient({ tokenId: process.env.ID, tokenSecret: process.env.SECRET });
try {
  const info = await client.cpClient.tokenInfoGet({});
  console.log(JSON.stringify({ workspace: info.workspaceName, user: info.userIdentity?.username ?? info.identity?.userIdentity?.username, name: info.tokenName, expires: info.expiresAt?.toISOString?.() ?? info.expiresAt }));
} catch (error) {
  console.log(JSON.stringify({ code: error.code, details: error.details }));
}
client.close?.();
`;

/** What the official SDK hears of the same server, in a process of its own: it reads its settings when it is imported. */
async function officially(modal: ModalServer, tokenId: string, tokenSecret: string): Promise<Record<string, unknown>> {
  const home = temporaryFolder();
  writeFileSync(join(home, 'ask.mjs'), PROGRAM);
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, MODAL_SERVER_URL: modal.url, ID: tokenId, SECRET: tokenSecret };
  const child = spawn(process.execPath, [join(home, 'ask.mjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  await new Promise((resolve) => child.on('close', resolve));
  return JSON.parse(stdout) as Record<string, unknown>;
}

function ours(modal: ModalServer, tokenId: string, tokenSecret: string) {
  const surroundings = surroundingsWith({ env: { MODAL_SERVER_URL: modal.url, MODAL_TOKEN_ID: tokenId, MODAL_TOKEN_SECRET: tokenSecret } });
  return new AuthValidator({ surroundings }).validateModalToken();
}

it('hears of a good token what the official SDK hears', async () => {
  const modal = await startModal();
  modal.accounts.set(id, { secret, username: 'alice', workspace: 'acme', tokenName: 'ci', expiresAt: 4_102_444_800 });
  const [theirs, result] = [await officially(modal, id, secret), await ours(modal, id, secret)];
  expect(theirs).toEqual({ workspace: 'acme', user: 'alice', name: 'ci', expires: '2100-01-01T00:00:00.000Z' });
  expect(result).toMatchObject({ status: 'valid', identity: { workspace: 'acme', name: 'alice', tokenName: 'ci' }, expiresAt: '2100-01-01T00:00:00.000Z' });
});

it('hears of a bad token what the official SDK hears', async () => {
  const modal = await startModal();
  const theirs = await officially(modal, id, secret);
  const { service } = await ours(modal, id, secret);
  expect(theirs).toEqual({ code: 16, details: 'Token not found' });
  expect(service).toMatchObject({ status: theirs['code'], text: theirs['details'] });
});
