import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { changedPaths } from '#git/changed-paths.ts';
import { runCli } from '../support/cli.ts';
import { Repository } from '../support/repository.ts';

const SIGNATURE = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEE\n -----END PGP SIGNATURE-----\n';

/** A signed commit with a workflow, in a repository that has `git log` verify signatures, with a program that leaves a trace. */
function signed(): Repository {
  const repository = Repository.create();
  repository.stage('.github/workflows/train.yml', 'on: push\n');
  repository.commit();
  const commit = repository.git('cat-file', 'commit', 'HEAD').replace('\n\n', `\n${SIGNATURE}\n`);
  const options = { cwd: repository.path, env: repository.env, encoding: 'utf8', input: commit } as const;
  repository.git('update-ref', 'HEAD', execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], options).trim());
  const program = join(repository.path, '.git/verify');
  repository.write('.git/verify', `#!/bin/sh\ntouch ${program}-ran\necho 'gpg: Good signature' >&2\n`);
  chmodSync(program, 0o755);
  repository.git('config', 'log.showSignature', 'true');
  repository.git('config', 'gpg.program', program);
  return repository;
}

it('signatures are not verified: that would start a program, and its words would stand among the paths', async () => {
  const repository = signed();
  const paths = await changedPaths({ cwd: repository.path, env: repository.env }, { revisions: ['HEAD'] }, '.github/workflows');
  expect(paths).toEqual(['.github/workflows/train.yml']);
  const head = repository.git('rev-parse', 'HEAD').trim();
  const { exitCode } = runCli(['hook', 'pre-push', 'origin', 'nowhere'], {
    cwd: repository.path,
    env: repository.env,
    tokens: [],
    input: `refs/heads/main ${head} refs/heads/main ${'0'.repeat(40)}\n`,
  });
  expect(exitCode).toBe(0);
  expect(existsSync(join(repository.path, '.git/verify-ran'))).toBe(false);
});
