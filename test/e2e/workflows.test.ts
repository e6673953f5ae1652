import { expect, it, onTestFinished } from 'vitest';
import { verdictsOfRun } from '#ci/validation.ts';
import { expectNoToken, runCli } from '../support/cli.ts';
import { runJob } from '../support/github/runner.ts';
import { LoopbackHub } from '../support/hub/loopback-hub.ts';
import { startRegistry } from '../support/registry.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const TOKEN = `hf_${createSampler(606).text(34)}`;

it('a generated workflow installs the package from a registry and proves a token with it; without the registry it says nothing of the token', async () => {
  const registry = await startRegistry();
  const hub = await LoopbackHub.start();
  onTestFinished(() => hub.close());
  hub.addUser(TOKEN, 'acme', 'write');
  const repository = Repository.create();
  repository.write('.npmrc', 'registry=http://127.0.0.1:1\n'); // of the repository: it counts for nothing
  const { stdout: workflow } = runCli(['ci', 'init', '--print'], { cwd: repository.path, env: repository.env, tokens: [] });
  const env = { ...repository.env, ...registry.env, PATH: `${registry.bin}:${repository.env['PATH']}`, HF_ENDPOINT: hub.endpoint };
  const run = (more: Record<string, string> = {}) =>
    runJob({ workflow, job: 'validate', contexts: { secrets: { HF_TOKEN: TOKEN } }, cwd: repository.path, env: { ...env, ...more } });
  const proven = await run();
  expectNoToken(JSON.stringify([proven.log, proven.summary]), [TOKEN]);
  expect(verdictsOfRun([proven]).get('HF_TOKEN')?.verdict, proven.log).toBe('proven');
  registry.down();
  const nothing = await run({ NPM_CONFIG_CACHE: temporaryFolder() });
  expect(nothing.steps.map(({ conclusion }) => conclusion)).toEqual(['failure', 'skipped', 'skipped']);
});
