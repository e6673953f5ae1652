import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, type CliRun, runCli } from '../support/cli.ts';
import { Repository, scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(223).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function auth(repository: Repository, ...args: readonly string[]): CliRun {
  return runCli(args, { cwd: repository.path, env: repository.env, tokens: [token] });
}

function leaky(): Repository {
  const repository = Repository.create();
  repository.stage('a', token);
  repository.commit();
  return repository;
}

describe('a flag that would have no effect is refused, because nothing is what it would have checked', () => {
  it.each([
    [['scan', '--name', 'x.sh'], '--name belongs to --stdin'],
    [['scan', '--recurse-submodules'], '--recurse-submodules belongs to --history'],
    [['scan', '--staged', '--no-cache'], '--no-cache belongs to --history and --hub'],
    [['scan', '--type', 'model'], '--type belongs to --hub'],
    [['scan', '--revision', 'main'], '--revision belongs to --hub'],
    [['scan', '--weights', '.'], '--weights belongs to --hub'],
    [['scan', '--staged', '--no-ignore'], '--no-ignore belongs to paths'],
    [['scan', '--strict'], '--strict belongs to --habits'],
    [['scan', '--output', ''], 'none is named'],
    [['scan', '--range', 'nowhere..HEAD'], '"nowhere..HEAD" names no commits'],
    [['scan', '--branch', 'nowhere'], '"nowhere" names no commits'],
    [['scan', '--branch', '--all'], '"--all" names no commits'],
    [['scan', '--since', 'some other time'], '"some other time" is no date in the past'],
    [['scan', '--since', '2090-01-01'], 'is no date in the past'],
  ])('%j', (args, complaint) => {
    expect(auth(leaky(), ...args)).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(complaint) });
  });

  it.each([
    [['--range', 'HEAD~1..HEAD']],
    [['--branch', 'main']],
    [['--since', '2 weeks ago']],
    [['--history', '--no-cache', '--recurse-submodules']],
    [['--no-ignore']],
  ])('and taken where it has one: %j', (args) => {
    const repository = Repository.create();
    repository.commit();
    repository.stage('a', token);
    repository.commit();
    expect(auth(repository, 'scan', ...args).exitCode).toBe(1);
  });
});

describe('help', () => {
  /** Commands, by their words. */
  function commandsIn(repository: Repository, words: readonly string[] = []): readonly (readonly string[])[] {
    const list = /\nCommands:\n([\s\S]*?)\n\n/.exec(auth(repository, ...words, '--help').stdout)?.[1] ?? '';
    const names = [...list.matchAll(/^ {2}(\S+)/gm)].map((found) => found[1] as string).filter((name) => name !== 'help');
    return names.flatMap((name) => [[...words, name], ...commandsIn(repository, [...words, name])]);
  }

  it('has the table of exit codes for every command', () => {
    const repository = Repository.create();
    const commands = commandsIn(repository);
    expect(commands.length).toBeGreaterThan(25);
    for (const words of commands) {
      const { exitCode, stdout } = auth(repository, ...words, '--help');
      expect({ words, exitCode, stdout }).toMatchObject({
        words,
        exitCode: 0,
        stdout: expect.stringMatching(/Exit codes:\n {2}0 {2}clean[\s\S]* {2}3 {2}could not check/),
      });
    }
  }, 60_000);
});

describe('the process', () => {
  it('gives no verdict when its report is lost on a full disk', () => {
    const repository = leaky();
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [CLI_PATH, 'scan'], {
      cwd: repository.path,
      env: repository.env,
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({ status: 3, stderr: 'auth-guard: what was to be printed was lost: ENOSPC.\n' });
  });

  it('is given no folder as standard input, which Node reads as if it were empty', () => {
    const folder = temporaryFolder();
    const { status, stdout, stderr } = spawnSync('sh', ['-c', '"$0" "$@" <.', process.execPath, CLI_PATH, 'scan', '--stdin'], {
      cwd: folder,
      env: scrubbedEnvironment(folder),
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe('auth-guard: Standard input is a folder.\nhelp: Nothing was checked. Name the folder as a path, or hand a file on.\n');
  });

  it('says in two lines that there is no such rule', () => {
    const folder = temporaryFolder();
    const { exitCode, stderr } = runCli(['scan', '--rules', 'acme'], { cwd: folder, env: scrubbedEnvironment(folder), tokens: [] });
    expect(exitCode).toBe(2);
    expect(stderr).toBe('auth-guard: There is no rule "acme".\nhelp: All that there are:  auth-guard rules list\n');
  });

  it('names the command of git that went wrong', () => {
    const repository = Repository.create();
    repository.stage('a', 'clean');
    repository.write('.git/index', 'damaged');
    const { exitCode, stderr } = runCli(['scan'], { cwd: repository.path, env: repository.env, tokens: [] });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^auth-guard: `git ls-files` ended with exit code 128: fatal: /);
  });

  it('says that its folder is gone', () => {
    const gone = join(temporaryFolder(), 'gone');
    mkdirSync(gone);
    const { status, stderr } = spawnSync('sh', ['-c', `rmdir "$PWD" && exec "${process.execPath}" "${CLI_PATH}" scan`], { cwd: gone, encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('The folder that this runs in is gone') });
    expect(() => rmdirSync(gone)).toThrow();
  });
});
