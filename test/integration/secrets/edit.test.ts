import { expect, it } from 'vitest';
import type { CiReport } from '#ci/report.ts';
import { watchFiles, watchProcesses } from '../../support/github/process-watch.ts';
import { temporaryFolder } from '../../support/repository.ts';
import { createSampler } from '../../support/samples.ts';
import { NEW, secretsScene } from './scene.ts';

it('sets a secret: validated, sealed, by standard input alone, with the repository shown', async () => {
  const { acme, run } = await secretsScene();
  const watch = watchProcesses([NEW], 'gh');
  const { exitCode, stdout, stderr } = await run(['secrets', 'set', 'hf_token', '--from-stdin', '--yes'], { input: `${NEW}\n` });
  expect(watch.stop()).toEqual([]);
  expect([...watch.seen].some((line) => line.includes('gh secret set HF_TOKEN'))).toBe(true);
  expect(acme.actions.value('HF_TOKEN')).toBe(NEW);
  expect(stderr).toMatch(/HF_TOKEN {2}valid/);
  expect(stdout).toMatch(/HF_TOKEN of acme\/model on GitHub: set/);
  expect(exitCode).toBe(0);
});

it('leaves the value in no file, not for a moment', async () => {
  const { acme, github, repository, run } = await secretsScene();
  const TMPDIR = temporaryFolder();
  github.fail({ path: /public-key/, delayMs: 300 }); // long enough to be watched
  const stop = watchFiles([NEW], [repository.path, TMPDIR, github.env['GH_CONFIG_DIR'] as string]);
  expect((await run(['secrets', 'set', 'HF_TOKEN', '--from-stdin', '--yes'], { input: NEW, env: { TMPDIR } })).exitCode).toBe(0);
  expect(stop()).toEqual([]);
  expect(acme.actions.value('HF_TOKEN')).toBe(NEW);
  const seen = watchFiles([NEW], [repository.path]);
  repository.write('.env', NEW); // the watch would have seen it
  expect(seen()).toHaveLength(1);
});

it('shows the target before it writes, also when it was told yes beforehand', async () => {
  const { github, run } = await secretsScene();
  github.fail({ method: 'PUT', path: /secrets/, status: 403, message: 'no' });
  const { exitCode, stderr } = await run(['secrets', 'set', 'HF_TOKEN', '--from-stdin', '--yes', '--dependabot'], { input: NEW });
  expect(stderr).toMatch(/Set HF_TOKEN of Dependabot's secrets of acme\/model on GitHub\? --yes\n[\s\S]*403/);
  expect(exitCode).toBe(3);
});

it('checks the same as ci check', async () => {
  const { acme, repository, run } = await secretsScene();
  repository.stage(
    '.github/workflows/a.yml',
    'on: pull_request\njobs: {a: {runs-on: x, environment: "${{ github.ref_name }}", steps: [{run: x, env: {A: "${{ secrets.A }}"}}]}}\n',
  );
  repository.stage('.github/dependabot.yml', 'version: 2\n');
  (await acme.environment('prod')).put('A');
  acme.dependabot.put('OTHER');
  const { exitCode, stdout } = await run(['secrets', 'check', '--format', 'json']);
  const { problems, secrets } = JSON.parse(stdout) as CiReport;
  expect(problems.map(({ id, secrets: [name] }) => `${id}:${name}`)).toEqual(['secret-not-for-dependabot:A']);
  expect(secrets).toMatchObject([{ name: 'A', status: 'present', environments: [null] }]); // which environment, only the run knows
  expect(exitCode).toBe(0);
});

it('sets an environment secret, and takes the value from a variable of another name', async () => {
  const { acme, run } = await secretsScene();
  const prod = await acme.environment('prod');
  const { exitCode } = await run(['secrets', 'set', 'HF_TOKEN', '--env', 'prod', '--from-env', 'SPARE', '--yes'], { env: { SPARE: NEW } });
  expect(prod.value('HF_TOKEN')).toBe(NEW);
  expect(acme.actions.value('HF_TOKEN')).toBeUndefined();
  expect(exitCode).toBe(0);
});

it('sets nothing that does not work, is empty, or was not agreed to', async () => {
  const { acme, run, hub } = await secretsScene();
  expect(await run(['secrets', 'set', 'HF_TOKEN', '--from-stdin', '--yes'], { input: `hf_${createSampler(8).text(34)}` })).toMatchObject({ exitCode: 3 });
  expect(await run(['secrets', 'set', 'HF_TOKEN', '--from-stdin', '--yes'], { input: '\n' })).toMatchObject({ exitCode: 2 });
  expect(await run(['secrets', 'set', 'HF_TOKEN', '--from-stdin'], { input: NEW })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--yes') });
  expect(await run(['secrets', 'set', 'HF_TOKEN', '--yes'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--from-env') });
  hub.faults.add({ path: /whoami/, kind: 'answer', status: 503, times: 99, body: '<html>' });
  expect(await run(['secrets', 'set', 'HF_TOKEN', '--from-stdin', '--yes'], { input: NEW })).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('--unchecked'),
  });
  expect(acme.actions.secrets.size).toBe(0);
  expect((await run(['secrets', 'set', 'HF_TOKEN', '--from-stdin', '--yes', '--unchecked'], { input: NEW })).exitCode).toBe(0);
  expect(acme.actions.value('HF_TOKEN')).toBe(NEW);
});

it('never takes a value as an argument, and does not repeat one that was written there', async () => {
  const { run } = await secretsScene();
  expect((await run(['secrets', 'set', 'HF_TOKEN', `--token=${NEW}`])).exitCode).toBe(2);
  expect((await run(['secrets', 'set', 'HF_TOKEN', NEW])).exitCode).toBe(2);
  expect((await run(['secrets', 'set', NEW, '--from-stdin', '--yes'], { input: 'x' })).exitCode).toBe(2);
  expect((await run(['setup', NEW])).exitCode).toBe(2);
});

it('lists names, levels and ages, and deletes', async () => {
  const { acme, run } = await secretsScene();
  acme.actions.put('HF_TOKEN', { value: NEW });
  (await acme.environment('prod')).put('HF_TOKEN', { value: NEW });
  expect((await run(['secrets', 'list'])).stdout).toMatch(/HF_TOKEN {2}repository, set today; environment prod, set today/);
  expect(await run(['secrets', 'delete', 'HF_TOKEN', '--yes'])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('deleted') });
  expect(acme.actions.secrets.size).toBe(0);
  expect(await run(['secrets', 'delete', 'HF_TOKEN', '--yes'])).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('knows nothing of the secret HF_TOKEN'),
  });
});

it('sets what a .env file holds, and says what was set when it breaks off', async () => {
  const { acme, run, repository, github } = await secretsScene();
  repository.write('.env', `# mine\nexport HF_TOKEN="${NEW}"\nWANDB=a$b#c # note\n`);
  expect(await run(['secrets', 'sync', '--env-file', '.env', '--yes'])).toMatchObject({ exitCode: 0 });
  expect([acme.actions.value('HF_TOKEN'), acme.actions.value('WANDB')]).toEqual([NEW, 'a$b#c']);
  repository.write('.env', 'EMPTY=\n');
  expect(await run(['secrets', 'sync', '--env-file', '.env', '--yes'])).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('.env:1: EMPTY is empty'),
  });
  repository.write('.env', 'ONE=1\nTWO=2\n');
  github.fail({ method: 'PUT', path: /TWO/, status: 403, message: 'no' });
  const broken = await run(['secrets', 'sync', '--env-file', '.env', '--yes']);
  expect(broken).toMatchObject({ exitCode: 3, stdout: 'set: ONE; not set: TWO\n' });
});
