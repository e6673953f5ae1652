import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { everywhere, NEW, OLD } from './scene.ts';

const rotate = ['secrets', 'rotate', 'HF_TOKEN', '--from-stdin', '--yes'] as const;

it('puts everything back that can be, names the rest, and revokes nothing, when one place fails', async () => {
  const { acme, github, home, hub, run } = await everywhere();
  github.fail({ method: 'PUT', path: /environments\/prod/, status: 403, message: 'no' });
  const { exitCode, stdout } = await run([...rotate, '--revoke-old'], { input: NEW });
  expect(stdout).toMatch(/put back .*token\n/);
  expect(stdout).toMatch(/CHANGED .*acme\/model on GitHub: it holds the new token/);
  expect(stdout).toMatch(/FAILED .*the environment prod/);
  expect(readFileSync(home('.cache/huggingface/token'), 'utf8')).toBe(OLD);
  expect(acme.environments.get('prod')?.value('HF_TOKEN')).toBe(OLD);
  expect(hub.accounts.has(OLD)).toBe(true);
  expect(exitCode).toBe(3);
});

it('compares what the two may do, and changes nothing for a token that does not work or is the same', async () => {
  const { acme, home, hub, run } = await everywhere();
  expect(await run(rotate, { input: OLD })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('the token in use') });
  hub.addUser(NEW, 'alice', 'read');
  expect((await run([...rotate.filter((one) => one !== '--yes')], { input: NEW })).stderr).toMatch(
    /it may only read, the old one may write[\s\S]*Nobody is there/,
  );
  hub.accounts.delete(NEW);
  expect(await run(rotate, { input: NEW })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('kept nowhere') });
  expect([readFileSync(home('.cache/huggingface/token'), 'utf8'), acme.actions.value('HF_TOKEN')]).toEqual([OLD, OLD]);
});

it('puts the files before it back when one cannot be written, and does not try GitHub', async () => {
  const { acme, home, hub, repository, run } = await everywhere();
  const long = `.env.${'x'.repeat(240)}`; // there is no room for the name of what is written beside it
  repository.write(long, `HF_TOKEN=${OLD}\n`);
  const { exitCode, stdout } = await run([...rotate, '--revoke-old'], { input: NEW });
  expect(stdout).toMatch(
    /put back .*huggingface\/token\n[\s\S]*put back .*\.env\n {2}FAILED .*\.env\.x+: .*could not be written[\s\S]*not tried .*acme\/model on GitHub/,
  );
  expect([readFileSync(home('.cache/huggingface/token'), 'utf8'), acme.actions.value('HF_TOKEN'), hub.accounts.has(OLD)]).toEqual([OLD, OLD, true]);
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe(`# mine\nHF_TOKEN=${OLD}\n`);
  expect(exitCode).toBe(3);
});

it('says of several repositories that none was named, and changes nothing', async () => {
  const { acme, home, repository, run } = await everywhere();
  repository.git('remote', 'add', 'upstream', 'git@github.com:me/model.git');
  expect(await run(rotate, { input: NEW })).toMatchObject({ exitCode: 3, stderr: expect.stringMatching(/different repositories[\s\S]*GH_REPO/) });
  expect([readFileSync(home('.cache/huggingface/token'), 'utf8'), acme.actions.value('HF_TOKEN')]).toEqual([OLD, OLD]);
});
