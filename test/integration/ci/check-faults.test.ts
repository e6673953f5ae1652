import { expect, it } from 'vitest';
import { check, github, project } from '../../support/github/ci-project.ts';
import type { LoopbackGitHub } from '../../support/github/server.ts';
import type { Repository } from '../../support/repository.ts';
import { createSampler } from '../../support/samples.ts';

it.each([
  ['no login', (hub: LoopbackGitHub) => hub.loggedOutEnv, /no login.*/, 'gh auth login'],
  ['a login that GitHub rejects', (hub: LoopbackGitHub) => ({ ...hub.env, GH_TOKEN: `gho_${createSampler(3).text(36)}` }), /does not accept/, 'gh auth login'],
  ['no gh', () => ({ PATH: '/nowhere' }), /not on PATH/, 'https://cli.github.com'],
])('is incomplete, never clean, with %s', async (_name, envFor, detail, help) => {
  const hub = await github();
  hub.repository('acme/model').actions.put('HF_TOKEN');
  const repository = project();
  const env = envFor(hub);
  const path = 'PATH' in env ? { PATH: await pathWithGitAlone(repository) } : {};
  const { exitCode, report } = await check(repository, { ...env, ...path });
  expect(report.verdict).toBe('incomplete');
  expect(report.unchecked).toMatchObject([{ detail: expect.stringMatching(detail), help: expect.stringContaining(help) }]);
  expect(report.secrets[0]).toMatchObject({ status: 'unknown' });
  expect(exitCode).toBe(3);
});

async function pathWithGitAlone(repository: Repository): Promise<string> {
  const { execFileSync } = await import('node:child_process');
  const git = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  execFileSync('mkdir', ['-p', `${repository.path}/.bin`]);
  execFileSync('ln', ['-s', git, `${repository.path}/.bin/git`]);
  return `${repository.path}/.bin`;
}

it('is incomplete without the rights of an admin, at a used-up limit, and when one level is down', async () => {
  const hub = await github();
  const acme = hub.repository('acme/model');
  acme.isAdmin = false;
  expect((await check(project(), hub.env)).report).toMatchObject({
    verdict: 'incomplete',
    unchecked: [{ detail: expect.stringContaining('403') }],
    problems: [],
  });
  acme.isAdmin = true;
  hub.fail({ path: /secrets/, status: 429, headers: { 'Retry-After': '60' }, times: 1 });
  expect((await check(project(), hub.env)).report.unchecked).toMatchObject([{ detail: expect.stringContaining('rate limit'), help: 'Try again in 1 min.' }]);
  hub.recover();
  hub.fail({ path: /organization-secrets/, status: 503 });
  const down = await check(project(), hub.env);
  expect(down.report).toMatchObject({ verdict: 'incomplete', secrets: [{ status: 'unknown' }] });
  expect(down.ids).toEqual([]);
});

it('does not guess between remotes, and takes the one that is named', async () => {
  const hub = await github();
  hub.repository('acme/model').actions.put('HF_TOKEN');
  expect((await check(project(''), hub.env)).report.unchecked).toMatchObject([{ detail: expect.stringContaining('has no remote') }]);
  const three = project();
  three.git('remote', 'add', 'upstream', 'https://github.com/big/model');
  three.git('remote', 'add', 'fork', 'https://github.com/me/model');
  expect((await check(three, hub.env)).report.unchecked).toMatchObject([
    { detail: expect.stringContaining('fork = me/model, origin = acme/model, upstream = big/model') },
  ]);
  expect((await check(three, hub.env, '--repo', 'acme/model')).report).toMatchObject({ repository: 'acme/model', secrets: [{ status: 'present' }] });
  expect((await check(three, { ...hub.env, GH_REPO: 'acme/model' })).report).toMatchObject({ repository: 'acme/model', secrets: [{ status: 'present' }] });
  three.git('config', 'remote.origin.gh-resolved', 'base');
  expect((await check(three, hub.env)).report).toMatchObject({ repository: 'acme/model' });
});

it('asks an Enterprise server', async () => {
  const hub = await github();
  hub.repository('acme/model').actions.put('HF_TOKEN');
  const { report } = await check(project('https://ghe.example.test/acme/model'), {
    GH_CONFIG_DIR: hub.env['GH_CONFIG_DIR'] as string,
    GH_ENTERPRISE_TOKEN: hub.token,
  });
  expect(report).toMatchObject({ repository: 'ghe.example.test/acme/model', secrets: [{ status: 'present' }] });
});

it('names file, line and column of what is no YAML, and of an expression that does not parse', async () => {
  const hub = await github();
  const repository = project();
  hub.repository('acme/model').actions.put('HF_TOKEN');
  repository.stage('.github/workflows/broken.yml', 'on: push\njobs:\n  a: [\n');
  repository.stage('.github/workflows/odd.yml', 'on: push\njobs:\n  a:\n    runs-on: x\n    env:\n      A: ${{ secrets.A + }}\n    steps: []\n');
  const { report, exitCode } = await check(repository, hub.env);
  expect(report.unchecked.map(({ what }) => what)).toEqual(['.github/workflows/broken.yml:4:1', '.github/workflows/odd.yml:6:10']);
  expect(exitCode).toBe(3);
});
