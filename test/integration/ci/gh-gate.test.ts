import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GitHub, type RepositoryName } from '#ci/gh/github.ts';
import type { AuthGuardError } from '#errors.ts';
import { watchProcesses } from '../../support/github/process-watch.ts';
import { LoopbackGitHub } from '../../support/github/server.ts';
import { temporaryFolder } from '../../support/repository.ts';
import { createSampler } from '../../support/samples.ts';

const ACME: RepositoryName = { host: 'github.com', owner: 'acme', name: 'model' };
const SECRETS = { path: '/actions/secrets', what: 'the secrets of acme/model' };

function clientFor(env: Record<string, string>, { timeoutMs, repository = ACME }: { timeoutMs?: number; repository?: RepositoryName } = {}): GitHub {
  return new GitHub(repository, { cwd: '/', env: { PATH: process.env['PATH'] ?? '', ...env }, timeoutMs });
}

async function failureOf(work: Promise<unknown>): Promise<{ readonly code: string; readonly message: string; readonly help: string | undefined }> {
  const error = (await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )) as AuthGuardError | undefined;
  return { code: error?.code ?? 'none', message: error?.message ?? '', help: error?.help };
}

it('lists more secrets than one page holds', async () => {
  const github = await LoopbackGitHub.start('acme/model');
  const names = Array.from({ length: 203 }, (_, index) => `SECRET_${index}`);
  for (const name of names) github.repository('acme/model').actions.put(name);
  const secrets = await clientFor(github.env).list(SECRETS, 'secrets');
  expect(secrets.map((secret) => (secret as { name: string }).name)).toEqual(names);
  expect(github.asked).toEqual(Array.from({ length: 3 }, () => 'GET /repos/acme/model/actions/secrets'));
});

it('tells a missing login, a rejected one, missing rights, a missing repository and a used-up limit apart, each with the next step', async () => {
  const github = await LoopbackGitHub.start('acme/model');
  const client = clientFor(github.env);
  expect(await failureOf(clientFor(github.loggedOutEnv).ask(SECRETS))).toMatchObject({ code: 'GH_NO_LOGIN', help: expect.stringContaining('gh auth login') });
  expect(github.requests).toEqual([]);
  expect(await failureOf(clientFor({ ...github.env, GH_TOKEN: `${github.token}x` }).ask(SECRETS))).toMatchObject({
    code: 'GH_NO_LOGIN',
    message: expect.stringContaining('does not accept'),
  });
  github.repository('acme/model').isAdmin = false;
  expect(await failureOf(client.ask(SECRETS))).toMatchObject({ code: 'GITHUB_FORBIDDEN', message: expect.stringContaining('secrets=read') });
  expect(await failureOf(clientFor(github.env, { repository: { ...ACME, name: 'none' } }).ask(SECRETS))).toMatchObject({ code: 'GITHUB_NOT_FOUND' });
  github.fail({ path: /secrets/, status: 403, headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1893456000' }, times: 1 });
  expect(await failureOf(client.ask(SECRETS))).toMatchObject({ code: 'GITHUB_RATE_LIMITED', help: 'Try again after 2030-01-01T00:00:00.000Z.' });
  github.fail({ path: /secrets/, status: 429, headers: { 'Retry-After': '90' }, times: 1 });
  expect(await failureOf(client.ask(SECRETS))).toMatchObject({ code: 'GITHUB_RATE_LIMITED', help: 'Try again in 2 min.' });
});

it('says that it was the network, not the login, when GitHub is down, slow or cut off', async () => {
  const github = await LoopbackGitHub.start('acme/model');
  github.fail({ path: /secrets/, status: 502, times: 1 });
  expect(await failureOf(clientFor(github.env).ask(SECRETS))).toMatchObject({ code: 'GITHUB_UNREACHABLE' });
  github.fail({ path: /secrets/, reset: true, times: 3 });
  expect(await failureOf(clientFor(github.env).ask(SECRETS))).toMatchObject({ code: 'GITHUB_UNREACHABLE' });
  github.recover();
  github.fail({ path: /secrets/, delayMs: 5000 });
  expect(await failureOf(clientFor(github.env, { timeoutMs: 400 }).ask(SECRETS))).toMatchObject({
    code: 'GITHUB_UNREACHABLE',
    message: 'GitHub gave no answer within 0.4 s.',
  });
});

it('says that gh is missing', async () => {
  expect(await failureOf(clientFor({ PATH: temporaryFolder() }).ask(SECRETS))).toMatchObject({ code: 'GH_NOT_FOUND' });
});

it('stops reading an answer without end', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/gh'), '#!/bin/sh\nexec cat /dev/zero\n');
  chmodSync(join(folder, 'bin/gh'), 0o755);
  expect(await failureOf(clientFor({ PATH: `${join(folder, 'bin')}:${process.env['PATH']}` }).ask(SECRETS))).toMatchObject({ code: 'GITHUB_FAILED' });
});

it('asks a GitHub Enterprise server under its own name and with its own token', async () => {
  const github = await LoopbackGitHub.start('acme/model');
  github.repository('acme/model').actions.put('HF_TOKEN');
  const repository = { ...ACME, host: 'ghe.example.test' };
  const client = clientFor({ GH_CONFIG_DIR: github.env['GH_CONFIG_DIR'] as string, GH_ENTERPRISE_TOKEN: github.token }, { repository });
  expect(await client.list(SECRETS, 'secrets')).toHaveLength(1);
  expect(github.requests.map(({ host }) => host)).toEqual(['ghe.example.test']);
  const wrong = clientFor(github.env, { repository });
  expect(await failureOf(wrong.ask(SECRETS))).toMatchObject({ code: 'GH_NO_LOGIN', help: expect.stringContaining('--hostname ghe.example.test') });
});

it('stores a value that arrives decrypted, in the named repository, and stands in no command line or environment meanwhile', async () => {
  const github = await LoopbackGitHub.start('acme/model', 'upstream/model');
  const value = `hf_${createSampler(5).text(34)}`;
  const watch = watchProcesses([value], 'gh');
  github.fail({ path: /public-key/, delayMs: 300 }); // long enough to be watched
  await clientFor({ ...github.env, HF_TOKEN: value }).command(['secret', 'set', 'HF_TOKEN'], { what: 'the secret HF_TOKEN', input: value });
  expect(watch.stop()).toEqual([]);
  expect([...watch.seen].some((line) => line.startsWith('gh secret set HF_TOKEN -R github.com/acme/model'))).toBe(true);
  expect(github.repository('acme/model').actions.value('HF_TOKEN')).toBe(value);
  expect(github.repository('upstream/model').actions.secrets.size).toBe(0);
  expect(github.requests.some(({ body }) => body.includes(value))).toBe(false);
});
