import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { verdictsOfRun, wasPassedOver } from '#ci/validation.ts';
import { reasonIn } from '#ci/verify/reason.ts';
import { VERSION } from '#version.ts';
import { CLI_PATH, expectNoToken, runCli } from '../../support/cli.ts';
import { type JobEnd, runJob } from '../../support/github/runner.ts';
import { USES_TOKENS } from '../../support/github/workflows.ts';
import { LoopbackHub } from '../../support/hub/loopback-hub.ts';
import { listen } from '../../support/hub-server.ts';
import { startModal } from '../../support/modal-server.ts';
import { hasOfficialPython, OFFICIAL_PROGRAMS } from '../../support/python.ts';
import { Repository, temporaryFolder } from '../../support/repository.ts';
import { createSampler } from '../../support/samples.ts';

const sampler = createSampler(605);
const TOKEN = `hf_${sampler.text(34)}`;
const LEAKED = `hf_${sampler.text(34)}`;
const ID = `ak-${sampler.text(22)}`;
const SECRET = `as-${sampler.text(22)}`;

interface Scene {
  readonly repository: Repository;
  readonly hub: LoopbackHub;
  readonly modal: Awaited<ReturnType<typeof startModal>>;
  /** From now on nothing can be installed. */
  registryDown(): void;
  /** Runs a job of a workflow that \`ci init\` writes with these arguments; its log, summary and annotations are held against every token. */
  run(
    job: string,
    options?: {
      readonly args?: readonly string[];
      readonly contexts?: Record<string, unknown>;
      readonly path?: string;
      readonly machine?: Record<string, string>;
    },
  ): Promise<JobEnd>;
}

/** `npm` that installs this package, as the built program, and nothing else. The real one is in `test/e2e`. */
function npm(): { readonly bin: string; down(): void } {
  const bin = temporaryFolder();
  const install = `install --global --ignore-scripts --no-audit --no-fund @auth-guard/cli@${VERSION}`;
  const program = `#!/bin/sh\nexec '${process.execPath}' '${CLI_PATH}' "$@"\n`;
  writeFileSync(join(bin, 'program'), program, { mode: 0o755 });
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n[ "$*" = "${install}" ] && cp '${bin}/program' '${bin}/auth-guard'\n`, { mode: 0o755 });
  return { bin, down: () => writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm error code E503" >&2\nexit 1\n', { mode: 0o755 }) };
}

/** A repository with workflows, a machine on which auth-guard can be installed, and the services. */
async function scene(): Promise<Scene> {
  const { bin, down } = npm();
  const hub = await LoopbackHub.start();
  onTestFinished(() => hub.close());
  hub.addUser(TOKEN, 'acme', 'write');
  const modal = await startModal();
  modal.accounts.set(ID, { secret: SECRET, workspace: 'acme', username: 'alice' });
  const repository = Repository.create();
  repository.stage('.github/workflows/project.yml', USES_TOKENS);
  repository.commit();
  const run: Scene['run'] = async (job, { args = [], contexts = {}, path = '', machine = {} } = {}) => {
    const { stdout } = runCli(['ci', 'init', '--print', ...args], { cwd: repository.path, env: repository.env, tokens: [] });
    const env = {
      ...repository.env,
      PATH: `${path}${bin}:${repository.env['PATH']}`,
      ...{ HF_ENDPOINT: hub.endpoint, MODAL_SERVER_URL: modal.url, ...machine },
    };
    const secrets = { HUB: TOKEN, HF_TOKEN: TOKEN, MODAL_ID: ID, MODAL_SECRET: SECRET };
    const end = await runJob({ workflow: stdout, job, contexts: { secrets, ...contexts }, cwd: repository.path, env });
    expectNoToken(JSON.stringify([end.log, end.summary, end.annotations]), [TOKEN, LEAKED, ID, SECRET]);
    expect(end.odd).toEqual([]);
    return end;
  };
  return { repository, hub, modal, registryDown: down, run };
}

const conclusions = ({ steps }: JobEnd): readonly string[] => steps.map(({ conclusion }) => conclusion);

/** What a push from one commit to another tells. */
function push(repository: Repository, before: string): Record<string, unknown> {
  return { github: { event: { before }, sha: repository.git('rev-parse', 'HEAD').trim() } };
}

describe('the workflow of ci init', () => {
  it('proves each token in a step, masks it, and shows it in annotations and summary', async () => {
    const { run } = await scene();
    const modal = await run('validate-prod');
    expect(verdictsOfRun([modal])).toMatchObject(
      new Map([
        ['MODAL_ID', { verdict: 'proven' }],
        ['MODAL_SECRET', { verdict: 'proven' }],
      ]),
    );
    expect(modal.annotations).toEqual([{ kind: 'notice', title: 'MODAL_ID, MODAL_SECRET', text: 'works' }]);
    expect(modal.masks).toEqual([ID, SECRET]);
    const hub = await run('validate', { args: ['--needs', 'write'] });
    expect(conclusions(hub)).toEqual(['success', 'success', 'skipped']);
    expect(hub.masks).toEqual([TOKEN]);
    expect(hub.summary).toMatch(/^### HUB\n```\nHF_TOKEN {2}valid {2}The token is accepted[\s\S]*```\n$/);
    expect(hub.log).toContain('HF_TOKEN  valid');
  });

  it('says that a token was rejected, and why, where secrets verify looks for it', async () => {
    const { hub, run } = await scene();
    hub.accounts.clear();
    const end = await run('validate');
    expect(verdictsOfRun([end]).get('HUB')?.verdict).toBe('rejected');
    expect(end.annotations).toEqual([{ kind: 'error', title: 'HUB', text: 'does not work; see the summary' }]);
    expect(await reasonIn(end.log, 'HUB')).toMatch(/^rejected: /);
  });

  it('takes a service in trouble, and a registry that is down, for no word about the token', async () => {
    const { hub, registryDown, run } = await scene();
    hub.faults.add({ path: /whoami/, kind: 'answer', status: 503, times: 99, body: '<html>' });
    const undecided = await run('validate');
    expect(conclusions(undecided)).toEqual(['success', 'success', 'failure']);
    expect(verdictsOfRun([undecided]).get('HUB')?.verdict).toBe('undecided');
    expect(undecided.annotations).toEqual([{ kind: 'warning', title: 'HUB', text: 'the service gave no decision; see the summary' }]);
    registryDown();
    const nothing = await run('validate');
    expect(conclusions(nothing)).toEqual(['failure', 'skipped', 'skipped']);
    expect([verdictsOfRun([nothing]).size, wasPassedOver([nothing], 'HUB')]).toEqual([0, true]);
  });

  it('finds a token in what was pushed alone, or in everything where what was there before is not known', async () => {
    const { repository, run } = await scene();
    const first = repository.git('rev-parse', 'HEAD').trim();
    repository.stage('train.py', `TOKEN = "${LEAKED}"\n`);
    repository.commit();
    const leaked = repository.git('rev-parse', 'HEAD').trim();
    repository.write('::error title=x::y', `${LEAKED}\n`); // a name that would be a command
    repository.git('add', '--all');
    repository.commit();
    const found = await run('scan', { contexts: push(repository, first) });
    expect(conclusions(found)).toEqual(['success', 'failure']);
    expect(found.summary).toContain('train.py:1');
    expect(found.annotations.map(({ kind, title }) => `${kind} ${title}`)).toEqual(['error auth-guard']);
    repository.stage('clean.py', 'x = 1\n');
    repository.commit();
    expect(conclusions(await run('scan', { contexts: push(repository, repository.git('rev-parse', 'HEAD~1').trim()) }))).toEqual(['success', 'success']);
    for (const before of ['0'.repeat(40), 'f'.repeat(40)])
      expect(conclusions(await run('scan', { contexts: push(repository, before) }))).toEqual(['success', 'failure']);
    expect(leaked).not.toBe(first);
  });
});

it('the action of this repository runs a command, and takes nothing that it prints for a command to the runner', async () => {
  const { runs } = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8')) as { runs: { steps: unknown[] } };
  const repository = Repository.create();
  repository.write('::warning::x.py', `TOKEN = "${LEAKED}"\n`);
  const bin = temporaryFolder();
  const npx = `#!/bin/sh\n[ "$1 $2 $3 $4" = "--yes --package @auth-guard/cli@${VERSION} auth-guard" ] || exit 9\nshift 4\nexec '${process.execPath}' '${CLI_PATH}' "$@"\n`;
  writeFileSync(join(bin, 'npx'), npx, { mode: 0o755 });
  const run = (command: string): Promise<JobEnd> =>
    runJob({
      workflow: stringify({ jobs: { a: { steps: runs.steps } } }),
      job: 'a',
      contexts: { secrets: {}, inputs: { command, version: VERSION } },
      cwd: repository.path,
      env: { ...repository.env, PATH: `${bin}:${repository.env['PATH']}` },
    });
  const found = await run('scan .');
  expectNoToken(found.log + found.summary, [LEAKED]);
  expect(found.annotations).toEqual([{ kind: 'error', title: 'auth-guard', text: 'exit code 1; see the summary' }]);
  expect(found.summary).toContain('### auth-guard scan .');
  expect(conclusions(await run('rules list'))).toEqual(['success']);
});

describe.runIf(hasOfficialPython())('the workflow that uploads', () => {
  /** \`pipx run --spec PACKAGE PROGRAM …\`, with the official program that is here. */
  function pipx(repository: Repository): string {
    mkdirSync(join(repository.path, '.git/bin'));
    writeFileSync(
      join(repository.path, '.git/bin/pipx'),
      `#!/bin/sh\n[ "$1 $2 $3 $4" = "run --spec huggingface_hub==2.4.0 hf" ] || exit 9\nshift 4\nexec '${join(OFFICIAL_PROGRAMS, 'hf')}' "$@"\n`,
      { mode: 0o755 },
    );
    return `${join(repository.path, '.git/bin')}:`;
  }

  it.each(['acme/model', 'datasets/acme/data'])('uploads to %s with hf once the token was tried', async (name) => {
    const { hub, repository, run } = await scene();
    const stored = hub.addRepository(name.startsWith('datasets/') ? name : `models/${name}`);
    repository.write('out/weights.txt', 'weights\n');
    const contexts = { inputs: { repository: name, folder: 'out' } };
    const end = await run('upload', { args: ['--workflow', 'upload-hub'], contexts, path: pipx(repository) });
    expect(conclusions(end)).toEqual(['success', 'success', 'success', 'skipped', 'success']);
    expect([...(stored.filesOf('main')?.keys() ?? [])]).toContain('weights.txt');
    expect(end.summary).toMatch(/### Scan[\s\S]*### HF_TOKEN/);
  });

  it('uploads without any secret where the Hub trusts the repository, and nothing where it does not', async () => {
    const { hub, repository, run } = await scene();
    const identities = await listen(createServer((_, response) => void response.end(JSON.stringify({ value: ['e30', 'e30', 'x'].join('.') })))); // GitHub's
    const stored = hub.addRepository('models/acme/model');
    repository.write('out/weights.txt', 'weights\n');
    const job = {
      args: ['--workflow', 'upload-hub', '--oidc'],
      contexts: { inputs: { repository: 'acme/model', folder: 'out' }, secrets: {} },
      path: pipx(repository),
      machine: { ACTIONS_ID_TOKEN_REQUEST_URL: `${identities}/?v=1`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of the runner' },
    };
    const refused = await run('upload', job);
    expect(conclusions(refused)).toEqual(['success', 'success', 'failure', 'skipped', 'skipped']);
    expect(stored.filesOf('main')?.size).toBe(0);
    hub.publishers.set('acme/model', TOKEN);
    const end = await run('upload', job);
    expect(conclusions(end), end.log).toEqual(['success', 'success', 'success', 'skipped', 'success']);
    expect([...(stored.filesOf('main')?.keys() ?? [])]).toContain('weights.txt');
  });

  it('uploads nothing with a token that may only read, nor files that hold a token', async () => {
    const { hub, repository, run } = await scene();
    const stored = hub.addRepository('models/acme/model');
    repository.write('out/weights.txt', 'weights\n');
    const contexts = { inputs: { repository: 'acme/model', folder: 'out' } };
    const path = pipx(repository);
    hub.addUser(TOKEN, 'acme', 'read');
    expect(conclusions(await run('upload', { args: ['--workflow', 'upload-hub'], contexts, path }))).toEqual([
      'success',
      'success',
      'failure',
      'skipped',
      'skipped',
    ]);
    hub.addUser(TOKEN, 'acme', 'write');
    repository.write('out/config.py', `TOKEN = "${LEAKED}"\n`);
    expect(conclusions(await run('upload', { args: ['--workflow', 'upload-hub'], contexts, path })).at(-1)).toBe('skipped');
    expect(stored.filesOf('main')?.size).toBe(0);
  });
});
