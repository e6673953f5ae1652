import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { everywhere, NEW, OLD, secretsScene } from './scene.ts';

const rotate = ['secrets', 'rotate', 'HF_TOKEN', '--from-stdin', '--yes'] as const;

it('replaces a token in every place, proves it in CI, and revokes the old one when asked to', async () => {
  const { acme, home, hub, repository, run } = await everywhere();
  const { exitCode, stdout, stderr } = await run([...rotate, '--revoke-old'], { input: NEW });
  expect(stderr).toMatch(
    /It will be replaced in:\n.*huggingface\/token\n.*stored_tokens\n.*\.git-credentials\n.*\.env\n {2}acme\/model on GitHub\n {2}the environment prod/,
  );
  for (const path of ['.cache/huggingface/token', '.cache/huggingface/stored_tokens', '.git-credentials']) {
    const text = readFileSync(home(path), 'utf8');
    expect([text.includes(NEW), text.includes(OLD)]).toEqual([true, false]);
  }
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe(`# mine\nHF_TOKEN=${NEW}\n`);
  expect([acme.actions.value('HF_TOKEN'), acme.environments.get('prod')?.value('HF_TOKEN')]).toEqual([NEW, NEW]);
  expect(acme.dispatches).toHaveLength(1);
  expect([...hub.accounts.keys()]).toEqual([NEW]);
  expect(stdout).toMatch(/Revoked: hf_#[0-9a-f]{8}/);
  expect(exitCode).toBe(0);
});

it('keeps the old token when the new one does not work in CI', async () => {
  const { acme, hub, run } = await everywhere();
  acme.plan = () => ({ jobs: [{ name: 'validate', steps: [{ name: 'validate HF_TOKEN', conclusion: 'failure' }] }] });
  const { exitCode, stdout } = await run([...rotate, '--revoke-old'], { input: NEW });
  expect(stdout).toMatch(/The old token was left as it is/);
  expect(hub.accounts.has(OLD)).toBe(true);
  expect(exitCode).toBe(1);
});

it('replaces the token that a variable and files hold alike, and leaves other tokens and tokens that begin alike', async () => {
  const { acme, home, repository, run, writeHome } = await everywhere();
  writeHome('.cache/huggingface/stored_tokens', `[ci]\nhf_token = ${OLD}\n\n[other]\nhf_token = ${OLD}xyz\n`);
  const { exitCode, stdout } = await run([...rotate, '--no-verify'], { input: NEW, env: { HF_TOKEN: OLD } });
  expect(readFileSync(home('.cache/huggingface/stored_tokens'), 'utf8')).toBe(`[ci]\nhf_token = ${NEW}\n\n[other]\nhf_token = ${OLD}xyz\n`);
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe(`# mine\nHF_TOKEN=${NEW}\n`);
  expect([acme.actions.value('HF_TOKEN'), acme.environments.get('prod')?.value('HF_TOKEN')]).toEqual([NEW, NEW]);
  expect(stdout).toMatch(/HF_TOKEN is set in this shell/);
  expect(exitCode).toBe(0);
});

it('names secrets of other names that workflows take for such a token', async () => {
  const { acme, repository, run } = await everywhere();
  acme.actions.put('RELEASE_HUB');
  const env = (name: string): string => `{HF_TOKEN: "\${{ secrets.${name} }}"}`;
  repository.stage(
    '.github/workflows/a.yml',
    `on: push\njobs: {a: {runs-on: x, steps: [{run: x, env: ${env('RELEASE_HUB')}}, {run: x, env: ${env('GONE')}}]}}\n`,
  );
  const { exitCode, stderr } = await run([...rotate, '--no-verify'], { input: NEW });
  expect(stderr).toMatch(/note: workflows take RELEASE_HUB for such a token too\..*auth-guard secrets set RELEASE_HUB/);
  expect(acme.actions.value('RELEASE_HUB')).toBeUndefined();
  expect(exitCode).toBe(0);
});

it('says that a variable of the shell cannot be changed, and goes without GitHub when told to', async () => {
  const { acme, run } = await secretsScene();
  acme.actions.put('HF_TOKEN', { value: OLD });
  const { exitCode, stdout } = await run([...rotate, '--no-github'], { input: NEW, env: { HF_TOKEN: OLD } });
  expect(stdout).toMatch(/HF_TOKEN is set in this shell/);
  expect(acme.actions.value('HF_TOKEN')).toBe(OLD);
  expect(exitCode).toBe(0);
});

it('revokes a leaked token of anybody, once its redacted name was confirmed', async () => {
  const { hub, run } = await secretsScene();
  expect(await run(['revoke', '--from-stdin', '--dry-run'], { input: OLD })).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/hf_#[0-9a-f]{8} would be revoked/),
  });
  expect(await run(['revoke', '--from-stdin'], { input: OLD })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--yes') });
  expect(hub.accounts.has(OLD)).toBe(true);
  expect(await run(['revoke', '--from-stdin', '--yes'], { input: OLD })).toMatchObject({ exitCode: 0 });
  expect(hub.accounts.has(OLD)).toBe(false);
  hub.faults.add({ path: /revoke/, kind: 'answer', status: 404, body: { error: 'no' } });
  expect(await run(['revoke', '--from-stdin', '--yes'], { input: NEW })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('settings/tokens') });
  expect((await run(['revoke', 'modal'])).stdout).toContain('https://modal.com/settings/tokens');
});
