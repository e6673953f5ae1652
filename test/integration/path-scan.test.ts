import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, type CliRun, runCli } from '../support/cli.ts';
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

  it('finds a token in the name of a file, and prints neither', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, `${token}.txt`), 'clean');
    expect(paths(scan(folder))).toEqual(['hf_….txt']);
  });

  it('skips what may not be read, aloud', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'closed'), token, { mode: 0 });
    const run = scan(folder);
    const asRoot = process.getuid?.() === 0; // root reads everything
    expect(run.exitCode).toBe(asRoot ? 1 : 3);
    expect(JSON.parse(run.stdout).skipped).toHaveLength(asRoot ? 0 : 1);
  });

  it('reads a file whose name is not UTF-8', () => {
    const repository = Repository.create();
    writeFileSync(Buffer.concat([Buffer.from(`${repository.path}/`), Buffer.from([0x61, 0xff])]), token);
    expect(scan(repository.path).exitCode).toBe(1);
  });

  it('shares a large tree between two threads: everything is seen once, and the settings hold', () => {
    const repository = Repository.create();
    for (let index = 0; index < 3_500; index += 1) repository.write(`d${index % 50}/f${index}`, index % 500 === 0 ? token : `clean ${index}`);
    repository.write('.auth-guard.yaml', 'allow:\n  - paths: [d0/f0]\n    reason: made up\n');
    const run = scan(repository.path);
    expect(paths(run)).toEqual(['d0/f1000', 'd0/f1500', 'd0/f2000', 'd0/f2500', 'd0/f3000', 'd0/f500']);
    expect(JSON.parse(run.stdout).summary).toMatchObject({ objects: 3_501, allowed: 1, skipped: 0 });
  });

  it('goes on when nobody reads its output, and keeps its exit code', () => {
    const folder = temporaryFolder();
    for (let index = 0; index < 300; index += 1) writeFileSync(join(folder, `f${index}`), token);
    const script = `"$1" "$2" scan | head -c 1 >/dev/null; exit "\${PIPESTATUS[0]}"`;
    const run = spawnSync('bash', ['-c', script, 'bash', process.execPath, CLI_PATH], { cwd: folder, env: scrubbedEnvironment(folder), encoding: 'utf8' });
    expect(run).toMatchObject({ status: 1, stderr: '' });
  });

  it('reports what it has seen when it is interrupted, and exits 3', async () => {
    const folder = temporaryFolder();
    for (let index = 0; index < 2_000; index += 1) {
      writeFileSync(join(folder, `f${index}`), '');
      truncateSync(join(folder, `f${index}`), 8_000_000); // a hole: much to read, nothing to store
    }
    const ready = join(temporaryFolder(), 'ready.cjs');
    writeFileSync(ready, "process.on('newListener', (name) => name === 'SIGINT' && process.stderr.write('ready'));");
    const env = { ...scrubbedEnvironment(folder), NODE_OPTIONS: `--require ${ready}` };
    const child = spawn(process.execPath, [CLI_PATH, 'scan', '--format', 'json'], { cwd: folder, env });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.once('data', () => setTimeout(() => child.kill('SIGINT'), 100)); // before that it would just end
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).skipped).toMatchObject([{ reason: 'interrupted' }]);
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
