import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLI_PATH, expectNoToken } from '../support/cli.ts';
import { classicAccount, fineGrainedAccount, html, json, startHub } from '../support/hub-server.ts';
import { startModal } from '../support/modal-server.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(409);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the CLI beside the servers of this process, which must go on answering meanwhile. */
async function validate(args: readonly string[], env: Record<string, string>, onStart: (child: ChildProcess) => void = () => undefined): Promise<Run> {
  const home = env['HOME'] ?? temporaryFolder();
  const child = spawn(process.execPath, [CLI_PATH, 'validate', ...args], {
    cwd: temporaryFolder(),
    env: { PATH: process.env['PATH'] ?? '', HOME: home, ...env },
  });
  const run = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      run[name] += text;
    });
  }
  onStart(child);
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expectNoToken(run.stdout + run.stderr, [token, id, secret]);
  if (!args.includes('--debug')) expect(run.stderr).not.toMatch(/^\s+at /m);
  return { exitCode, ...run };
}

async function services(role: 'read' | 'write' = 'write') {
  const hub = await startHub();
  const modal = await startModal();
  hub.accounts.set(token, classicAccount(role));
  modal.accounts.set(id, { secret, username: 'alice', expiresAt: 4_102_444_800 });
  return { hub, modal, env: { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, MODAL_SERVER_URL: modal.url, MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret } };
}

describe('auth-guard validate', () => {
  it('reports both tokens for people, with exit code 0', async () => {
    const { env } = await services();
    const { exitCode, stdout } = await validate([], env);
    expect(stdout).toMatch(
      /^HF_TOKEN {2}valid {2}The token is accepted: it belongs to alice\.\n {2}from {5}HF_TOKEN\n {2}owner {4}alice \(user\), token "ci"\n/,
    );
    expect(stdout).toMatch(/\nMODAL_TOKEN {2}valid {2}[^\n]*workspace acme[^\n]*\n {2}from {5}MODAL_TOKEN_ID, MODAL_TOKEN_SECRET\n/);
    expect(exitCode).toBe(0);
  });

  it('shows people all that is known of a token: kind, scopes, organisations, dates', async () => {
    const { env, hub } = await services();
    const scoped = [{ entity: { _id: '5', type: 'model', name: 'acme/m' }, permissions: ['repo.content.read', 'repo.write'] }];
    const orgs = [{ type: 'org', name: 'acme', roleInOrg: 'write', securityRestrictions: ['sso', 'token-policy'] }];
    hub.accounts.set(token, fineGrainedAccount(scoped, { gated: true, orgs }));
    const { stdout } = await validate([], env);
    const shown = stdout.split('\n').map((line) => line.trimEnd());
    expect(shown).toEqual(
      expect.arrayContaining([
        '  owner    alice (user), token "fine"',
        '  kind     fine-grained',
        '  scopes   repo.content.read model:acme/m',
        '           repo.write model:acme/m',
        '           gated repositories',
        '  orgs     acme (write; restricted by sso, token-policy)',
        '  created  2026-01-02T03:04:05.000Z',
        '  note: The organisation acme restricts this token (sso, token-policy): its repositories will answer 403.',
        '  expires  2100-01-01T00:00:00.000Z',
      ]),
    );
  });

  it('reports JSON for programs, with all that the schema promises', async () => {
    const { env } = await services();
    const { exitCode, stdout } = await validate(['--format', 'json'], env);
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.schemaVersion).toBe(1);
    expect(report.results.map(({ tokenType, status }: Record<string, string>) => [tokenType, status])).toEqual([
      ['HF_TOKEN', 'valid'],
      ['MODAL_TOKEN', 'valid'],
    ]);
    for (const result of report.results) {
      for (const key of ['tokenType', 'status', 'message', 'source', 'identity', 'scopes', 'createdAt', 'expiresAt', 'checkedAt', 'help'])
        expect(result).toHaveProperty(key);
    }
  });

  it.each<[string, readonly string[], Record<string, string>, number, RegExp]>([
    ['a token that is missing', ['huggingface'], {}, 1, /^HF_TOKEN {2}missing {2}HF_TOKEN is not set/],
    ['a token in a variable that nothing reads', ['huggingface'], { HUGGINGFACE_TOKEN: token }, 1, /HUGGINGFACE_TOKEN is, which/],
    ['a token of 100 kB', ['huggingface'], { HF_TOKEN: `hf_${'a'.repeat(100_000)}` }, 1, /more than 16,384 characters/],
    ['control characters', ['huggingface'], { HF_TOKEN: `${token}\u0007` }, 1, /control characters/],
    ['characters outside ASCII', ['huggingface'], { HF_TOKEN: `${token}日本` }, 1, /outside ASCII/],
    ['a service that is not there', ['huggingface'], { HF_TOKEN: token, HF_ENDPOINT: 'http://127.0.0.1:59999' }, 3, /unreachable .*ECONNREFUSED/],
    ['a token that was not asked about', ['huggingface', '--offline'], { HF_TOKEN: token }, 3, /^HF_TOKEN {2}unknown/],
    ['a home folder that is not there', ['modal'], { HOME: '/nonexistent' }, 1, /^MODAL_TOKEN {2}missing/],
  ])('says of %s what is the matter', async (_title, args, env, exitCode, text) => {
    const run = await validate([...args, '--timeout', '2'], env);
    expect(run.stdout).toMatch(text);
    expect(run).toMatchObject({ exitCode, stderr: '' });
  });

  it.each([[['github']], [['--min-days', 'many']], [['--needs', 'admin']], [['--timeout', '-1']], [['--format', 'xml']]])(
    'refuses %j with exit code 2',
    async (args) => {
      const run = await validate(args, {});
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      expect(run.stderr).toMatch(/help:|error:/);
    },
  );

  it('ends with 1 for a token that will not do, and with 3 when all that is known is good', async () => {
    const { env, hub } = await services('read');
    expect(await validate(['--needs', 'write'], env)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('HF_TOKEN  insufficient') });
    expect(await validate(['--min-days', '36500', 'modal'], env)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('MODAL_TOKEN  expiring') });
    hub.script.push(json(429, { error: 'slow down' }));
    expect(await validate(['--no-cache'], env)).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('HF_TOKEN  rate-limited') });
    hub.script.push(json(429, { error: 'slow down' }));
    expect(await validate(['--no-cache'], { ...env, MODAL_TOKEN_ID: '' })).toMatchObject({ exitCode: 1 });
  });

  it('says what the service said', async () => {
    const { env, hub } = await services();
    hub.script.push(json(403, { error: 'by policy' }, { 'X-Error-Code': 'Gone' }));
    const { stdout } = await validate(['huggingface'], env);
    expect(stdout).toMatch(/ {2}asked {4}http:\/\/127\.0\.0\.1:\d+: 403, Gone, "by policy", request Root=1-6741f000-\w+, \d+ ms\n/);
  });

  it('asks twice only without its cache', async () => {
    const { env, hub } = await services();
    const home = temporaryFolder();
    for (const args of [[], [], ['--no-cache']]) await validate(['huggingface', ...args], { ...env, HOME: home });
    expect(hub.seen).toHaveLength(2);
  });

  it('reads credential files, warns of those that others can read, and names line and column of what is wrong', async () => {
    const { env } = await services();
    const home = temporaryFolder();
    const only = { HF_ENDPOINT: env.HF_ENDPOINT, MODAL_SERVER_URL: env.MODAL_SERVER_URL, HOME: home };
    mkdirSync(join(home, '.cache/huggingface'), { recursive: true });
    writeFileSync(join(home, '.cache/huggingface/token'), token, { mode: 0o600 });
    writeFileSync(join(home, '.modal.toml'), `[acme]\ntoken_id = "${id}"\ntoken_secret = "${secret}"\nactive = true\n`);
    chmodSync(join(home, '.modal.toml'), 0o644);
    const good = await validate([], only);
    expect(good.exitCode).toBe(0);
    expect(good.stdout).toContain(`from     ${join(home, '.cache/huggingface/token')}`);
    expect(good.stdout).toContain(`from     ${join(home, '.modal.toml')} [acme]`);
    expect(good.stdout).toContain(`note: Other users of this machine can read ${join(home, '.modal.toml')}. Run: chmod 600`);
    writeFileSync(join(home, '.modal.toml'), `[acme]\ntoken_id = ${id}\n`);
    expect(await validate(['modal'], only)).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('.modal.toml:2:12: this is not TOML') });
  });

  it('says that a folder stands where a file should, with exit code 3', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, '.modal.toml'));
    mkdirSync(join(home, '.cache/huggingface/token'), { recursive: true });
    const { exitCode, stdout } = await validate([], { HOME: home });
    expect(exitCode).toBe(3);
    expect(stdout.match(/is a folder/g)).toHaveLength(2);
  });

  it('stops at Ctrl-C, and calls nothing checked', async () => {
    const { env, hub } = await services();
    hub.script.push(() => undefined);
    const run = await validate(['huggingface', '--timeout', '60'], env, (child) => {
      const timer = setInterval(() => {
        if (hub.seen.length === 0) return;
        clearInterval(timer);
        child.kill('SIGINT');
      }, 20);
    });
    expect(run).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('Interrupted') });
  });

  it('shows causes with --debug, without a token', async () => {
    const { env, hub } = await services();
    hub.script.push(html(500), html(500), html(500));
    const run = await validate(['huggingface', '--debug', '--log', '/dev/null/x'], env);
    expect(run).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/could not be written to \/dev\/null\/x: EEXIST\.\nerror: AuthGuardError: .*\n(?: {4}.*\n)+cause: Error: EEXIST/),
    });
  });
});
