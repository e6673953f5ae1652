import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { expect, it } from 'vitest';
import { storedTokens } from '#auth/sources/stored-tokens.ts';
import { type Credential, VARIABLES } from '#auth/stores/credential.ts';
import { envFileStore } from '#auth/stores/env-file.ts';
import { huggingFaceStore } from '#auth/stores/huggingface-store.ts';
import { modalProfileStore } from '#auth/stores/modal-profile-store.ts';
import { replacements } from '#auth/stores/replacement.ts';
import { keepEverywhere, type TokenStore } from '#auth/stores/store.ts';
import { Secret } from '#detect/secret.ts';
import { temporaryFolder } from '../../../support/repository.ts';
import { createSampler } from '../../../support/samples.ts';

const sampler = createSampler(501);

function huggingFace(): { readonly credential: Credential; readonly value: string } {
  const value = `hf_${sampler.text(34)}`;
  return { value, credential: { service: 'huggingface', values: new Map([['HF_TOKEN', new Secret(value, 'hf_')]]) } };
}

function modal(): { readonly credential: Credential; readonly id: string; readonly secret: string } {
  const [id, secret] = [`ak-${sampler.text(22)}`, `as-${sampler.text(22)}`];
  const values = new Map(VARIABLES.modal.map((name, index) => [name, new Secret(index === 0 ? id : secret, index === 0 ? 'ak-' : 'as-')] as const));
  return { id, secret, credential: { service: 'modal', values } };
}

it('sets variables in a .env file, leaves the rest as it is, and closes it to others', async () => {
  const path = join(temporaryFolder(), '.env');
  writeFileSync(path, '# mine\nexport HF_TOKEN="old" \nOTHER=1', { mode: 0o644 });
  const { credential, value } = huggingFace();
  const putBack = await envFileStore(path).keep(credential);
  expect(readFileSync(path, 'utf8')).toBe(`# mine\nexport HF_TOKEN=${value}\nOTHER=1`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await putBack?.();
  expect(readFileSync(path, 'utf8')).toBe('# mine\nexport HF_TOKEN="old" \nOTHER=1');
});

it('adds variables to a .env file that is not there, and removes it again', async () => {
  const path = join(temporaryFolder(), '.env');
  const { credential, id, secret } = modal();
  const putBack = await envFileStore(path).keep(credential);
  expect(readFileSync(path, 'utf8')).toBe(`MODAL_TOKEN_ID=${id}\nMODAL_TOKEN_SECRET=${secret}\n`);
  await putBack?.();
  expect(existsSync(path)).toBe(false);
});

it("keeps a token in huggingface_hub's own store, beside the others", async () => {
  const folder = temporaryFolder();
  const files = { token: join(folder, 'token'), storedTokens: join(folder, 'stored_tokens') };
  const other = huggingFace();
  writeFileSync(files.storedTokens, `# kept\n[other]\nhf_token = ${other.value}\n\n[ci]\nhf_token = old\nexpires_at = 1\n\n`);
  const { credential, value } = huggingFace();
  await huggingFaceStore(files, 'ci').keep(credential);
  expect(readFileSync(files.token, 'utf8')).toBe(value);
  const text = readFileSync(files.storedTokens, 'utf8');
  expect(storedTokens(text).map(({ name, token }) => [name, token])).toEqual([
    ['other', other.value],
    ['ci', value],
  ]);
  expect(text.startsWith('# kept\n')).toBe(true);
  expect([files.token, files.storedTokens].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
});

it.each([
  ['a file that is not there', '', 'acme', { acme: { active: true } }],
  [
    'another profile, with comments',
    '# mine\n[other] # active one\ntoken_id = "x"\nactive = true\n\n# end\n',
    'acme',
    { other: { token_id: 'x', active: true }, acme: {} },
  ],
  [
    'the profile itself',
    '[acme]\n# keep me\ntoken_id = "x"\ntoken_secret = "y"\nenvironment = "dev"\n[z]\na = 1\n',
    'acme',
    { acme: { environment: 'dev', active: true }, z: { a: 1 } },
  ],
  ['a name that is no bare key', '', 'a b', { 'a b': { active: true } }],
])('sets a profile of .modal.toml: %s', async (_name, before, profile, expected) => {
  const path = join(temporaryFolder(), '.modal.toml');
  if (before !== '') writeFileSync(path, before);
  const { credential, id, secret } = modal();
  await modalProfileStore(path, profile).keep(credential);
  const text = readFileSync(path, 'utf8');
  expect(parse(text)).toEqual({ ...expected, [profile]: { ...(expected as Record<string, object>)[profile], token_id: id, token_secret: secret } });
  for (const comment of before.match(/#[^\n]*/g) ?? []) expect(text).toContain(comment);
});

it('leaves a .modal.toml alone that it cannot edit safely', () => {
  const path = join(temporaryFolder(), '.modal.toml');
  for (const text of ['[acme\n', 'acme.token_id = "x"\nacme.active = true\n']) {
    writeFileSync(path, text);
    expect(() => modalProfileStore(path, 'acme').keep(modal().credential)).toThrow(/left as it is/);
    expect(readFileSync(path, 'utf8')).toBe(text);
  }
});

it('replaces an old token in every file that holds it, as a word of its own, behind links too', async () => {
  const folder = temporaryFolder();
  const old = huggingFace();
  const next = huggingFace();
  mkdirSync(join(folder, 'real'));
  writeFileSync(join(folder, 'real/credentials'), `https://u:${old.value}@huggingface.co\n${old.value}x\n`);
  symlinkSync(join(folder, 'real/credentials'), join(folder, 'link'));
  writeFileSync(join(folder, 'other'), 'nothing');
  const stores = replacements([join(folder, 'link'), join(folder, 'other'), join(folder, 'absent')], old.credential);
  expect(stores.map(({ title }) => title)).toEqual([join(folder, 'link')]);
  await keepEverywhere(stores, next.credential);
  expect(readFileSync(join(folder, 'real/credentials'), 'utf8')).toBe(`https://u:${next.value}@huggingface.co\n${old.value}x\n`);
});

it('keeps a token everywhere or nowhere, and names what could not be put back', async () => {
  const path = join(temporaryFolder(), '.env');
  const oneWay: TokenStore = { title: 'one way', keep: () => undefined };
  const broken: TokenStore = {
    title: 'broken',
    keep: () => {
      throw new Error('no room');
    },
  };
  const kept = await keepEverywhere([envFileStore(path), oneWay, broken, envFileStore(`${path}2`)], huggingFace().credential);
  expect(kept.map(({ outcome }) => outcome)).toEqual(['put-back', 'changed', 'failed', 'untried']);
  expect(existsSync(path)).toBe(false);
  expect(existsSync(`${path}2`)).toBe(false);
});

it('says why a file could not be changed', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder'));
  expect(() => envFileStore(join(folder, 'folder')).keep(huggingFace().credential)).toThrow(/is a folder/);
  chmodSync(join(folder, 'folder'), 0o700);
});
