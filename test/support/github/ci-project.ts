import type { CiReport } from '#ci/report.ts';
import { startCli } from '../cli-async.ts';
import { Repository } from '../repository.ts';
import { LoopbackGitHub } from './server.ts';

/** Uploads with HF_TOKEN, after it was validated. */
export const WORKFLOW = [
  'on: push',
  'jobs:',
  '  upload:',
  '    runs-on: ubuntu-latest',
  '    environment: prod',
  '    steps:',
  '      - run: npx --yes --package @auth-guard/cli auth-guard validate huggingface && hf upload acme/m .',
  '        env:',
  '          HF_TOKEN: ${{ secrets.HF_TOKEN }}',
  '',
].join('\n');

/** A repository with a workflow. */
export function project(remote = 'git@github.com:acme/model.git', workflow = WORKFLOW): Repository {
  const repository = Repository.create();
  if (remote !== '') repository.git('remote', 'add', 'origin', remote);
  repository.stage('.github/workflows/upload.yml', workflow);
  return repository;
}

interface Checked {
  readonly exitCode: number | null;
  readonly report: CiReport;
  /** `id:secret` of every problem. */
  readonly ids: readonly string[];
}

/** `ci check --format json`. */
export async function check(repository: Repository, env: Record<string, string>, ...args: readonly string[]): Promise<Checked> {
  const run = await startCli(['ci', 'check', '--format', 'json', ...args], {
    cwd: repository.path,
    env: { ...repository.env, ...env },
    tokens: [env['GH_TOKEN'] ?? 'x'.repeat(20)],
  });
  if (run.stdout === '') throw new Error(run.stderr);
  const report = JSON.parse(run.stdout) as CiReport;
  return { exitCode: run.exitCode, report, ids: report.problems.map(({ id, secrets }) => `${id}:${secrets.join()}`) };
}

export const DAYS_AGO = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

export async function github(): Promise<LoopbackGitHub> {
  return LoopbackGitHub.start('acme/model');
}
