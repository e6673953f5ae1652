import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext, Row } from './bench.ts';
import { median, rounded } from './measure.ts';
import { sourceText } from './source-text.ts';

const FILES = 50;
const RUNS = 15;

/** `git commit` of 50 staged files with the hooks and without, beside a bare `node -e 0`. Medians, in milliseconds. */
export function benchHook({ root, folder }: BenchContext): readonly Row[] {
  const repository = join(folder, 'repository');
  mkdirSync(repository);
  const env = { ...process.env, HOME: folder, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const run = (command: string, args: readonly string[]): number => {
    const start = performance.now();
    const { status, stderr } = spawnSync(command, args, { cwd: repository, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
    return performance.now() - start;
  };
  run('git', ['init', '--quiet']);
  run('git', ['config', 'user.email', 'a@example.invalid']);
  run('git', ['config', 'user.name', 'A']);
  run(process.execPath, [join(root, 'dist/auth-guard.cjs'), 'init']);
  const text = sourceText(root, FILES * 20_000);
  let version = 0;
  const commit = (...options: readonly string[]): number => {
    version += 1;
    for (let index = 0; index < FILES; index += 1)
      writeFileSync(join(repository, `f${index}.ts`), `// ${version}\n${text.subarray(index * 20_000, (index + 1) * 20_000)}`);
    run('git', ['add', '.']);
    return run('git', ['commit', '--quiet', '-m', 'change', ...options]);
  };
  const times = { both: [] as number[], preCommit: [] as number[], bare: [] as number[], node: [] as number[] };
  const commitMsg = join(repository, '.git/hooks/commit-msg');
  for (let index = 0; index < RUNS; index += 1) {
    times.bare.push(commit('--no-verify'));
    times.both.push(commit());
    renameSync(commitMsg, `${commitMsg}.off`);
    times.preCommit.push(commit());
    renameSync(`${commitMsg}.off`, commitMsg);
    times.node.push(run(process.execPath, ['-e', '0']));
  }
  const [bare, preCommit, both, node] = [median(times.bare), median(times.preCommit), median(times.both), median(times.node)];
  return [
    { name: 'git commit --no-verify', ms: rounded(bare, 0) },
    { name: 'git commit, pre-commit', ms: rounded(preCommit, 0), over: rounded(preCommit - bare, 0) },
    { name: 'git commit, pre-commit and commit-msg', ms: rounded(both, 0), over: rounded(both - bare, 0) },
    { name: 'node -e 0', ms: rounded(node, 0), over: rounded(node, 0) },
  ];
}
