import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectNoToken } from '../../support/cli.ts';
import { CTRL_C } from '../../support/terminal.ts';
import { NEW, secretsScene } from './scene.ts';

it('validates a token, then keeps it in every place that was named', async () => {
  const { acme, home, repository, run } = await secretsScene();
  const { exitCode, stdout, stderr } = await run(
    ['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'env-file', '--to', 'huggingface', '--to', 'github'],
    { input: NEW },
  );
  expect(stderr).toMatch(/It will be kept in:\n.*\.env\n.*huggingface\/token.*\n {2}acme\/model on GitHub/);
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe(`HF_TOKEN=${NEW}\n`);
  expect(statSync(join(repository.path, '.env')).mode & 0o777).toBe(0o600);
  expect(readFileSync(home('.cache/huggingface/token'), 'utf8')).toBe(NEW);
  expect(acme.actions.value('HF_TOKEN')).toBe(NEW);
  expect(stdout.match(/kept/g)).toHaveLength(3);
  expect(exitCode).toBe(0);
  const { exitCode: validated } = await run(['validate', 'huggingface', '--no-cache']);
  expect(validated).toBe(0);
});

it('keeps a token in an environment, in an organisation and for Dependabot, each by its name', async () => {
  const { acme, run } = await secretsScene();
  const prod = await acme.environment('prod');
  const to = ['github-env=prod', 'github-org=acme', 'github-dependabot'].flatMap((place) => ['--to', place]);
  const { exitCode, stderr } = await run(['setup', 'huggingface', '--from-stdin', '--yes', ...to], { input: NEW });
  expect(stderr).toMatch(/the environment prod of acme\/model.*\n.*the organisation acme.*for acme\/model.*\n.*Dependabot's secrets of acme\/model/);
  expect([prod.value('HF_TOKEN'), acme.organisation.value('HF_TOKEN'), acme.dependabot.value('HF_TOKEN')]).toEqual([NEW, NEW, NEW]);
  expect(acme.actions.secrets.size).toBe(0);
  expect(exitCode).toBe(0);
});

it.each(['nowhere', 'github-env', 'github=x', 'modal-profile'])('refuses %s as a place before it asks for a token', async (place) => {
  const { hub, run } = await secretsScene();
  expect(await run(['setup', 'huggingface', '--from-stdin', '--yes', '--to', place], { input: NEW })).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('is no place for this token'),
  });
  expect(hub.requests).toEqual([]);
});

it('refuses a .env file that git tracks or does not ignore, and keeps the token nowhere then', async () => {
  const { acme, repository, run } = await secretsScene();
  const args = ['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'github', '--to', 'env-file=open.env'];
  expect(await run(args, { input: NEW })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('git does not ignore open.env') });
  repository.stage('open.env', '');
  expect(await run(args, { input: NEW })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('tracked by git') });
  expect(acme.actions.secrets.size).toBe(0);
});

it('puts back what it kept when a later place fails', async () => {
  const { github, repository, run } = await secretsScene();
  repository.write('.env', 'HF_TOKEN=before\n');
  github.fail({ method: 'PUT', path: /secrets/, status: 403, message: 'no' });
  const { exitCode, stdout } = await run(['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'env-file', '--to', 'github'], { input: NEW });
  expect(stdout).toMatch(/put back .*\.env\n.*FAILED/);
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe('HF_TOKEN=before\n');
  expect(exitCode).toBe(3);
});

it('hands a Modal Secret to modal through a descriptor: no argument, no variable, no file with a name', async () => {
  const { repository, run, env } = await secretsScene();
  repository.write(
    'bin/modal',
    '#!/bin/sh\nprintf "%s\\n" "$*" >> "$PWD/modal.args"\nenv >> "$PWD/modal.env"\n[ -f "$5" ] || exit 7\ncat "$5" > "$PWD/modal.values"\n',
  );
  execFileSync('chmod', ['755', join(repository.path, 'bin/modal')]);
  const PATH = `${join(repository.path, 'bin')}:${env['PATH']}`;
  const { exitCode } = await run(['setup', 'huggingface', '--from-env', '--yes', '--to', 'modal-secret'], { env: { PATH, HF_TOKEN: NEW } });
  const read = (name: string): string => readFileSync(join(repository.path, name), 'utf8');
  expect(exitCode).toBe(0);
  expect(read('modal.args')).toBe('secret create huggingface --from-json /dev/fd/3 --force\n');
  expect(JSON.parse(read('modal.values'))).toEqual({ HF_TOKEN: NEW });
  expectNoToken(read('modal.env'), [NEW]);
});

it.each([
  ['opens the page with the form filled in', [], true],
  ['leaves it closed with --no-open', ['--no-open'], false],
] as const)('%s, and prints where it is', async (_, flags, isOpened) => {
  const { onTerminal, repository } = await secretsScene();
  repository.write('.git/browser', '#!/bin/sh\nprintf "%s\\n" "$1" > "$PWD/.git/opened"\n');
  chmodSync(join(repository.path, '.git/browser'), 0o755);
  const terminal = onTerminal(['setup', 'huggingface', ...flags, '--needs', 'write'], { BROWSER: join(repository.path, '.git/browser') });
  await terminal.shows('settings/tokens/new?');
  await terminal.shows('not shown');
  terminal.type(CTRL_C);
  const { shown } = await terminal.end;
  const page = /https?:\/\/\S*\/settings\/tokens\/new\?\S*tokenType=fineGrained\S*/;
  expect(shown.replace(/\n(?=\S)/g, '')).toMatch(page);
  const opened = join(repository.path, '.git/opened');
  expect(existsSync(opened)).toBe(isOpened);
  if (isOpened) expect(shown.replace(/\s/g, '')).toContain(readFileSync(opened, 'utf8').trim());
});
