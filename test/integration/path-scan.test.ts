import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../support/cli.ts';
import { Repository, scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(43).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function scan(cwd: string, args: readonly string[] = [], input?: string): CliRun {
  const options = { cwd, env: scrubbedEnvironment(cwd), tokens: [token] };
  return runCli(['scan', '--format', 'json', ...args], input === undefined ? options : { ...options, input });
}

function paths(run: CliRun): string[] {
  return JSON.parse(run.stdout).findings.map((finding: { location: { path: string } }) => finding.location.path);
}

describe('the scan of files', () => {
  it('looks at tracked and untracked files, not at ignored ones, unless asked to', () => {
    const repository = Repository.create();
    repository.stage('.gitignore', 'ignored\n');
    for (const name of ['tracked', 'untracked', 'ignored']) repository.write(name, token);
    repository.git('add', 'tracked');
    expect(paths(scan(repository.path))).toEqual(['tracked', 'untracked']);
    expect(paths(scan(repository.path, ['--no-ignore']))).toEqual(['ignored', 'tracked', 'untracked']);
  });

  it('looks at a whole folder outside a repository, hidden files too', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, '.hidden'));
    writeFileSync(join(folder, '.hidden/.env'), `HF_TOKEN=${token}`);
    const run = scan(folder);
    expect(run.exitCode).toBe(1);
    expect(paths(run)).toEqual(['.hidden/.env']);
  });

  it('scans a symlink as its target, broken or not, and follows none', () => {
    const folder = temporaryFolder();
    symlinkSync(`/nowhere/${token}`, join(folder, 'broken'));
    symlinkSync('.', join(folder, 'loop'));
    expect(paths(scan(folder))).toEqual(['broken']);
  });

  it('skips a FIFO aloud and scans the rest', () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    writeFileSync(join(folder, 'a'), 'clean');
    const run = scan(folder);
    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout).skipped).toMatchObject([{ path: 'pipe', reason: 'not-a-file' }]);
  });

  it('passes a tracked file that is gone from the disk', () => {
    const repository = Repository.create();
    repository.stage('a', 'x');
    repository.git('update-index', '--add', '--cacheinfo', `100644,${repository.git('rev-parse', ':a').trim()},gone`);
    expect(scan(repository.path).exitCode).toBe(0);
  });

  it('reads standard input under a name', () => {
    const folder = temporaryFolder();
    expect(paths(scan(folder, ['--stdin', '--name', 'log.txt'], `x ${token}`))).toEqual(['log.txt']);
  });

  it.each([[['nowhere']], [['--nonsense']], [['--rules', 'no-such-rule']], [['--max-size', 'big']], [['--staged', '--stdin']]])(
    'refuses %j with exit code 2',
    (args) => {
      const run = scan(temporaryFolder(), args);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).not.toBe('');
    },
  );

  it('writes the report to a file, and says when it cannot', () => {
    const folder = temporaryFolder();
    expect(scan(folder, ['--output', 'report.json'])).toMatchObject({ exitCode: 0, stdout: '' });
    expect(scan(folder, ['--output', 'no/such/folder'])).toMatchObject({ exitCode: 3 });
  });
});
