import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLI_PATH, type CliRun, expectNoToken } from '../../support/cli.ts';
import { startCli } from '../../support/cli-async.ts';
import { DAYS_AGO, github, project } from '../../support/github/ci-project.ts';
import type { LoopbackGitHub } from '../../support/github/server.ts';
import { classicAccount, startHub } from '../../support/hub-server.ts';
import { startModal } from '../../support/modal-server.ts';
import { placeProgram } from '../../support/placed-program.ts';
import { type Repository, temporaryFolder } from '../../support/repository.ts';
import { createSampler } from '../../support/samples.ts';

const ZEROS = '0'.repeat(40);
const TOKEN = createSampler(31).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

/** A repository whose one commit brings a workflow that reads HF_TOKEN. */
function committed(settings?: string): Repository {
  const repository = project();
  if (settings !== undefined) repository.stage('.auth-guard.yaml', settings);
  repository.commit();
  return repository;
}

/** What git runs for `git push origin main`. */
async function pushHook(
  repository: Repository,
  env: Record<string, string>,
  { url = 'git@github.com:acme/model.git', program = CLI_PATH }: { readonly url?: string; readonly program?: string } = {},
): Promise<CliRun> {
  const oid = repository.git('rev-parse', 'HEAD').trim();
  const input = `refs/heads/main ${oid} refs/heads/main ${ZEROS}\n`;
  return startCli(['hook', 'pre-push', 'origin', url], {
    cwd: repository.path,
    env: { ...repository.env, HF_HUB_OFFLINE: '', ...env },
    tokens: [TOKEN, env['GH_TOKEN'] ?? TOKEN],
    input,
    program,
  });
}

function proven(hub: LoopbackGitHub): void {
  const acme = hub.repository('acme/model');
  acme.actions.put('HF_TOKEN', { updatedAt: DAYS_AGO(5) });
  const workflow = acme.addWorkflow('.github/workflows/auth-guard.yml');
  acme.addRun(workflow, { jobs: [{ name: 'v', steps: [{ name: 'validate HF_TOKEN', conclusion: 'success' }] }], createdAt: DAYS_AGO(1) });
}

it('refuses a workflow that needs a secret which GitHub does not have, and says how to set it', async () => {
  const hub = await github();
  const { exitCode, stderr } = await pushHook(committed(), hub.env);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('auth-guard refused the push. Nothing was pushed.');
  expect(stderr).toContain('.github/workflows/upload.yml:9');
  expect(stderr).toContain('gh secret set HF_TOKEN -R acme/model');
});

it('is silent when the secret exists and was proven, and does not ask again for minutes', async () => {
  const hub = await github();
  proven(hub);
  const repository = committed();
  expect(await pushHook(repository, hub.env)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  const asked = hub.requests.length;
  expect(asked).toBeGreaterThan(0);
  expect(await pushHook(repository, hub.env)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(hub.requests).toHaveLength(asked);
});

it('asks again before it refuses: a secret that was set a moment ago counts', async () => {
  const hub = await github();
  const repository = committed();
  expect((await pushHook(repository, hub.env)).exitCode).toBe(1);
  hub.repository('acme/model').actions.put('HF_TOKEN');
  expect((await pushHook(repository, hub.env)).exitCode).toBe(0);
});

it('only warns of a secret that no run has proven', async () => {
  const hub = await github();
  hub.repository('acme/model').actions.put('HF_TOKEN');
  const { exitCode, stderr } = await pushHook(committed(), hub.env);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('No run has shown that HF_TOKEN works');
});

it('names the next command as it is typed in a project that has the program', async () => {
  const hub = await github();
  hub.repository('acme/model').actions.put('HF_TOKEN');
  const repository = committed('push: {unprovenSecret: block}\n');
  const { exitCode, stderr } = await pushHook(repository, hub.env, { program: placeProgram(repository.path) });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/next: .*npx auth-guard secrets verify HF_TOKEN/);
  expect(stderr).not.toMatch(/(?<!npx )auth-guard (?:secrets|ci) /);
});

it('does as the settings say: warn, block or off, which is said', async () => {
  const hub = await github();
  const warned = await pushHook(committed('push: {missingSecret: warn}\n'), hub.env);
  expect(warned).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('The secret HF_TOKEN does not exist') });
  const off = await pushHook(committed('push: {missingSecret: off, unprovenSecret: off, localToken: off}\n'), hub.env);
  expect(off).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('switched off in .auth-guard.yaml') });
  hub.repository('acme/model').actions.put('HF_TOKEN');
  expect((await pushHook(committed('push: {unprovenSecret: block}\n'), hub.env)).exitCode).toBe(1);
  expect((await pushHook(committed('push: {missingSecret: maybe}\n'), hub.env)).exitCode).toBe(2);
});

it.each([
  ['no login', (hub: LoopbackGitHub) => hub.loggedOutEnv, 'no login'],
  [
    'no rights',
    (hub: LoopbackGitHub) => {
      hub.repository('acme/model').isAdmin = false;
      return hub.env;
    },
    'could not be looked at',
  ],
  [
    'a service that takes too long',
    (hub: LoopbackGitHub) => {
      hub.fail({ path: /secrets/, delayMs: 20_000 });
      return hub.env;
    },
    'gave no answer',
  ],
])('lets a push pass with a word when it cannot know: %s', async (_name, envFor, text) => {
  const hub = await github();
  const startedAt = performance.now();
  const { exitCode, stderr } = await pushHook(committed('push: {budget: 1}\n'), envFor(hub));
  expect(exitCode).toBe(0);
  expect(stderr).toContain(text);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

it('spends its two seconds and no more on a GitHub that is slow, answer by answer', async () => {
  const hub = await github();
  hub.fail({ path: /./, delayMs: 1_200 });
  const startedAt = performance.now();
  const { exitCode, stderr } = await pushHook(committed(), hub.env);
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/could not be (?:looked at|checked).*gave no answer in/);
  expect(hub.requests.length).toBeLessThan(8); // the rest was not asked for
  expect(performance.now() - startedAt).toBeLessThan(15_000);
});

it('says how many workflows of a large push it looked at, and looks at those that others call', async () => {
  const hub = await github();
  const repository = project();
  repository.write('.auth-guard.yaml', 'push: {budget: 30}\n'); // this machine may have other work
  for (let index = 0; index < 120; index += 1) repository.write(`.github/workflows/w${index}.yml`, 'on: push\njobs: {a: {runs-on: x, steps: [{run: x}]}}\n');
  repository.git('add', '--all');
  repository.commit();
  const { exitCode, stderr } = await pushHook(repository, hub.env);
  expect(stderr).toContain('121 workflows are pushed; only the first 100 were looked at');
  expect(stderr).toContain('The secret HF_TOKEN does not exist');
  expect(exitCode).toBe(1);
  repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  repository.stage('.github/workflows/called.yml', 'on: workflow_call\njobs: {a: {runs-on: x, steps: [{run: x, env: {A: "${{ secrets.DEEP }}"}}]}}\n');
  repository.stage('.github/workflows/w0.yml', 'on: push\njobs: {a: {uses: ./.github/workflows/called.yml, secrets: inherit}}\n');
  repository.commit();
  expect((await pushHook(repository, hub.env)).stderr).toContain('The secret DEEP does not exist');
});

it('warns of a token on this machine that the Hub rejects', async () => {
  const hub = await github();
  proven(hub);
  const server = await startHub();
  const env = { ...hub.env, HF_TOKEN: TOKEN, HF_ENDPOINT: server.endpoint };
  const { exitCode, stderr } = await pushHook(committed('push: {budget: 10}\n'), env);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('The token on this machine, HF_TOKEN');
  server.accounts.set(TOKEN, classicAccount('write'));
  expect((await pushHook(committed('push: {budget: 10}\n'), { ...env, XDG_CACHE_HOME: temporaryFolder() })).stderr).toBe('');
});

it('warns of a token on this machine that ends within days', async () => {
  const hub = await github();
  for (const name of ['MODAL_TOKEN_ID', 'MODAL_TOKEN_SECRET']) hub.repository('acme/model').actions.put(name);
  const modal = await startModal();
  const [id, secret] = [`ak-${createSampler(32).text(22)}`, `as-${createSampler(33).text(22)}`];
  modal.accounts.set(id, { secret, username: 'alice', expiresAt: Math.floor(Date.now() / 1000) + 3 * 86_400 });
  const env = '{MODAL_TOKEN_ID: "${{ secrets.MODAL_TOKEN_ID }}", MODAL_TOKEN_SECRET: "${{ secrets.MODAL_TOKEN_SECRET }}"}';
  const repository = project(undefined, `on: push\njobs: {a: {runs-on: x, steps: [{run: modal deploy a.py, env: ${env}}]}}\n`);
  repository.stage('.auth-guard.yaml', 'push: {unprovenSecret: off, budget: 10}\n');
  repository.commit();
  const run = await pushHook(repository, { ...hub.env, MODAL_SERVER_URL: modal.url, MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret });
  expect(run.stderr).toMatch(/The token on this machine, MODAL_TOKEN .*(?:expires|ends)/);
  expect(run.stderr).not.toContain(secret.slice(-16));
  expect(run.exitCode).toBe(0);
});

it('asks nobody when no workflow is pushed, or when it goes to another host', async () => {
  const hub = await github();
  const repository = committed();
  await pushHook(repository, hub.env, { url: 'https://gitlab.com/acme/model' });
  repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  repository.stage('a.txt', 'clean\n');
  repository.commit();
  expect(await pushHook(repository, hub.env)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  expect(hub.requests).toEqual([]);
});

it('does not let an unreadable workflow stop the push, and says that it was not checked', async () => {
  const hub = await github();
  const repository = project(undefined, 'on: push\njobs:\n  a: [\n');
  repository.commit();
  expect(await pushHook(repository, hub.env)).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('.github/workflows/upload.yml:4:1') });
});

it('stops a real push to a remote that stands for one on GitHub', async () => {
  const hub = await github();
  const repository = committed();
  const bare = join(temporaryFolder(), 'acme/model.git');
  mkdirSync(bare, { recursive: true });
  execFileSync('git', ['init', '--quiet', '--bare', bare], { env: repository.env });
  repository.git('config', `url.${bare}.insteadOf`, 'git@github.com:acme/model.git');
  const script = join(repository.path, '.git/hooks/pre-push');
  writeFileSync(script, `#!/bin/sh\nexec '${process.execPath}' '${CLI_PATH}' hook pre-push "$@"\n`);
  chmodSync(script, 0o755);
  const push = (): Promise<{ code: number | null; output: string }> =>
    new Promise((resolve) => {
      const child = spawn('git', ['push', '--quiet', 'origin', 'main'], { cwd: repository.path, env: { ...repository.env, ...hub.env }, stdio: 'pipe' });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          output += chunk.toString();
        });
      }
      child.on('close', (code) => resolve({ code, output }));
    });
  const refused = await push();
  expectNoToken(refused.output, [hub.token]);
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain('gh secret set HF_TOKEN -R acme/model');
  proven(hub);
  expect((await push()).code).toBe(0);
  expect(execFileSync('git', ['-C', bare, 'log', '--oneline', 'main'], { encoding: 'utf8' })).toMatch(/change/);
});
