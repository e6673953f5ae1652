import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { redact } from '../../src/index.ts';
import { CLI_PATH, expectNoToken, runCli } from '../support/cli.ts';
import { startCli } from '../support/process.ts';
import { scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(77);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const secret = sampler.token({ prefix: 'as-', alphabet: 'base62', length: 22 });

function inShell(script: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const cwd = temporaryFolder();
  const env = { ...scrubbedEnvironment(cwd), NODE: process.execPath, CLI: CLI_PATH };
  return spawnSync('bash', ['-o', 'pipefail', '-c', script], { cwd, env, encoding: 'utf8' });
}

describe('auth-guard redact', () => {
  it('masks tokens and leaves everything else as it is', () => {
    const cwd = temporaryFolder();
    const run = runCli(['redact'], { cwd, env: scrubbedEnvironment(cwd), tokens: [token, secret], input: `a ${token}\r\n\u001b[31m${secret}\u001b[0m é\n` });
    expect(run).toEqual({ exitCode: 0, stdout: 'a hf_…\r\n\u001b[31mas-…\u001b[0m é\n', stderr: '' });
  });

  it('passes binary input through byte for byte', () => {
    expect(inShell('head -c 5000000 /dev/urandom > in; "$NODE" "$CLI" redact < in > out; cmp in out && echo same').stdout).toBe('same\n');
  });

  it('masks the values of the variables that hold tokens, and of named ones', () => {
    const cwd = temporaryFolder();
    const value = sampler.text(18);
    const other = sampler.text(18);
    const env = { ...scrubbedEnvironment(cwd), HF_TOKEN: value, MINE: other };
    const run = runCli(['redact', '--env', 'MINE'], { cwd, env, tokens: [value, other], input: `${value} ${Buffer.from(other).toString('base64')}` });
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\*\*\* \*\*\*.{0,3}$/) });
  });

  it('refuses the name of a variable that holds nothing to mask', () => {
    const cwd = temporaryFolder();
    const run = runCli(['redact', '--env', 'NOT_THERE'], { cwd, env: scrubbedEnvironment(cwd), tokens: [] });
    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('NOT_THERE') });
  });

  it('gives lines and prompts of a slow writer while it goes on, and masks a token that comes bit by bit', async () => {
    const { child, output, shows, ended } = startCli(['redact'], { env: scrubbedEnvironment(temporaryFolder()) });
    child.stdin?.write('a line\n');
    await shows('a line\n');
    child.stdin?.write('Use the beginning of hf');
    await shows('beginning of hf');
    for (const character of `_${token.slice(3)}`) {
      child.stdin?.write(character);
      await new Promise((resolve) => setTimeout(resolve, 12));
    }
    child.stdin?.write(' and on\n');
    await shows(' and on\n');
    child.stdin?.end();
    expect(await ended).toEqual({ exitCode: 0, signal: null });
    expectNoToken(output.stdout, [token]);
    expect(output.stdout).toMatch(/^a line\nUse the beginning of hf_.{0,3}… and on\n$/);
  });

  it('ends when its reader has gone, and lets the writer notice', () => {
    const { stdout, status } = inShell('yes "some words" | "$NODE" "$CLI" redact | head -n 1; echo "${PIPESTATUS[@]}"');
    expect(stdout).toBe('some words\n141 0 0\n');
    expect(status).toBe(0);
  });

  it('goes on after Ctrl-C until its input ends', async () => {
    const { child, output, shows, ended } = startCli(['redact'], { env: scrubbedEnvironment(temporaryFolder()) });
    child.stdin?.write('started\n');
    await shows('started');
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.stdin?.end(`last words: ${token}\n`);
    expect(await ended).toEqual({ exitCode: 130, signal: null });
    expect(output.stdout).toBe('started\nlast words: hf_…\n');
  });
});

describe('redact of the library', () => {
  it('masks tokens and given values in a text', () => {
    expect(redact(`x ${token} y`)).toBe('x hf_… y');
    expect(redact('pass phrase one', { values: ['pass phrase one'] })).toBe('***');
    expect(redact('lone \ud800 surrogate')).toBe('lone \ud800 surrogate');
  });
});
