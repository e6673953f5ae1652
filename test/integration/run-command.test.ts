import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, type CliRun, expectNoToken, runCli } from '../support/cli.ts';
import { startCli } from '../support/process.ts';
import { scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(78);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const node = process.execPath;

function run(args: readonly string[], env: Record<string, string> = {}, input = ''): CliRun {
  const cwd = temporaryFolder();
  return runCli(['run', ...args], { cwd, env: { ...scrubbedEnvironment(cwd), ...env }, tokens: [token], input });
}

describe('auth-guard run', () => {
  it.each([0, 1, 3, 42])("ends with the command's exit code %i", (code) => {
    expect(run(['--offline', '--', node, '-e', `process.exit(${code})`])).toEqual({ exitCode: code, stdout: '', stderr: '' });
  });

  it('ends with 128 and the number of the signal that ended the command', () => {
    expect(run(['--offline', '--', 'sh', '-c', 'kill -TERM $$'])).toMatchObject({ exitCode: 143 });
  });

  it('passes standard input, arguments with dashes and the environment on', () => {
    const script = 'process.stdin.pipe(process.stdout); process.stdout.write(JSON.stringify([process.argv.slice(1), process.env.HF_TOKEN.length]))';
    const result = run(['--offline', node, '-e', script, '--', '--needs', 'x y', '--redact'], { HF_TOKEN: token }, 'typed');
    expect(result).toMatchObject({ exitCode: 0, stdout: '[["--needs","x y","--redact"],37]typed' });
  });

  it('refuses before it starts anything when a needed token is missing, and says the next step', () => {
    const result = run(['--offline', '--needs', 'huggingface,modal', '--', node, '-e', 'console.log("started")']);
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toMatch(/^cause {2}HF_TOKEN is not set {2}hf-token-not-set\n {2}│ HF_TOKEN is not set, .*\n.*\n {2}next: /);
    expect(result.stderr).toMatch(/\ncause {2}There is no Modal token {2}modal-token-missing\n/);
    expect(result.stderr).toMatch(/\n2 causes found .*\nauth-guard: \S+ was not started\.\n$/);
  });

  it('refuses a token that cannot work, needed or not', () => {
    const result = run(['--offline', '--', node, '-e', 'console.log("started")'], { HF_TOKEN: `"${token}"` });
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toContain('quotes');
  });

  it('refuses with what could not be checked, with --strict', () => {
    const env = { HF_TOKEN: token, HF_ENDPOINT: 'not an address' };
    const result = run(['--strict', '--needs', 'huggingface', '--', 'echo', 'started'], env);
    expect(result).toMatchObject({ exitCode: 3, stdout: '' });
    expect(result.stderr).toMatch(/not checked: HF_TOKEN: HF_ENDPOINT is not an address[\s\S]*was not started/);
  });

  it('writes down what it validated, and how the command ended', () => {
    const cwd = temporaryFolder();
    const env = { ...scrubbedEnvironment(cwd), HF_TOKEN: token };
    runCli(['run', '--offline', '--log', 'run.log', '--', 'sh', '-c', 'exit 7'], { cwd, env, tokens: [token] });
    const lines = readFileSync(join(cwd, 'run.log'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { tokenType: 'HF_TOKEN', status: 'unknown' },
      { tokenType: 'MODAL_TOKEN', status: 'missing' },
      { command: 'run', exitCode: 7 },
    ]);
  });

  it('starts the command with a warning when a token could not be checked, and not with --strict', () => {
    expect(run(['--offline', '--needs', 'huggingface', '--', 'echo', 'started'], { HF_TOKEN: token })).toMatchObject({ exitCode: 0, stdout: 'started\n' });
    expect(run(['--offline', '--strict', '--needs', 'huggingface', '--', 'echo', 'started'], { HF_TOKEN: token })).toMatchObject({ exitCode: 3, stdout: '' });
  });

  it('says that there is no such command, or that it is none', () => {
    expect(run(['--offline', '--', 'no-such-command-here'])).toMatchObject({ exitCode: 127, stderr: expect.stringContaining('no-such-command-here') });
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'text');
    chmodSync(file, 0o644);
    expect(run(['--offline', '--', file])).toMatchObject({ exitCode: 126, stderr: expect.stringContaining('could not be started') });
  });

  it('refuses to run nothing, and needs that are none', () => {
    expect(run([])).toMatchObject({ exitCode: 2 });
    expect(run(['--needs', 'coffee', '--', 'echo'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('coffee') });
  });

  it('repeats no token that stands in the place of a command, of a need or of a file', () => {
    expect(run(['--offline', '--', token])).toMatchObject({ exitCode: 127, stderr: expect.stringContaining('hf_…') });
    expect(run(['--needs', token, '--', 'true'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"hf_…" is nothing') });
    const cwd = temporaryFolder();
    for (const args of [
      ['doctor', token],
      ['log', token],
      ['redact', '--env', token],
      ['validate', token],
    ]) {
      expect(runCli(args, { cwd, env: scrubbedEnvironment(cwd), tokens: [token] }).exitCode).toBe(2);
    }
  });

  it('warns of a token among the arguments', () => {
    expect(run(['--offline', '--', 'true', `--token=${token}`])).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('among the arguments') });
  });

  it('masks tokens in both outputs, as base64 too', () => {
    const script = 'const t = process.env.HF_TOKEN; console.log("out", t, Buffer.from("x" + t).toString("base64")); console.error("err", t)';
    const result = run(['--offline', '--redact', '--', node, '-e', script], { HF_TOKEN: token });
    expect(result.stdout).toMatch(/^out hf_… \S{0,3}\*\*\*\S{0,4}\n$/);
    expect(result.stderr).toMatch(/err hf_…\n$/);
    expect(result.stdout).not.toContain(Buffer.from(token).toString('base64').slice(4, 20));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('hands %s on to the command, which decides', async (name) => {
    const script = `process.on('${name}', () => { console.log('got ${name}', process.env.HF_TOKEN); process.exitCode = 9; clearInterval(timer) }); const timer = setInterval(() => {}, 1000); console.log('ready')`;
    const cwd = temporaryFolder();
    const { child, output, shows, ended } = startCli(['run', '--offline', '--redact', '--', node, '-e', script], {
      cwd,
      env: { ...scrubbedEnvironment(cwd), HF_TOKEN: token },
    });
    await shows('ready');
    child.kill(name);
    expect(await ended).toEqual({ exitCode: 9, signal: null });
    expect(output.stdout).toBe(`ready\ngot ${name} hf_…\n`);
    expectNoToken(output.stdout + output.stderr, [token]);
  });

  it.each([
    ['gives the command the terminal itself', '', 0],
    ['gives the command no terminal when it redacts', '--redact', 1],
  ])('%s', (_, flag, exitCode) => {
    const cwd = temporaryFolder();
    const env = { ...scrubbedEnvironment(cwd), NODE: node, CLI: CLI_PATH };
    const { status } = spawnSync('script', ['-qec', `"$NODE" "$CLI" run --offline ${flag} -- test -t 1`, '/dev/null'], { cwd, env, stdio: 'pipe' });
    expect(status).toBe(exitCode);
  });
});

describe('auth-guard run on Windows', () => {
  /** The program as it is there: node thinks that it is on Windows, and the command interpreter is a script that notes what it is given. */
  async function onWindows(command: readonly string[], exitCode: number): Promise<{ readonly end: unknown; readonly stdout: string; readonly stderr: string }> {
    const cwd = temporaryFolder();
    const script = (name: string, text: string): string => {
      writeFileSync(join(cwd, name), text, { mode: 0o755 });
      return join(cwd, name);
    };
    script('modal.cmd', '@echo off');
    const windows = script('windows.mjs', "Object.defineProperty(process, 'platform', { value: 'win32' });");
    const interpreter = script('cmd.exe', `#!/bin/sh\nprintf '%s\\n' "$@"; exit ${exitCode}\n`);
    const env = { ...scrubbedEnvironment(cwd), PATH: cwd, PATHEXT: '.exe;.cmd', comspec: interpreter, NODE_OPTIONS: `--import ${windows}` };
    const { output, ended } = startCli(['run', '--offline', '--', ...command], { cwd, env });
    return { end: await ended, ...output };
  }

  it('gives a .cmd file to the command interpreter, with nothing left to interpret, and ends with its exit code', async () => {
    const { end, stdout } = await onWindows(['modal', 'run', 'a b.py', '--note=x&calc', '%PATH%'], 5);
    expect(end).toEqual({ exitCode: 5, signal: null });
    expect(stdout.trim().split('\n')).toEqual(['/d', '/s', '/c', '"modal ^"run^" ^"a^ b.py^" ^"--note=x^&calc^" ^"^%PATH^%^""']);
  });

  it('says that there is no such command', async () => {
    const { end, stderr } = await onWindows(['no-such-command-here'], 1);
    expect(end).toEqual({ exitCode: 127, signal: null });
    expect(stderr).toContain('there is no command no-such-command-here');
  });
});
