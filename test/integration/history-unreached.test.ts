import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(977).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function scan(repository: Repository, ...more: readonly string[]): string {
  return runCli(['scan', '--history', ...more], { cwd: repository.path, env: repository.env, tokens: [token] }).stdout;
}

function historyOf(repository: Repository): unknown {
  const { findings } = JSON.parse(scan(repository, '--format', 'json')) as { findings: readonly { location: object; history: object }[] };
  return findings.map(({ location, history }) => ({ ...location, ...history }));
}

function withCommit(): Repository {
  const repository = Repository.create();
  repository.stage('README', 'clean');
  repository.commit();
  return repository;
}

it('says of what a refused commit left in the index where it is staged, and git does what is said', () => {
  const repository = withCommit();
  repository.stage('src/app.py', `TOKEN = "${token}"`);
  expect(historyOf(repository)).toMatchObject([
    { path: 'src/app.py', commit: null, introduced: null, paths: ['src/app.py'], staged: ['src/app.py'], refs: [], inHead: false },
  ]);
  expect(scan(repository)).toContain(
    'in no commit; not in HEAD\n  in 1 object: src/app.py; staged, the index alone holds it: git restore --staged takes it out of there, then git gc --prune=now removes it\n',
  );
  repository.git('gc', '--quiet', '--prune=now');
  expect(scan(repository)).toContain('1 token found');
  repository.git('restore', '--staged', 'src/app.py');
  expect(historyOf(repository)).toMatchObject([{ path: expect.stringMatching(/^object [0-9a-f]{12}$/), staged: [], introduced: null }]);
  expect(scan(repository)).toMatch(/in no commit; not in HEAD\n {2}in 1 object: object \w+; no ref or reflog reaches it: git gc --prune=now removes it\n/);
  repository.git('gc', '--quiet');
  expect(scan(repository)).toContain('1 token found');
  repository.git('gc', '--quiet', '--prune=now');
  expect(scan(repository)).toContain('No tokens found');
});

it('says that there is nothing to rewrite for it', () => {
  const repository = withCommit();
  repository.stage('a.py', token);
  const { findings } = JSON.parse(scan(repository, '--format', 'json')) as { findings: [{ fingerprint: string }] };
  const args = ['purge', '--fingerprint', findings[0].fingerprint];
  const { exitCode, stdout } = runCli(args, { cwd: repository.path, env: repository.env, tokens: [token] });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('in no commit: there is nothing to rewrite, and a clone does not have it; git gc --prune=now removes it once it is not staged\n');
});

it('finds what is staged from a sub-folder, in another work tree, and under several names', () => {
  const repository = withCommit();
  const other = `${temporaryFolder()}/other`;
  repository.git('worktree', 'add', '--quiet', '-b', 'other', other);
  const tree = new Repository(other, repository.env);
  tree.stage('deep/ä.py', token);
  tree.stage('copy.py', token);
  expect(historyOf(repository)).toMatchObject([{ path: 'copy.py', staged: ['copy.py', 'deep/ä.py'] }]);
  tree.write('sub/x', '');
  expect(historyOf(new Repository(`${other}/sub`, repository.env))).toMatchObject([{ staged: ['copy.py', 'deep/ä.py'] }]);
});

it('says of a commit that was dropped that a reflog still has it, and so has git', () => {
  const repository = withCommit();
  repository.stage('a.py', token);
  repository.commit('with a token');
  repository.git('reset', '--quiet', '--hard', 'HEAD~1');
  expect(scan(repository)).toMatch(/brought in by .*; not in HEAD\n {2}in 1 object: a\.py; no ref reaches it, only a reflog or a detached HEAD\n/);
  repository.git('gc', '--quiet', '--prune=now');
  expect(historyOf(repository)).toMatchObject([{ path: 'a.py', staged: [] }]);
  repository.git('reflog', 'expire', '--expire=now', '--all');
  expect(scan(repository, '--no-cache')).toContain('in no commit; ');
  repository.git('gc', '--quiet', '--prune=now');
  expect(scan(repository)).toContain('No tokens found');
});

it('says nothing of an index for what a commit or a ref has', () => {
  const repository = withCommit();
  repository.stage('a.py', token);
  const blob = repository.git('rev-parse', ':a.py').trim();
  repository.git('update-ref', 'refs/kept/blob', blob);
  repository.git('rm', '--quiet', '--cached', 'a.py');
  expect(scan(repository)).toContain('reached from refs/kept/blob\n');
  repository.git('update-ref', '-d', 'refs/kept/blob');
  repository.stage('a.py', token);
  repository.commit('with a token');
  expect(historyOf(repository)).toMatchObject([{ path: 'a.py', staged: [], inHead: true, refs: ['refs/heads/main'] }]);
});
