import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, type CliRun, expectNoToken, runCli } from '../support/cli.ts';
import { scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(415);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const tokens = [token, id, secret];
const OFFLINE = ['validate', '--offline'];

/** A home folder with some files in it, by their path below it. */
function homeWith(files: Readonly<Record<string, string>>, mode = 0o600): string {
  const home = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(home, name, '..'), { recursive: true });
    writeFileSync(join(home, name), text);
    chmodSync(join(home, name), mode);
  }
  return home;
}

/** Runs a command, which never shows a stack. */
function run(args: readonly string[], { home = temporaryFolder(), env = {} }: { readonly home?: string; readonly env?: Record<string, string> } = {}): CliRun {
  const result = runCli(args, { cwd: home, env: { ...scrubbedEnvironment(home), ...env }, tokens });
  if (!args.includes('--debug')) expect(result.stdout + result.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  return result;
}

const TOKEN_FILE = '.cache/huggingface/token';
const TOML = `[acme]\ntoken_id = "${id}"\ntoken_secret = "${secret}"\nactive = true\n`;

describe('a file that should hold a token', () => {
  it('of a megabyte is told, and not sent', () => {
    const megabyte = 'a'.repeat(1_000_000);
    const home = homeWith({ [TOKEN_FILE]: `hf_${megabyte}`, '.modal.toml': TOML.replace(secret, `as-${megabyte}`) });
    const { exitCode, stdout, stderr } = run(['validate'], { home });
    expect(stdout).toMatch(/HF_TOKEN {2}malformed {2}\S+token holds more than 16,384 characters: that is no token\.\n/);
    expect(stdout).toMatch(/MODAL_TOKEN {2}malformed {2}token_secret in \S+\.modal\.toml \[acme\] holds more than 16,384 characters/);
    expect({ exitCode, stderr, length: stdout.length < 2_000 }).toEqual({ exitCode: 1, stderr: '', length: true });
  });

  it('larger than a megabyte is not read', () => {
    const home = homeWith({ [TOKEN_FILE]: 'x'.repeat(1_100_000), '.modal.toml': `#${'x'.repeat(1_100_000)}` });
    const { exitCode, stdout } = run(OFFLINE, { home });
    expect(stdout.match(/is larger than 1 MiB\./g)).toHaveLength(2);
    expect(exitCode).toBe(3);
  });

  it('is told when others can read it, each with the command that closes it', () => {
    const store = `[ci]\nhf_token = ${token}\n`;
    const home = homeWith({ [TOKEN_FILE]: token, '.cache/huggingface/stored_tokens': store, '.modal.toml': TOML }, 0o644);
    const { stdout } = run(OFFLINE, { home });
    for (const name of [TOKEN_FILE, '.cache/huggingface/stored_tokens', '.modal.toml']) {
      expect(stdout).toContain(`note: Other users of this machine can read ${join(home, name)}. Run: chmod 600 '${join(home, name)}'`);
    }
    expect(run(['doctor', '--offline'], { home }).stdout).toContain('others can read it');
    expect(run(OFFLINE, { home: homeWith({ [TOKEN_FILE]: token, '.modal.toml': TOML }) }).stdout).not.toContain('can read');
  });

  it('is a folder, a pipe or a device', () => {
    const home = temporaryFolder();
    mkdirSync(join(home, '.modal.toml'));
    spawnSync('mkfifo', [join(home, 'pipe')]);
    for (const [path, reason] of [
      [home, 'is a folder'],
      [join(home, 'pipe'), 'is not a file'],
      ['/dev/null', 'is not a file'],
    ]) {
      const { exitCode, stdout } = run(OFFLINE, { home, env: { HF_TOKEN_PATH: path as string } });
      expect({ exitCode, stdout }).toMatchObject({ exitCode: 3, stdout: expect.stringContaining(`${path} ${reason}.`) });
      expect(stdout).toContain('.modal.toml is a folder.');
    }
  });

  it.each<[string, string, RegExp]>([
    ['a value without quotes', `[acme]\ntoken_id = ${id}\n`, /\.modal\.toml:2:12: this is not TOML/],
    ['a section without an end', '[acme\ntoken_id = "x"\n', /\.modal\.toml:1:\d+: this is not TOML/],
    ['a key that stands twice', `[a]\ntoken_id = "${id}"\ntoken_id = "${id}"\n`, /\.modal\.toml:3:\d+: this is not TOML/],
    ['an end in the middle of a text', `[acme]\ntoken_secret = "${secret}`, /\.modal\.toml:2:\d+: this is not TOML/],
    ['bytes that are no text', '\u0000\u0001\ufffd', /\.modal\.toml:1:\d+: this is not TOML/],
    ['another kind of value', '[acme]\ntoken_id = 7\ntoken_secret = [1]\nactive = true\n', /MODAL_TOKEN {2}malformed .*\[acme\] has an invalid format/],
  ])('is no .modal.toml, and says in which line and column: %s', (_title, text, message) => {
    const home = homeWith({ '.modal.toml': text });
    for (const args of [
      ['validate', 'modal'],
      ['run', '--needs', 'modal', '--', 'true'],
      ['doctor', '--offline'],
    ]) {
      const { exitCode, stdout, stderr } = run(args, { home });
      if (args[0] === 'validate') expect(stdout).toMatch(message);
      else expect(stdout + stderr).toMatch(new RegExp(message.source.replace('MODAL_TOKEN {2}malformed .*', '')));
      expect(exitCode).toBe(1);
    }
  });
});

/** Runs as a user that may read nothing of others, and has no entry in the system's list; as ourselves where we may not change that. */
function asStranger(
  args: readonly string[],
  env: Record<string, string>,
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const identity = process.getuid?.() === 0 ? { uid: 54_321, gid: 54_321 } : {};
  const result = spawnSync(process.execPath, [CLI_PATH, ...args], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8',
    ...identity,
  });
  expectNoToken(result.stdout + result.stderr, tokens);
  expect(result.stdout + result.stderr).not.toMatch(/^\s+at /m);
  return result;
}

describe('a user', () => {
  it('without a home folder is told so, and a token in a variable is still judged', () => {
    const nothing = asStranger(OFFLINE, {});
    expect(nothing).toMatchObject({ status: 1, stderr: '' });
    if (process.getuid?.() === 0) expect(nothing.stdout.match(/there is no home folder to look in/g)).toHaveLength(2);
    expect(asStranger([...OFFLINE, 'huggingface'], { HF_TOKEN: token })).toMatchObject({ status: 3, stdout: expect.stringContaining('HF_TOKEN  unknown') });
    expect(asStranger(['doctor', '--offline'], {})).toMatchObject({ status: 1, stderr: '' });
    expect(asStranger(['run', '--offline', '--', 'echo', 'started'], { HF_TOKEN: token })).toMatchObject({ status: 0, stdout: 'started\n' });
  });

  it('who may not read the files of the tools is told so', () => {
    const home = homeWith({ token, '.modal.toml': TOML }, 0);
    chmodSync(home, 0o755);
    const { status, stdout } = asStranger(OFFLINE, { HOME: home, HF_TOKEN_PATH: join(home, 'token') });
    expect(stdout.match(/may not be read by this user\./g)).toHaveLength(2);
    expect(status).toBe(3);
  });
});

describe('without a network', () => {
  const env = {
    ...{ HF_TOKEN: token, HF_ENDPOINT: 'https://hub.invalid', MODAL_SERVER_URL: 'https://modal.invalid' },
    ...{ MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret },
  };

  it('nothing is called checked, whichever command asks', () => {
    const validated = run(['validate', '--timeout', '5'], { env });
    expect(validated).toMatchObject({ exitCode: 3, stderr: '' });
    expect(validated.stdout).toMatch(
      /HF_TOKEN {2}unreachable .*its name could not be resolved[\s\S]*MODAL_TOKEN {2}unreachable .*its name could not be resolved/,
    );
    expect(run(['doctor', '--timeout', '5'], { env })).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('A name could not be resolved  dns') });
    const strict = run(['run', '--strict', '--needs', 'huggingface,modal', '--', 'echo', 'started'], { env });
    expect(strict).toMatchObject({ exitCode: 3, stdout: '', stderr: expect.stringContaining('echo was not started') });
  }, 30_000);
});

describe('--debug', () => {
  it('shows the causes and their stacks, without the token that stands in them', () => {
    const { exitCode, stderr } = run([...OFFLINE, '--debug', '--log', `/dev/null/${token}/x.log`], { env: { HF_TOKEN: token } });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /^auth-guard: The auth log could not be written to \/dev\/null\/hf_…\/x\.log: \w+\.\nerror: AuthGuardError: .*\n(?: {4}at .*\n)+cause: Error: \w+: /,
    );
  });

  it('does so for a token of no known shape, which it knows from the environment', () => {
    const odd = `${sampler.text(9)}!${sampler.text(20)}`;
    const { stderr } = run([...OFFLINE, '--debug', '--log', `/dev/null/${odd}/x.log`], { env: { HF_TOKEN: odd } });
    expect(stderr).toContain('/dev/null/***/x.log');
    expect(stderr).toMatch(/\ncause: /);
    expectNoToken(stderr, [odd]);
  });

  it('is not needed for the sentence and the next step', () => {
    const { exitCode, stderr } = run(['log', '--since', 'yesterday']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(/^auth-guard: .*is no time\.\nhelp: .*\n$/) });
  });
});
