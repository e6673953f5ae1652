import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validationWorkflow } from '#ci/generate/validation-workflow.ts';
import type { BenchContext, Row } from './bench.ts';
import { effort, median, rounded } from './measure.ts';

const WORKFLOWS = 500;
const RUNS = 5;

/** A workflow of some 120 lines that reads secrets of its own. */
function workflow(index: number): string {
  const tokens = [
    { provider: 'huggingface' as const, variables: { HF_TOKEN: `HF_TOKEN_${index}` }, environment: undefined },
    { provider: 'modal' as const, variables: { MODAL_TOKEN_ID: `MODAL_ID_${index}`, MODAL_TOKEN_SECRET: `MODAL_SECRET_${index}` }, environment: 'prod' },
  ];
  return validationWorkflow({ tokens, needs: 'write' });
}

/**
 * `ci check` over 500 workflows, and what the pre-push hook adds for a pushed workflow when GitHub does not answer: never more than its budget of two
 * seconds. Medians, beside a bare `node -e 0`.
 */
export function benchCi({ root, folder }: BenchContext): readonly Row[] {
  const repository = join(folder, 'ci');
  mkdirSync(join(repository, '.github/workflows'), { recursive: true });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'gh'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 });
  const env = { ...process.env, HOME: folder, PATH: `${bin}:${process.env['PATH']}`, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const run = (command: string, args: readonly string[], { input = '', codes = [0] }: { readonly input?: string; readonly codes?: readonly number[] } = {}) => {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: repository, env, encoding: 'utf8', input });
    if (!codes.includes(status ?? -1)) throw new Error(`${command} ${args.join(' ')}: exit code ${status}: ${stderr}`);
    return { ms: performance.now() - start, stdout };
  };
  const git = (...args: readonly string[]): string => run('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.invalid', ...args]).stdout.trim();
  const cli = [join(root, 'dist/auth-guard.cjs')];
  const commit = (path: string, text: string): string => {
    writeFileSync(join(repository, path), text);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'change');
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  for (let index = 0; index < WORKFLOWS; index += 1) writeFileSync(join(repository, `.github/workflows/w${index}.yml`), workflow(index));
  const all = commit('a.txt', 'a\n');
  const one = commit('.github/workflows/w0.yml', `${workflow(0)}# changed\n`);
  const none = commit('a.txt', 'b\n');
  const push = (from: string, to: string): number =>
    run(process.execPath, [...cli, 'hook', 'pre-push', 'origin', 'https://github.com/acme/model'], { input: `refs/heads/main ${to} refs/heads/main ${from}\n` })
      .ms;
  const check = [...cli, 'ci', 'check', '--offline'];
  const times = { check: [] as number[], every: [] as number[], one: [] as number[], none: [] as number[], node: [] as number[] };
  for (let index = 0; index < RUNS; index += 1) {
    times.node.push(run(process.execPath, ['-e', '0']).ms);
    times.check.push(run(process.execPath, check, { codes: [3] }).ms); // incomplete, because GitHub was not asked
    times.none.push(push(one, none));
    times.one.push(push(all, one));
    times.every.push(push('0'.repeat(40), all));
  }
  const { cpuSeconds, peakMegabytes } = effort([process.execPath, ...check], repository);
  const row = (name: string, of: readonly number[]): Row => ({ name, ms: rounded(median(of), 0) });
  return [
    row('node -e 0', times.node),
    { ...row(`ci check --offline, ${WORKFLOWS} workflows`, times.check), 'cpu s': rounded(cpuSeconds), 'peak MB': peakMegabytes },
    row('pre-push, no workflow', times.none),
    row('pre-push, one workflow, GitHub silent', times.one),
    row(`pre-push, ${WORKFLOWS} workflows, GitHub silent`, times.every),
  ];
}
