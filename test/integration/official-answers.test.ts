import { createServer } from 'node:http';
import { status as grpc } from '@grpc/grpc-js';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagnoseLog } from '#auth/diagnosis/diagnose-log.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { AuthValidator } from '#auth/validator.ts';
import { redact } from '#redact.ts';
import { expectNoToken } from '../support/cli.ts';
import { type Answer, classicAccount, fineGrainedAccount, html, json, listen, type SeenRequest } from '../support/hub-server.ts';
import { type ModalServer, startModal, throttled } from '../support/modal-server.ts';
import { hasOfficialPython, python } from '../support/python.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(414);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;

/** A server with a Hub for each row, below a path of its own: every request to it gets the row's answer. */
async function startRows(answers: readonly Answer[]): Promise<{ readonly endpoint: string; readonly seen: readonly SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const one = { method: request.method ?? '', path, headers: request.headers, body: '' };
    seen.push(one);
    request.resume();
    request.once('end', () => (answers[Number(/^\/row\/(\d+)\//.exec(path)?.[1])] ?? html(404))(response, one));
  });
  return { endpoint: await listen(server), seen };
}

const INVALID = 'Invalid credentials in Authorization header';
const quota = { RateLimit: '"api";r=0;t=55', 'RateLimit-Policy': '"fixed window";"api";q=500;w=300' };
const scoped = [{ entity: { _id: '5', type: 'user', name: 'alice' }, permissions: ['repo.content.read', 'repo.write'] }];

/** Answers of whoami; what the official client makes of each, a name or a status; and what we say. */
const WHOAMI: readonly (readonly [title: string, answer: Answer, theirs: object, ours: string])[] = [
  ['a classic token', json(200, classicAccount('write')), { name: 'alice' }, 'valid'],
  ['a fine-grained one', json(200, fineGrainedAccount(scoped)), { name: 'alice' }, 'valid'],
  ['an OAuth one', json(200, classicAccount('read', { auth: { type: 'oauth', expiresAt: '2099-01-01T00:00:00Z' } })), { name: 'alice' }, 'valid'],
  ['one of an application', json(200, { type: 'app', id: '1', name: 'publisher', auth: { type: 'app_token' } }), { name: 'publisher' }, 'valid'],
  ['a 401', json(401, { error: INVALID }, { 'X-Error-Message': INVALID }), { status: 401, invalid: true }, 'rejected'],
  ['a 401 without a bearer token', json(401, { error: 'Invalid username or password.' }), { status: 401, invalid: true }, 'unknown'],
  ['a 403', json(403, { error: 'no' }), { status: 403, invalid: false }, 'unknown'],
  ['a 404', json(404, { error: 'no' }), { status: 404, invalid: false }, 'unknown'],
  ['a 429', json(429, { error: 'We had to rate limit you' }, quota), { status: 429, invalid: false }, 'rate-limited'],
  ['a 429 in HTML', html(429), { status: 429, invalid: false }, 'rate-limited'],
  ['a 500', json(500, { error: 'Internal Error - We are working hard to fix this' }), { status: 500, invalid: false }, 'unreachable'],
  ['a 503 in HTML', html(503), { status: 503, invalid: false }, 'unreachable'],
  ['a page instead of JSON', html(200), { error: 'JSONDecodeError' }, 'unknown'],
];

const PYTHON_WHOAMI = `
import json, os
from huggingface_hub import HfApi
answers = []
for row in range(int(os.environ["ROWS"])):
    try:
        answers.append({"name": HfApi(endpoint=f'{os.environ["AT"]}/row/{row}').whoami(token=os.environ["TOKEN"])["name"]})
    except Exception as error:
        response = getattr(error, "response", None)
        answers.append({"error": type(error).__name__} if response is None else {"status": response.status_code, "invalid": "Invalid user token" in str(error)})
print(json.dumps(answers))
`;

/** What an operation on the Hub is refused with, and the diagnosis of what the official client prints then. */
const REFUSALS: readonly (readonly [title: string, operation: string, answer: Answer, diagnosis: string])[] = [
  [
    'a repository that is not there, for those who are known',
    'info',
    json(404, { error: 'Repository not found' }, { 'X-Error-Code': 'RepoNotFound' }),
    'hf-not-found',
  ],
  ['one that is not there, for the rest', 'info', json(401, { error: INVALID }, { 'X-Error-Message': INVALID }), 'hf-token-rejected'],
  ['a password instead of a token', 'info', json(401, { error: 'Invalid username or password.' }), 'hf-header-replaced'],
  ['a revision that is not there', 'info', json(404, { error: 'Invalid rev id' }, { 'X-Error-Code': 'RevisionNotFound' }), 'hf-revision-not-found'],
  ['a file that is not there', 'file', json(404, {}, { 'X-Error-Code': 'EntryNotFound', 'X-Error-Message': 'Entry not found' }), 'hf-entry-not-found'],
  [
    'a gated repository, to a stranger',
    'info',
    json(
      401,
      { error: 'Access to model acme/m is restricted. You must have access to it and be authenticated to access it. Please log in.' },
      { 'X-Error-Code': 'GatedRepo' },
    ),
    'hf-gated-anonymous',
  ],
  [
    'a gated repository, to one who is not on the list',
    'info',
    json(
      403,
      { error: 'Access to model acme/m is restricted and you are not in the authorized list. Visit https://huggingface.co/acme/m to ask for access.' },
      { 'X-Error-Code': 'GatedRepo' },
    ),
    'hf-gated-not-accepted',
  ],
  ['a namespace of others', 'create', json(403, { error: 'You don\'t have the rights to create a model under the namespace "acme"' }), 'hf-write-not-allowed'],
  [
    'a token that may not write',
    'upload',
    json(403, { error: 'Forbidden: pass `create_pr=1` as a query parameter to create a Pull Request' }),
    'hf-write-not-allowed',
  ],
  ['the storage of large files', 'upload', json(403, { error: 'Authorization error.' }), 'hf-forbidden'],
  [
    'the policy of an organisation',
    'info',
    json(403, {
      error: 'Due to the organization token policy, your token needs to be approved by the organization before you can access this resource.',
    }),
    'hf-organisation-policy',
  ],
  [
    'a token that an administrator revoked',
    'info',
    json(403, {
      error:
        'Your token has been revoked by the organization administrator, you can no longer access organization resources. Please contact them for more information.',
    }),
    'hf-organisation-revoked',
  ],
  ['a repository that is there already', 'create', json(409, { error: 'You already created this model repo' }), 'hf-exists-already'],
  ['a commit that came too late', 'upload', json(412, { error: 'A commit has happened since. Please refresh and try again.' }), 'hf-commit-race'],
  ['a repository that was disabled', 'info', json(403, {}, { 'X-Error-Message': 'Access to this resource is disabled.' }), 'hf-repository-disabled'],
  [
    'a quota of requests',
    'whoami',
    json(429, { error: 'We had to rate limit you, you hit the quota of 1000 api requests per 5 minutes period.' }, quota),
    'hf-whoami-limited',
  ],
  [
    'a quota of commits',
    'create',
    json(429, { error: 'You have exceeded our hourly quotas for action: commit. We invite you to retry later.' }),
    'hf-commit-quota',
  ],
  ['a Hub in trouble', 'create', json(500, { error: 'Internal Error - We are working hard to fix this as soon as possible!' }), 'hf-server-error'],
  ['a Hub that is down', 'create', html(503), 'hf-server-error'],
  ['a name that is none', 'name', json(200, {}), 'hf-repository-name'],
  [
    'a list of errors',
    'info',
    json(403, { error: ['one', 'Due to the organization token policy, your token needs to be approved'] }),
    'hf-organisation-policy',
  ],
  [
    'errors with messages',
    'info',
    json(403, { errors: [{ message: 'Your token has been revoked by the organization administrator' }] }),
    'hf-organisation-revoked',
  ],
];

const PYTHON_REFUSALS = `
import json, os, traceback
from huggingface_hub import HfApi
rows = json.loads(os.environ["ROWS"])
answers = []
for row, operation in enumerate(rows):
    api = HfApi(endpoint=f'{os.environ["AT"]}/row/{row}', token=os.environ["TOKEN"])
    try:
        if operation == "info": api.model_info("acme/m", revision="main")
        if operation == "file": api.hf_hub_download("acme/m", "a.txt", cache_dir=os.environ["HOME"])
        if operation == "create": api.create_repo("acme/m")
        if operation == "upload": api.upload_file(path_or_fileobj=b"x", path_in_repo="x", repo_id="acme/m")
        if operation == "whoami": api.whoami()
        if operation == "name": api.model_info("a/b/c/d")
        answers.append("no error")
    except Exception:
        answers.append(traceback.format_exc())
print(json.dumps(answers))
`;

async function diagnosed(log: string): Promise<readonly string[]> {
  const pieces = (async function* () {
    yield Buffer.from(log);
  })();
  const { findings } = await diagnoseLog(DIAGNOSES, { name: 'what the client printed', pieces, redact });
  return findings.flatMap((finding) => [finding.id, ...finding.consequences.map((one) => one.id)]);
}

describe.runIf(hasOfficialPython())('huggingface_hub, on each kind of answer,', () => {
  it('hears of whoami what we hear', async () => {
    const { endpoint, seen } = await startRows(WHOAMI.map(([, answer]) => answer));
    const theirs = await python<object[]>(PYTHON_WHOAMI, { HOME: temporaryFolder(), AT: endpoint, TOKEN: token, ROWS: String(WHOAMI.length) });
    const ours = await Promise.all(
      WHOAMI.map(async (_row, index) => {
        const surroundings = createSurroundings({ HOME: temporaryFolder(), HF_ENDPOINT: `${endpoint}/row/${index}`, HF_TOKEN: token });
        return (await new AuthValidator({ surroundings, deadlineMs: 2_000 }).validateHfToken()).status;
      }),
    );
    const table = (names: readonly unknown[]) => Object.fromEntries(WHOAMI.map(([title], index) => [title, names[index]]));
    expect(table(theirs)).toEqual(table(WHOAMI.map(([, , expected]) => expected)));
    expect(table(ours)).toEqual(table(WHOAMI.map(([, , , expected]) => expected)));
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${token}`]));
  });

  it('prints errors that doctor explains, each by its own diagnosis', async () => {
    const { endpoint } = await startRows(REFUSALS.map(([, , answer]) => answer));
    const env = { HOME: temporaryFolder(), AT: endpoint, TOKEN: token, ROWS: JSON.stringify(REFUSALS.map(([, operation]) => operation)) };
    const printed = await python<string[]>(PYTHON_REFUSALS, env);
    expectNoToken(printed.join(), [token]);
    const found = await Promise.all(printed.map(diagnosed));
    const explained = REFUSALS.map(([title, , , wanted], index) => [
      title,
      found[index]?.includes(wanted) === true ? wanted : { found: found[index], printed: printed[index] },
    ]);
    expect(Object.fromEntries(explained)).toEqual(Object.fromEntries(REFUSALS.map(([title, , , wanted]) => [title, wanted])));
  }, 40_000);
});

/** What Modal answers with; the official client's error, or none; and what we say. Both try the codes again that may pass. */
const MODAL: readonly (readonly [code: number, details: string, theirs: string | null, ours: string])[] = [
  [grpc.UNAUTHENTICATED, 'Token not found', 'AuthError', 'rejected'],
  [grpc.UNAUTHENTICATED, 'Token ID is malformed', 'AuthError', 'rejected'],
  [grpc.UNAUTHENTICATED, 'Token missing', 'AuthError', 'unknown'],
  [grpc.PERMISSION_DENIED, 'no', 'PermissionDeniedError', 'unknown'],
  [grpc.FAILED_PRECONDITION, 'Old client', 'ConflictError', 'unknown'],
  [grpc.RESOURCE_EXHAUSTED, 'quota', 'ResourceExhaustedError', 'rate-limited'],
  [grpc.CANCELLED, 'busy', null, 'valid'],
  [grpc.UNKNOWN, 'busy', null, 'valid'],
  [grpc.DEADLINE_EXCEEDED, 'busy', null, 'valid'],
  [grpc.INTERNAL, 'busy', null, 'valid'],
  [grpc.UNAVAILABLE, 'busy', null, 'valid'],
];

const PYTHON_TOKEN_INFO = `
import json, asyncio, os
from modal_proto import api_pb2
from modal.client import _Client
from modal.config import config
async def main():
    async with _Client(config["server_url"], api_pb2.CLIENT_TYPE_CLIENT, (config["token_id"], config["token_secret"])) as client:
        answers = []
        for _ in range(int(os.environ["ROWS"])):
            try:
                await client.stub.TokenInfoGet(api_pb2.TokenInfoGetRequest())
                answers.append(None)
            except Exception as error:
                answers.append(type(error).__name__)
        return answers
print(json.dumps(asyncio.run(main())))
`;

describe.runIf(hasOfficialPython())('modal, on each kind of answer,', () => {
  let modal: ModalServer;
  const env = (): Record<string, string> => ({ HOME: temporaryFolder(), MODAL_SERVER_URL: modal.url, MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret });
  const ours = async (): Promise<string> =>
    (await new AuthValidator({ surroundings: createSurroundings(env()), deadlineMs: 5_000 }).validateModalToken()).status;

  it('hears what we hear, and tries again what we try again', async () => {
    modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    const errors = MODAL.flatMap(([code, details, theirs]) => (theirs === null ? [{ code, details }, undefined] : [{ code, details }]));
    const script = (): void => void modal.script.splice(0, 99, ...errors);
    script();
    expect(await python(PYTHON_TOKEN_INFO, { ...env(), ROWS: String(MODAL.length) })).toEqual(MODAL.map(([, , theirs]) => theirs));
    expect(modal.script).toEqual([]);
    script();
    for (const [code, details, , wanted] of MODAL) expect([code, details, await ours()]).toEqual([code, details, wanted]);
    expect(modal.script).toEqual([]);
  }, 30_000);

  it('waits as long as the service asks, as we do', async () => {
    modal = await startModal();
    modal.accounts.set(id, { secret, username: 'alice' });
    modal.script.push(throttled(0.2));
    expect(await python(PYTHON_TOKEN_INFO, { ...env(), ROWS: '1' })).toEqual([null]);
    modal.script.push(throttled(0.2));
    expect(await ours()).toBe('valid');
    expect(modal.seen).toHaveLength(4);
  }, 20_000);
});

describe('rows of the tables', () => {
  let ids: ReadonlySet<string>;
  beforeAll(() => {
    ids = new Set(DIAGNOSES.map((diagnosis) => diagnosis.id));
  });

  it('name diagnoses that there are', () => {
    expect(REFUSALS.filter(([, , , wanted]) => !ids.has(wanted))).toEqual([]);
  });
});
