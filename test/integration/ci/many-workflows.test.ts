import { expect, it } from 'vitest';
import type { CiReport } from '#ci/report.ts';
import { runCli } from '../../support/cli.ts';
import { project, WORKFLOW } from '../../support/github/ci-project.ts';

it('reads five hundred workflows, each with a secret of its own', () => {
  const repository = project('');
  for (let index = 0; index < 500; index += 1) {
    repository.write(`.github/workflows/w${index}.yml`, WORKFLOW.replace('secrets.HF_TOKEN', `secrets.HF_TOKEN_${index}`));
  }
  const { stdout } = runCli(['ci', 'check', '--offline', '--format', 'json'], { cwd: repository.path, env: repository.env, tokens: [] });
  const report = JSON.parse(stdout) as CiReport;
  expect(report.summary.workflows).toBe(501);
  expect(report.secrets).toHaveLength(501);
  expect(report.unchecked.map(({ what }) => what)).toEqual(['which secrets exist']);
});

it('does not hang on anchors that would grow without end, nor on scripts made to be slow', () => {
  const repository = project('');
  const bomb = ['on: push', 'x0: &x0 [a]', ...Array.from({ length: 25 }, (_, index) => `x${index + 1}: &x${index + 1} [*x${index}, *x${index}]`)];
  repository.write('.github/workflows/bomb.yml', `${bomb.join('\n')}\njobs:\n  a:\n    runs-on: x\n    env: {A: *x25}\n    steps: []\n`);
  const slow = ['${{'.repeat(5_000), '"'.repeat(5_001), '$('.repeat(5_000), `${'a=b '.repeat(5_000)}`].map((text) => `          ${text}\n`).join('');
  repository.write(
    '.github/workflows/slow.yml',
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - env: {A: "\${{ secrets.A }}"}\n        run: |\n          echo $A\n${slow}`,
  );
  const { stdout } = runCli(['ci', 'check', '--offline', '--format', 'json'], { cwd: repository.path, env: repository.env, tokens: [] });
  const report = JSON.parse(stdout) as CiReport;
  expect(report.verdict).toBe('incomplete');
  expect(report.unchecked.some(({ what }) => what.startsWith('.github/workflows/slow.yml'))).toBe(true);
});
