import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagnoseSurroundings } from '#auth/diagnosis/diagnose.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';
import { CLI_PATH, type CliRun, expectNoToken, runCli } from '../support/cli.ts';
import { LoopbackGitHub } from '../support/github/server.ts';
import { classicAccount, html, json, startHub } from '../support/hub-server.ts';
import { scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';
import { surroundingsWith } from '../support/surroundings.ts';

const sampler = createSampler(55);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

interface Report {
  readonly verdict: string;
  readonly lines: number | null;
  readonly findings: readonly {
    readonly id: string;
    readonly level: string;
    readonly seen: readonly { line: number; text: string }[];
    readonly consequences: readonly { readonly id: string }[];
  }[];
  readonly unexplained: readonly { readonly line: number; readonly text: string }[];
  readonly notChecked: readonly { readonly what: string; readonly why: string }[];
}

/** Runs beside servers of this process, which therefore must not wait. */
async function doctor(args: readonly string[], env: Record<string, string> = {}, cwd = temporaryFolder()): Promise<CliRun> {
  const child = spawn(process.execPath, [CLI_PATH, 'doctor', ...args], {
    cwd,
    env: { ...scrubbedEnvironment(cwd), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  expectNoToken(output.stdout + output.stderr, [token]);
  return { exitCode, ...output };
}

function onLog(log: string | Uint8Array, ...args: readonly string[]): CliRun {
  const cwd = temporaryFolder();
  return runCli(['doctor', '-', ...args], { cwd, env: scrubbedEnvironment(cwd), tokens: [token], input: log });
}

const reportOf = ({ stdout }: CliRun): Report => JSON.parse(stdout) as Report;

/** What the symptoms of the common issues are, which diagnosis each gets, and what is to be done. */
const ISSUES: readonly (readonly [log: string, id: string, next: readonly string[]])[] = [
  [
    'ValueError: HF_TOKEN environment variable not set',
    'hf-token-not-set',
    ['https://huggingface.co/settings/tokens', 'hf auth login', 'gh secret set HF_TOKEN'],
  ],
  [
    'TokenValidationResult(status=TokenStatus.INVALID, message="HF_TOKEN has invalid format")',
    'hf-token-invalid-format',
    ['https://huggingface.co/settings/tokens', 'printf %.3s "$HF_TOKEN"', 'gh secret set HF_TOKEN'],
  ],
  ['TokenValidationResult(status=TokenStatus.INVALID, message="Modal token invalid")', 'modal-token-invalid', ['modal token info', 'modal token new']],
  [
    'huggingface_hub.utils._errors.HFValidationError: 401 Client Error',
    'hf-unauthorized',
    ['gh secret list', 'gh secret set HF_TOKEN', 'gh workflow run upload-hub.yml', 'auth-guard validate huggingface'],
  ],
  [
    'WARNING: Retry 3/3 after 30.0s\nERROR: All attempts failed: Connection timeout',
    'timeout',
    ['curl -I', 'https://status.huggingface.co', 'auth-guard doctor', 'upload-retries-used-up'],
  ],
];

describe('doctor on a log', () => {
  it.each(ISSUES)('explains %j', (log, id, next) => {
    const run = onLog(log);
    expect(run).toMatchObject({ exitCode: 1, stderr: '' });
    expect(run.stdout).toMatch(new RegExp(`^cause  .*  ${id}\\n`));
    for (const step of next) expect(run.stdout).toContain(step);
  });

  it('names the root cause of a failed CI job once, with line and step, and masks tokens', () => {
    const stamp = '2026-11-24T09:00:00.1234567Z';
    const lines = [
      'upload\tInstall\tok',
      ...Array.from({ length: 3 }, (_, index) => `upload\tUpload\t${stamp} WARNING: Retry ${index + 1}/3 after 30.0s`),
      `upload\tUpload\t${stamp} \u001b[31mInvalid credentials in Authorization header\u001b[0m token ${token}`,
      `upload\tUpload\t${stamp} ERROR: All attempts failed: 401 Client Error: Unauthorized for url: https://u:${token}@huggingface.co/api`,
      `upload\tUpload\t${stamp} ##[error]Process completed with exit code 1.`,
    ];
    const report = reportOf(onLog(lines.join('\n'), '--format', 'json'));
    expect(report).toMatchObject({ verdict: 'findings', lines: 7, notChecked: [] });
    expect(report.findings.map(({ id }) => id)).toEqual(['hf-token-rejected']);
    expect(report.findings[0]?.seen).toEqual([{ line: 5, step: 'upload / Upload', text: 'Invalid credentials in Authorization header token hf_…' }]);
    expect(report.findings[0]?.consequences.map(({ id }) => id)).toEqual(['upload-retries-used-up', 'hf-unauthorized']);
  });

  it('says of an unknown log that it is unknown, and what next', () => {
    const unknown = onLog('step 1\nRuntimeError: the flux capacitor is empty\n');
    expect(unknown.exitCode).toBe(3);
    expect(unknown.stdout).toContain('line 2: RuntimeError: the flux capacitor is empty');
    expect(unknown.stdout).toContain('does not mean that nothing is wrong');
    const calm = onLog('all\nquiet\n');
    expect(calm.exitCode).toBe(0);
    expect(calm.stdout).toContain('does not mean that nothing is wrong');
  });

  it('says of an empty log that nothing was checked', () => {
    expect(onLog('')).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('The log is empty') });
  });

  it('reads a file, one without line ends, binary too', async () => {
    const cwd = temporaryFolder();
    writeFileSync(
      join(cwd, 'run.log'),
      Buffer.concat([Buffer.alloc(3_000_000, 0xff), Buffer.from(`x ${token} y`.repeat(1000)), Buffer.from(' Invalid user token.')]),
    );
    const run = await doctor(['run.log', '--format', 'json'], {}, cwd);
    expect(run.exitCode).toBe(1);
    expect(reportOf(run)).toMatchObject({ lines: 1, findings: [{ id: 'hf-token-rejected' }] });
  });

  it('refuses what is no log', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'folder'));
    expect(await doctor(['--log', 'folder'], {}, cwd)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is a folder') });
    expect(await doctor(['nowhere.log'], {}, cwd)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('There is no file nowhere.log') });
    expect(await doctor(['a', '--log', 'b'])).toMatchObject({ exitCode: 2 });
    expect(await doctor(['-R', 'a/b'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--run') });
    expect(await doctor(['--run', 'x'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no id of a run') });
  });
});

describe('doctor on a run of GitHub Actions', () => {
  const steps = [{ name: 'Upload', conclusion: 'failure' as const }];
  const log = '2026-11-24T09:00:00.1234567Z ❌ HF_TOKEN not set\n2026-11-24T09:00:01.1234567Z ##[error]Process completed with exit code 1.\n';

  it('reads the failed log of the named repository through gh', async () => {
    const github = await LoopbackGitHub.start('acme/model');
    const repository = github.repository('acme/model');
    const run = repository.addRun(repository.addWorkflow('.github/workflows/upload-hub.yml'), { jobs: [{ name: 'upload', steps, log }] });
    const result = await doctor(['--run', String(run.id), '-R', 'acme/model', '--format', 'json'], github.env);
    expect([result.stderr, github.asked.filter((one) => one === 'GET /')]).toEqual(['', []]);
    expect(reportOf(result)).toMatchObject({
      findings: [{ id: 'hf-token-not-set', seen: [{ step: 'upload / Upload' }] }],
      unexplained: [{ text: expect.stringContaining('exit code 1') }],
    });
    expect(result.exitCode).toBe(1);
    expect(github.asked.filter((one) => !one.includes('/repos/acme/model/') && !one.includes('/graphql'))).toEqual([]);
  });

  it('says that there is no such run, no login, or no repository', async () => {
    const github = await LoopbackGitHub.start('acme/model');
    expect((await doctor(['--run', '123', '-R', 'acme/model'], github.env)).exitCode).toBe(3);
    expect(await doctor(['--run', '123', '-R', 'acme/model'], github.loggedOutEnv)).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('gh auth login'),
    });
    expect(await doctor(['--run', '123'], github.env)).toMatchObject({ exitCode: expect.any(Number), stderr: expect.stringContaining('--repo OWNER/NAME') });
  });
});

describe('doctor without a log', () => {
  const noModal: Record<string, string> = {};
  beforeAll(async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    noModal['MODAL_SERVER_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve)); // nothing listens there now
  });

  it('explains a token that is rejected, and names the .netrc that would replace it', async () => {
    const hub = await startHub();
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '.netrc'), `machine huggingface.co login a password ${sampler.text(12)}\n`, { mode: 0o600 });
    const run = await doctor(['--format', 'json'], { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, ...noModal }, cwd);
    const report = reportOf(run);
    expect(report.findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['hf-token-rejected', 'netrc-entry', 'modal-token-missing', 'connection-refused']),
    );
    expect(run.exitCode).toBe(1);
  });

  it('explains header-replaced as following from the .netrc', async () => {
    const hub = await startHub();
    hub.script.push(json(401, { error: 'Invalid username or password.' }));
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, '.netrc'), 'default login a password b\n', { mode: 0o600 });
    const report = reportOf(await doctor(['--format', 'json'], { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, ...noModal }, cwd));
    expect(report.findings.find(({ id }) => id === 'netrc-entry')).toMatchObject({ level: 'error', consequences: [{ id: 'hf-header-replaced' }] });
  });

  it('explains quotes, another variable and swapped halves without asking any service', async () => {
    const id = sampler.token({ prefix: 'ak-', alphabet: 'base62', length: 22 });
    const secret = sampler.token({ prefix: 'as-', alphabet: 'base62', length: 22 });
    const quoted = reportOf(await doctor(['--offline', '--format', 'json'], { HF_TOKEN: `"${token}"`, MODAL_TOKEN_ID: secret, MODAL_TOKEN_SECRET: id }));
    expect(quoted.findings.map((finding) => finding.id)).toEqual(['hf-token-quoted', 'modal-malformed']);
    const other = reportOf(await doctor(['--offline', '--format', 'json'], { HUGGINGFACE_TOKEN: token, MODAL_TOKEN: id }));
    expect(other.findings.map((finding) => finding.id)).toEqual(['hf-other-variable', 'modal-single-variable']);
  });

  it.each([
    ['blanks in its middle', `${token.slice(0, 20)} ${token.slice(20)}`, 'inner-blank'],
    ['a line end behind it', `${token}\n`, 'padded'],
    ['a second line', `${token}\n${token}`, 'inner-line-feed'],
    ['a zero-width space', `${token}\u200b`, 'invisible-characters'],
    ['a byte order mark', `\ufeff${token}`, 'invisible-characters'],
    ['quotes', `'${token}'`, 'quoted'],
    ['"Bearer" in front', `Bearer ${token}`, 'bearer-prefix'],
    ['the name in front', `HF_TOKEN=${token}`, 'assignment'],
    ['a placeholder', `hf_${'x'.repeat(30)}`, 'placeholder'],
    ['asterisks', '***', 'masked'],
    ['an expression', '${{ secrets.HF_TOKEN }}', 'unexpanded'],
    ['control characters', `${token}\u0007`, 'control-characters'],
    ['another alphabet', `${token}é`, 'non-ascii'],
    ['no prefix', token.slice(3), 'wrong-prefix'],
    ['only the prefix', 'hf_', 'cut-off'],
    ['a token of Modal', `ak-${sampler.text(22)}`, 'other-service'],
    ['a refresh token', `hf_oauth__refresh_${sampler.text(34)}`, 'refresh-token'],
    ['a token of the old kind', `api_org_${sampler.text(34)}`, 'organisation-token'],
  ])('explains %s, each in its own words and with the next step', async (_title, value, problem) => {
    const settings = { surroundings: surroundingsWith({ env: { HF_TOKEN: value } }), offline: true };
    const { findings } = await diagnoseSurroundings(DIAGNOSES, settings);
    const [found] = findings.filter(({ id }) => DIAGNOSES.find((one) => one.id === id)?.signs.includes(`hf:${problem}`));
    expect(found?.seen[0]?.text).toMatch(/^HF_TOKEN /);
    expect(found?.fix.length).toBeGreaterThan(0);
    expectNoToken(JSON.stringify(findings), [token]);
  });

  it('is exit 3 when a service could not say, and says which status page to look at', async () => {
    const hub = await startHub();
    for (let index = 0; index < 9; index += 1) hub.script.push(html(503));
    const run = await doctor(['--timeout', '2'], { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, ...noModal });
    expect(run.exitCode).toBe(3);
    expect(run.stdout).toContain('https://status.huggingface.co');
    expect(run.stdout).toContain('not checked: HF_TOKEN');
  });

  it('tells a wrong clock', async () => {
    const hub = await startHub();
    hub.script.push(json(200, classicAccount('write'), { Date: 'Thu, 01 Jan 2026 00:00:00 GMT' }));
    const report = reportOf(await doctor(['--format', 'json'], { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, ...noModal }));
    expect(report.findings.find(({ id }) => id === 'clock')?.seen[0]?.text).toContain('ahead of');
  });

  it('sends the token to no one but the configured host', async () => {
    const hub = await startHub();
    const other = await startHub();
    hub.script.push((response) => response.writeHead(302, { Location: `${other.endpoint}/api/whoami-v2` }).end());
    const report = reportOf(await doctor(['--format', 'json'], { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, ...noModal }));
    expect(other.seen).toEqual([]);
    expect(report.findings.map(({ id }) => id)).toContain('not-the-service');
  });

  it('goes without a home folder', async () => {
    const run = await doctor(['--offline'], { HOME: '' });
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe('');
  });
});
