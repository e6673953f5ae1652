import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHuggingFaceToken } from '#auth/sources/huggingface.ts';
import { findModalToken } from '#auth/sources/modal.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { AuthValidator } from '#auth/validator.ts';
import { classicAccount, startHub } from '../support/hub-server.ts';
import { startModal } from '../support/modal-server.ts';
import { hasOfficialPython, python } from '../support/python.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(411);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const other = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const pair = { MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret };

/** Each case has its own environment; the module that holds the settings is loaded anew for each, because it reads them once. */
const CASES = `
import hashlib, importlib, json, os
cases = json.loads(os.environ["CASES"])
bare = dict(os.environ)
def digest(value): return hashlib.sha256(value.encode()).hexdigest() if value else None
def each(find):
    answers = []
    for case in cases:
        os.environ.clear()
        os.environ.update(bare | case)
        try:
            answers.append(find())
        except Exception as error:
            answers.append({"error": type(error).__name__})
    print(json.dumps(answers))
`;

const GET_TOKEN = `${CASES}
from huggingface_hub import constants, get_token
def find():
    importlib.reload(constants)
    return {"found": digest(get_token())}
each(find)
`;

const MODAL_CONFIG = `${CASES}
import modal.config
def find():
    importlib.reload(modal.config)
    modal.config._check_config()
    return {"id": digest(modal.config.config["token_id"]), "secret": digest(modal.config.config["token_secret"])}
each(find)
`;

const WHOAMI = `
import json
from huggingface_hub import whoami
try:
    print(json.dumps({"name": whoami()["name"]}))
except Exception as error:
    print(json.dumps({"status": error.response.status_code}))
`;

const TOKEN_INFO = `
import json, asyncio
from google.protobuf import empty_pb2
from modal_proto import api_pb2
from modal.client import _Client
from modal.config import config
async def main():
    async with _Client(config["server_url"], api_pb2.CLIENT_TYPE_CLIENT, (config["token_id"], config["token_secret"])) as client:
        info = await client.stub.TokenInfoGet(api_pb2.TokenInfoGetRequest())
        return {"workspace": info.workspace_name, "user": info.user_identity.username, "expires": info.expires_at.seconds}
try:
    print(json.dumps(asyncio.run(main())))
except Exception as error:
    print(json.dumps({"error": type(error).__name__, "text": str(error)}))
`;

function home(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { mode: 0o600 });
  }
  return folder;
}

const TOKEN_FILE = '.cache/huggingface/token';
const profile = (name: string, more = ''): string => `[${name}]\ntoken_id = "${id}"\ntoken_secret = "${secret}"\n${more}\n`;

const HUGGING_FACE: readonly (readonly [title: string, env: Record<string, string>, files: Record<string, string>])[] = [
  ['HF_TOKEN', { HF_TOKEN: token, HUGGING_FACE_HUB_TOKEN: other }, {}],
  ['an empty HF_TOKEN', { HF_TOKEN: '', HUGGING_FACE_HUB_TOKEN: token }, { [TOKEN_FILE]: other }],
  ['a blank HF_TOKEN', { HF_TOKEN: ' ', HUGGING_FACE_HUB_TOKEN: other }, { [TOKEN_FILE]: token }],
  ['a padded one', { HF_TOKEN: ` ${token}\r\n` }, {}],
  ['the file', {}, { [TOKEN_FILE]: `${token}\n` }],
  ['XDG_CACHE_HOME', { XDG_CACHE_HOME: '/tmp/nowhere' }, { [TOKEN_FILE]: token }],
  ['HF_HOME with ~', { HF_HOME: '~/hf' }, { 'hf/token': token }],
  ['HF_TOKEN_PATH with a variable', { HF_TOKEN_PATH: '$HOME/t' }, { t: token }],
  ['staging', { HUGGINGFACE_CO_STAGING: '1' }, { '.cache/huggingface_staging/token': token, [TOKEN_FILE]: other }],
  ['a store alone', {}, { '.cache/huggingface/stored_tokens': `[a]\nhf_token = ${token}\n` }],
];

const MODAL: readonly (readonly [title: string, env: Record<string, string>, file: string | undefined])[] = [
  ['both variables', pair, undefined],
  ['nothing', {}, undefined],
  ['half', { MODAL_TOKEN_ID: id }, undefined],
  ['the active profile', {}, profile('a') + profile('b', 'active = true')],
  ['a lone [default]', {}, profile('default')],
  ['a lone profile that is not active', {}, profile('a')],
  ['MODAL_PROFILE', { MODAL_PROFILE: 'b' }, profile('a', 'active = true') + profile('b')],
  ['a profile that is not there', { MODAL_PROFILE: 'z' }, profile('a', 'active = true')],
  ['mixed places', { MODAL_TOKEN_ID: `ak-${sampler.text(22)}` }, profile('a', 'active = true')],
  ['an empty variable', { MODAL_TOKEN_ID: '' }, profile('a', 'active = true')],
  ['two active profiles', pair, profile('a', 'active = true') + profile('b', 'active = true')],
  ['none active of two', pair, profile('a') + profile('b')],
  ['a file that is not TOML', pair, `[a]\ntoken_id = ${id}\n`],
  ['a value outside a section', pair, 'x = 1\n'],
];

function titled<T>(cases: readonly { readonly title: string }[], answers: readonly T[]): Record<string, T | undefined> {
  return Object.fromEntries(cases.map(({ title }, index) => [title, answers[index]]));
}

describe.runIf(hasOfficialPython())('the official Python clients', () => {
  it('find the Hugging Face token where we do', async () => {
    const cases = HUGGING_FACE.map(([title, env, files]) => ({ title, env: { HOME: home(files), ...env } }));
    const theirs = await python<{ found: string | null }[]>(GET_TOKEN, { HOME: temporaryFolder(), CASES: JSON.stringify(cases.map(({ env }) => env)) });
    const ours = cases.map(({ env }) => {
      const { found } = findHuggingFaceToken(createSurroundings(env));
      return { found: found?.kind === 'token' ? found.secret.sha256 : null };
    });
    expect(titled(cases, ours)).toEqual(titled(cases, theirs));
  });

  it('get the token of a job, or none at all, where we do', async () => {
    const hub = await startHub();
    const [idToken, accessToken] = [sampler.text(60), `hf_jwt_${sampler.text(20)}.${sampler.text(20)}.${sampler.text(20)}`];
    hub.publishers.set(idToken, { resource: 'acme/m', accessToken });
    const job = { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token };
    const cases = [
      { ...job, HF_OIDC_RESOURCE: 'acme/m', HF_OIDC_ID_TOKEN: idToken },
      { ...job, HF_OIDC_RESOURCE: 'acme/other', HF_OIDC_ID_TOKEN: idToken },
      { ...job, HF_OIDC_RESOURCE: 'acme/third' }, // the client keeps the token of the first
    ];
    const theirs = await python<object[]>(GET_TOKEN, { HOME: temporaryFolder(), CASES: JSON.stringify(cases) });
    expect(theirs).toEqual([{ found: createHash('sha256').update(accessToken).digest('hex') }, { error: expect.any(String) }, { error: expect.any(String) }]);
    const ours = await Promise.all(cases.map((env) => new AuthValidator({ surroundings: createSurroundings(env) }).validateHfToken()));
    expect(ours.map(({ status, problem }) => [status, problem])).toEqual([
      ['valid', null],
      ['rejected', 'oidc-refused'],
      ['missing', 'oidc-no-id-token'],
    ]);
  });

  it('find the Modal token where we do, and refuse what we refuse', async () => {
    const cases = MODAL.map(([title, env, file]) => ({ title, env: { HOME: home(file === undefined ? {} : { '.modal.toml': file }), ...env } }));
    const theirs = await python<{ id?: string | null; secret?: string | null }[]>(MODAL_CONFIG, {
      HOME: temporaryFolder(),
      CASES: JSON.stringify(cases.map(({ env }) => ({ ...env, MODAL_CONFIG_PATH: join(env.HOME, '.modal.toml') }))),
    });
    const ours = cases.map(({ env }) => {
      const { found } = findModalToken(createSurroundings(env));
      return found === undefined ? 'none' : { id: found.tokenId.sha256, secret: found.tokenSecret.sha256 };
    });
    const complete = theirs.map((one) => (one.id != null && one.secret != null ? one : 'none'));
    expect(titled(cases, ours)).toEqual(titled(cases, complete));
  });

  it('hear of a Hub what we hear', async () => {
    const hub = await startHub();
    hub.accounts.set(token, classicAccount('read'));
    for (const [value, theirs, status] of [
      [token, { name: 'alice' }, 'valid'],
      [other, { status: 401 }, 'rejected'],
    ] as const) {
      const env = { HOME: temporaryFolder(), HF_ENDPOINT: hub.endpoint, HF_TOKEN: value };
      expect(await python(WHOAMI, env)).toEqual(theirs);
      expect(await new AuthValidator({ surroundings: createSurroundings(env) }).validateHfToken()).toMatchObject({ status });
    }
  });

  it('hear of Modal what we hear', async () => {
    const modal = await startModal();
    const env = { HOME: temporaryFolder(), MODAL_SERVER_URL: modal.url, ...pair };
    expect(await python(TOKEN_INFO, env)).toEqual({ error: 'AuthError', text: 'Token not found' });
    expect(await new AuthValidator({ surroundings: createSurroundings(env) }).validateModalToken()).toMatchObject({
      status: 'rejected',
      service: { text: 'Token not found' },
    });
    modal.accounts.set(id, { secret, username: 'alice', workspace: 'acme', expiresAt: 4_102_444_800 });
    expect(await python(TOKEN_INFO, env)).toEqual({ workspace: 'acme', user: 'alice', expires: 4_102_444_800 });
    expect(await new AuthValidator({ surroundings: createSurroundings(env) }).validateModalToken()).toMatchObject({
      status: 'valid',
      identity: { name: 'alice', workspace: 'acme' },
    });
  });
});
