import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAuthLog } from '#auth/log/auth-log.ts';
import type { AuthLogFields } from '#auth/log/logger.ts';
import { Secret } from '#detect/secret.ts';
import { CLI_PATH, expectNoToken, runCli } from '../support/cli.ts';
import { Repository, scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(408);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function entries(path: string): Record<string, unknown>[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the auth log', () => {
  it('is made of JSON lines that its owner alone can read', () => {
    const path = join(temporaryFolder(), 'logs/auth.log');
    openAuthLog(path).info('checked', { tokenType: 'HF_TOKEN', status: 'valid', durationMs: 12 });
    expect(entries(path)).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        run: expect.stringMatching(/^[0-9a-f]{8}$/),
        msg: 'checked',
        tokenType: 'HF_TOKEN',
        status: 'valid',
        durationMs: 12,
      },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('closes a file that was open to others', () => {
    const path = join(temporaryFolder(), 'auth.log');
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    openAuthLog(path).warn('x');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('begins a new file when it grows long, and keeps so many', () => {
    const folder = temporaryFolder();
    const logger = openAuthLog(join(folder, 'auth.log'), { maxBytes: 1_000, keep: 2 });
    for (let line = 0; line < 60; line += 1) logger.info(`line ${line}`);
    expect(readdirSync(folder).sort()).toEqual(['auth.log', 'auth.log.1', 'auth.log.2']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name))).toMatchObject({ size: expect.toSatisfy((size: number) => size <= 1_000) });
    const kept = ['auth.log.2', 'auth.log.1', 'auth.log'].flatMap((name) => entries(join(folder, name)).map(({ msg }) => msg));
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => `line ${60 - kept.length + index}`));
  });

  it('loses no line of several processes that write at once', async () => {
    const folder = temporaryFolder();
    const program = `import { setupAuthLogging } from ${JSON.stringify(CLI_PATH.replace('auth-guard.cjs', 'index.js'))}; const log = setupAuthLogging({ file: 'auth.log', maxBytes: 20000, keep: 9 }); for (let line = 0; line < 200; line += 1) log.info(process.argv[2] + ' ' + line);`;
    writeFileSync(join(folder, 'write.mjs'), program);
    const run = (name: string) => new Promise((resolve) => spawn(process.execPath, ['write.mjs', name], { cwd: folder }).on('close', resolve));
    expect(await Promise.all(['a', 'b', 'c'].map(run))).toEqual([0, 0, 0]);
    const lines = readdirSync(folder)
      .filter((name) => name.startsWith('auth.log'))
      .flatMap((name) => entries(join(folder, name)).map(({ msg }) => msg));
    expect(new Set(lines).size).toBe(600);
    expect(lines).toHaveLength(600);
  });

  it('follows no symbolic link, and says what it cannot write', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'target'), '');
    symlinkSync('target', join(folder, 'auth.log'));
    expect(() => openAuthLog(join(folder, 'auth.log')).info('x')).toThrow(/it is a symbolic link/);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('');
    mkdirSync(join(folder, 'd.log'));
    expect(() => openAuthLog(join(folder, 'd.log')).info('x')).toThrow(/could not be written to .*d\.log: EISDIR/);
  });

  it('holds no token, whatever it is given', () => {
    const path = join(temporaryFolder(), 'auth.log');
    const logger = openAuthLog(path);
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        logger.error(`${before} ${token} ${after}`, { source: `${token}\n${after}`, requestId: after });
      }),
      { numRuns: 50 },
    );
    logger.info('x', { source: new Secret(token, 'hf_'), stack: new Error(token).stack } as unknown as AuthLogFields);
    expectNoToken(readFileSync(path, 'utf8'), [token]);
    expect(entries(path).at(-1)).toEqual({ level: 'info', time: expect.any(String), run: expect.any(String), msg: 'x' });
  });
});

describe('auth-guard log', () => {
  const environment = (folder: string, more: Record<string, string> = {}) => ({ ...scrubbedEnvironment(folder), ...more });
  const show = (folder: string, args: readonly string[], env: Record<string, string> = {}) =>
    runCli(['log', ...args], { cwd: folder, env: environment(folder, env), tokens: [token] });

  it('shows what validate wrote, when it was asked to write', () => {
    const folder = temporaryFolder();
    const env = environment(folder, { HF_TOKEN: `"${token}"` });
    runCli(['validate', 'huggingface'], { cwd: folder, env, tokens: [token] });
    expect(show(folder, [])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('There is no log') });
    runCli(['validate', 'huggingface', '--log'], { cwd: folder, env, tokens: [token] });
    runCli(['validate', 'huggingface', '--log', 'other.log'], { cwd: folder, env, tokens: [token] });
    const { stdout } = show(folder, []);
    expect(stdout).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}warn {3}HF_TOKEN malformed: HF_TOKEN holds quotes.* \(from HF_TOKEN, quoted\)\n.*auth-guard validate ended \(\d+ ms, exit code 1\)\n$/,
    );
    expect(show(folder, ['other.log']).stdout).toContain('HF_TOKEN malformed');
  });

  it('is written when AUTH_GUARD_LOG asks for it, and shown from there', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), token);
    runCli(['scan', '--quiet'], { cwd: folder, env: environment(folder, { AUTH_GUARD_LOG: 'x/y.log' }), tokens: [token] });
    expect(entries(join(folder, 'x/y.log'))).toMatchObject([{ level: 'warn', command: 'scan', exitCode: 1 }]);
    expect(show(folder, [], { AUTH_GUARD_LOG: 'x/y.log' }).stdout).toContain('auth-guard scan ended');
  });

  it('is written where the settings of the repository say, from any folder in it, as one run', () => {
    const repository = Repository.create();
    repository.write('.auth-guard.yaml', 'log: var/auth.log\n');
    mkdirSync(join(repository.path, 'deep/er'), { recursive: true });
    const cwd = join(repository.path, 'deep/er');
    const env = environment(repository.path, { HF_TOKEN: `"${token}"` });
    runCli(['validate', 'huggingface'], { cwd, env, tokens: [token] });
    const lines = entries(join(repository.path, 'var/auth.log'));
    expect(lines).toMatchObject([
      { tokenType: 'HF_TOKEN', problem: 'quoted' },
      { command: 'validate', exitCode: 1 },
    ]);
    expect(new Set(lines.map(({ run }) => run)).size).toBe(1);
    expect(show(cwd, []).stdout).toContain('HF_TOKEN malformed');
    runCli(['validate', 'huggingface'], { cwd, env: { ...env, AUTH_GUARD_LOG: '0' }, tokens: [token] });
    expect(entries(join(repository.path, 'var/auth.log'))).toHaveLength(2);
  });

  it.each(['/tmp/x.log', '../x.log', 'a/../../x.log', './x.log', 'src/index.ts', '.git/x.log', 'a\\b.log', 'C:x.log', ''])(
    'is written nowhere when the settings say "%s"',
    (path) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, '.auth-guard.yaml'), `log: '${path}'\n`);
      const result = runCli(['validate', '--offline'], { cwd: folder, env: environment(folder), tokens: [token] });
      expect(result).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringMatching(/\.auth-guard\.yaml:1:6: log: must /) });
    },
  );

  it('is not written past a link in the repository that leads out of it', () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(elsewhere, join(folder, 'logs'));
    writeFileSync(join(folder, '.auth-guard.yaml'), 'log: logs/sub/auth.log\n');
    const result = runCli(['validate', '--offline'], { cwd: folder, env: environment(folder), tokens: [token] });
    expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('leads out of the repository') });
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('shows older files first, from a time on, and lines that are none as they are', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'logs'));
    const line = (time: string, msg: string): string => `${JSON.stringify({ level: 'info', time, run: 'x', msg })}\n`;
    writeFileSync(join(folder, 'logs/auth.log.1'), line('2026-01-01T00:00:00.000Z', 'old'));
    writeFileSync(join(folder, 'logs/auth.log'), `${line(new Date().toISOString(), 'new')}broken \u001b[2J ${token}\n`);
    expect(show(folder, []).stdout).toMatch(/^2026-01-01 00:00:00 {2}info {3}old\n.* {2}info {3}new\nbroken\s+\[2J hf_…\n$/);
    expect(show(folder, ['--since', '1h']).stdout).toMatch(/^.* new\n$/);
    expect(show(folder, ['--since', '2026-01-02']).stdout).toMatch(/^.* new\n$/);
    expect(show(folder, ['--since', 'yesterday-ish'])).toMatchObject({ exitCode: 2 });
  });

  it('follows what is added, past the beginning of a new file, until it is interrupted', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'auth.log');
    const line = (msg: string): string => `${JSON.stringify({ level: 'info', time: new Date().toISOString(), run: 'x', msg })}\n`;
    writeFileSync(path, line('one'));
    const child = spawn(process.execPath, [CLI_PATH, 'log', '--follow', 'auth.log'], { cwd: folder, env: environment(folder) });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    const until = async (text: string): Promise<void> => expect.poll(() => stdout, { timeout: 10_000 }).toContain(text);
    await until('one');
    appendFileSync(path, line('two').slice(0, 10));
    appendFileSync(path, line('two').slice(10));
    await until('two');
    appendFileSync(path, line('last of the old'));
    renameSync(path, `${path}.1`);
    writeFileSync(path, line('first of the new'));
    await until('first of the new');
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    expect(stdout.match(/one|two|last of the old|first of the new/g)).toEqual(['one', 'two', 'last of the old', 'first of the new']);
  });
});
