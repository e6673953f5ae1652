import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startModal } from '../../support/modal-server.ts';
import { hasOfficialPython, python } from '../../support/python.ts';
import { createSampler } from '../../support/samples.ts';
import { type SecretsScene, secretsScene } from './scene.ts';

const sampler = createSampler(602);
const pair = (): readonly [string, string] => [`ak-${sampler.text(22)}`, `as-${sampler.text(22)}`];
const [OLD_ID, OLD_SECRET] = pair();
const [NEW_ID, NEW_SECRET] = pair();

async function modalScene(): Promise<SecretsScene> {
  const modal = await startModal();
  modal.accounts.set(OLD_ID, { secret: OLD_SECRET, workspace: 'acme', username: 'alice' });
  modal.accounts.set(NEW_ID, { secret: NEW_SECRET, workspace: 'acme', username: 'alice' });
  const scene = await secretsScene([OLD_ID, OLD_SECRET, NEW_ID, NEW_SECRET]);
  return { ...scene, run: (args, options = {}) => scene.run(args, { ...options, env: { MODAL_SERVER_URL: modal.url, ...options.env } }) };
}

const KEEP = ['setup', 'modal', '--from-stdin', '--yes', '--to', 'modal-profile', '--to', 'github'] as const;

/** What the official client reads of it. */
const CONFIG = `
import json
from modal.config import config
print(json.dumps([config["token_id"], config["token_secret"]]))
`;

it.each([
  ['one value a line', `${NEW_ID}\n${NEW_SECRET}\n`],
  ['lines of names and values, in any order', `export MODAL_TOKEN_SECRET="${NEW_SECRET}"\nMODAL_TOKEN_ID=${NEW_ID}\n`],
])('keeps a pair in a profile and on GitHub: %s', async (_how, input) => {
  const { acme, home, run, writeHome } = await modalScene();
  writeHome('.modal.toml', `# mine\n[work] # of the firm\ntoken_id = "${OLD_ID}"\ntoken_secret = "${OLD_SECRET}"\nactive = true\n`);
  const { exitCode, stdout } = await run(KEEP, { input });
  expect(stdout.match(/kept/g)).toHaveLength(2);
  expect([acme.actions.value('MODAL_TOKEN_ID'), acme.actions.value('MODAL_TOKEN_SECRET')]).toEqual([NEW_ID, NEW_SECRET]);
  const text = readFileSync(home('.modal.toml'), 'utf8');
  expect(text.startsWith(`# mine\n[work] # of the firm\ntoken_id = "${OLD_ID}"\n`)).toBe(true);
  expect(text).toContain(`[acme]\ntoken_id = "${NEW_ID}"\ntoken_secret = "${NEW_SECRET}"\n`);
  expect(exitCode).toBe(0);
});

it('writes what the official client reads', async ({ skip }) => {
  if (!hasOfficialPython()) skip('the official Python clients are not installed');
  const { home, run } = await modalScene();
  expect((await run(['setup', 'modal', '--from-stdin', '--yes', '--to', 'modal-profile=ci'], { input: `${NEW_ID}\n${NEW_SECRET}` })).exitCode).toBe(0);
  expect(await python(CONFIG, { HOME: home('.') })).toEqual([NEW_ID, NEW_SECRET]);
});

it('refuses half a pair, and halves that do not belong together', async () => {
  const { acme, run } = await modalScene();
  expect(await run(KEEP, { input: `${NEW_ID}\n` })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('holds no MODAL_TOKEN_SECRET') });
  expect(await run(KEEP, { input: `MODAL_TOKEN_SECRET=${NEW_SECRET}\n` })).toMatchObject({ exitCode: 2 });
  expect(await run(KEEP, { input: `${NEW_ID}\n${OLD_SECRET}\n` })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('kept nowhere') });
  expect(acme.actions.secrets.size).toBe(0);
});

it('rotates a pair in the profile, a .env file and on GitHub', async () => {
  const { acme, home, repository, run, writeHome } = await modalScene();
  writeHome('.modal.toml', `[acme]\ntoken_id = "${OLD_ID}"\ntoken_secret = "${OLD_SECRET}"\nactive = true\n`);
  repository.write('.env', `MODAL_TOKEN_ID=${OLD_ID}\nMODAL_TOKEN_SECRET=${OLD_SECRET}\n`);
  for (const [name, value] of [
    ['MODAL_TOKEN_ID', OLD_ID],
    ['MODAL_TOKEN_SECRET', OLD_SECRET],
  ] as const)
    acme.actions.put(name, { value });
  const { exitCode, stdout } = await run(['secrets', 'rotate', 'MODAL', '--from-stdin', '--yes', '--no-verify'], { input: `${NEW_ID}\n${NEW_SECRET}\n` });
  expect(readFileSync(home('.modal.toml'), 'utf8')).toBe(`[acme]\ntoken_id = "${NEW_ID}"\ntoken_secret = "${NEW_SECRET}"\nactive = true\n`);
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe(`MODAL_TOKEN_ID=${NEW_ID}\nMODAL_TOKEN_SECRET=${NEW_SECRET}\n`);
  expect([acme.actions.value('MODAL_TOKEN_ID'), acme.actions.value('MODAL_TOKEN_SECRET')]).toEqual([NEW_ID, NEW_SECRET]);
  expect(stdout).toContain('https://modal.com/settings/tokens');
  expect(exitCode).toBe(0);
});

it('says so where there is no old pair', async () => {
  const { run } = await modalScene();
  expect(await run(['secrets', 'rotate', 'MODAL', '--from-stdin', '--yes'], { input: `${NEW_ID}\n${NEW_SECRET}\n` })).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('auth-guard setup modal'),
  });
});

it('says that half a pair is missing on GitHub, and sets both halves where one stands', async () => {
  const { acme, repository, run, writeHome } = await modalScene();
  acme.actions.put('MODAL_TOKEN_ID', { value: OLD_ID });
  const env = 'MODAL_TOKEN_ID: "${{ secrets.MODAL_TOKEN_ID }}", MODAL_TOKEN_SECRET: "${{ secrets.MODAL_TOKEN_SECRET }}"';
  repository.stage('.github/workflows/a.yml', `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: modal deploy a.py\n        env: {${env}}\n`);
  const { exitCode, stdout } = await run(['ci', 'check']);
  expect(stdout).toMatch(/error {2}secret-missing\n {2}The secret MODAL_TOKEN_SECRET does not exist/);
  expect(stdout).not.toContain('The secret MODAL_TOKEN_ID does not exist');
  expect(exitCode).toBe(1);
  writeHome('.modal.toml', `[acme]\ntoken_id = "${OLD_ID}"\ntoken_secret = "${OLD_SECRET}"\nactive = true\n`);
  expect((await run(['secrets', 'rotate', 'MODAL', '--from-stdin', '--yes', '--no-verify'], { input: `${NEW_ID}\n${NEW_SECRET}\n` })).exitCode).toBe(0);
  expect([acme.actions.value('MODAL_TOKEN_ID'), acme.actions.value('MODAL_TOKEN_SECRET')]).toEqual([NEW_ID, NEW_SECRET]);
});

it('sets no half of a pair out of a .env file, which nobody could validate, unless it is told to', async () => {
  const { acme, repository, run } = await modalScene();
  repository.write('.env', `MODAL_TOKEN_ID=${NEW_ID}\n`);
  const sync = ['secrets', 'sync', '--env-file', '.env', '--yes'];
  expect(await run(sync)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('MODAL_TOKEN_ID is half a token') });
  expect(acme.actions.secrets.size).toBe(0);
  expect((await run([...sync, '--unchecked'])).exitCode).toBe(0);
  expect(acme.actions.value('MODAL_TOKEN_ID')).toBe(NEW_ID);
});

it('names the half that GitHub took before it refused the other, and puts the profile back', async () => {
  const { acme, github, home, run, writeHome } = await modalScene();
  const profile = `[acme]\ntoken_id = "${OLD_ID}"\ntoken_secret = "${OLD_SECRET}"\nactive = true\n`;
  writeHome('.modal.toml', profile);
  for (const name of ['MODAL_TOKEN_ID', 'MODAL_TOKEN_SECRET']) acme.actions.put(name, { value: 'old' });
  github.fail({ method: 'PUT', path: /MODAL_TOKEN_SECRET/, status: 403, message: 'no' });
  const { exitCode, stdout } = await run(['secrets', 'rotate', 'MODAL', '--from-stdin', '--yes'], { input: `${NEW_ID}\n${NEW_SECRET}\n` });
  expect(stdout).toMatch(/put back .*\.modal\.toml\n/);
  expect(stdout).toMatch(/FAILED .*acme\/model on GitHub: .*MODAL_TOKEN_ID holds its new value already/);
  expect(readFileSync(home('.modal.toml'), 'utf8')).toBe(profile);
  expect(acme.actions.value('MODAL_TOKEN_SECRET')).toBe('old');
  expect(exitCode).toBe(3);
});
