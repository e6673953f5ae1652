import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { editPrivateFile } from '#auth/stores/private-text.ts';
import { temporaryFolder } from '../../support/repository.ts';
import { NEW, OLD, secretsScene } from './scene.ts';

const rotate = ['secrets', 'rotate', 'HF_TOKEN', '--from-stdin', '--yes'] as const;

it('does not put back what another program has written meanwhile', async () => {
  const path = join(temporaryFolder(), 'file');
  const putBack = editPrivateFile(path, () => 'ours');
  editPrivateFile(path, () => 'theirs');
  expect(putBack).toThrow('changed by another program');
  expect(readFileSync(path, 'utf8')).toBe('theirs');
});

it('writes no new token into a file that git tracks', async () => {
  const { repository, run, writeHome } = await secretsScene();
  writeHome('.cache/huggingface/token', OLD);
  repository.write('.env', `HF_TOKEN=${OLD}\n`);
  repository.git('add', '--force', '.env');
  const { exitCode, stderr } = await run([...rotate, '--no-github'], { input: NEW });
  expect(stderr).toMatch(/\.env is tracked by git and holds the old token/);
  expect(readFileSync(join(repository.path, '.env'), 'utf8')).toBe(`HF_TOKEN=${OLD}\n`);
  expect(exitCode).toBe(0);
});

it('changes nothing when GitHub is out of reach', async () => {
  const { github, home, run, writeHome } = await secretsScene();
  writeHome('.cache/huggingface/token', OLD);
  github.fail({ path: /./, reset: true });
  expect((await run(rotate, { input: NEW })).exitCode).toBe(3);
  expect(readFileSync(home('.cache/huggingface/token'), 'utf8')).toBe(OLD);
});

it('keeps nothing of a token that may not do what it is to do', async () => {
  const { acme, hub, run } = await secretsScene();
  hub.addUser(NEW, 'alice', 'read');
  const args = ['setup', 'huggingface', '--from-stdin', '--yes', '--to', 'github', '--needs', 'write'];
  expect(await run(args, { input: NEW })).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('kept nowhere') });
  expect(acme.actions.secrets.size).toBe(0);
});

it('names the file that it wrote as a shell takes it', async () => {
  const { repository, run } = await secretsScene();
  repository.write('.git/info/exclude', '.home\n*.local\n');
  const { stdout } = await run(['setup', 'huggingface', '--from-stdin', '--yes', '--to', "env-file=it's.local"], { input: NEW });
  expect(stdout).toContain(`/it'\\''s.local'; set +a`);
});
