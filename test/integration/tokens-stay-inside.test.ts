import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CliRun } from '../support/cli.ts';
import { startCli } from '../support/cli-async.ts';
import { watchProcesses } from '../support/github/process-watch.ts';
import { LoopbackGitHub } from '../support/github/server.ts';
import { classicAccount, html, startHub } from '../support/hub-server.ts';
import { startModal } from '../support/modal-server.ts';
import { scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(413);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const tokens = [token, id, secret];

/** What is handed to the system's own list of processes is looked for in each of these, and so is what stays on the disk. */
async function scene() {
  const [hub, modal, folder] = [await startHub(), await startModal(), temporaryFolder()];
  hub.accounts.set(token, classicAccount('write'));
  modal.accounts.set(id, { secret, username: 'alice' });
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const inVariables = { HF_TOKEN: token, MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret };
  const services = { HF_ENDPOINT: hub.endpoint, MODAL_SERVER_URL: modal.url };
  const base = { ...scrubbedEnvironment(folder), ...services, TMPDIR: temporary };
  const run = (args: readonly string[], env: Record<string, string> = inVariables, input = ''): Promise<CliRun> =>
    startCli(args, { cwd: folder, env: { ...base, ...env }, tokens, input });
  return { hub, modal, folder, run };
}

/** Files below a folder that hold one of the tokens. */
function holders(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => tokens.some((one) => readFileSync(join(folder, name), 'latin1').includes(one.slice(4))));
}

const SLOW = 'setTimeout(() => console.log(process.env.HF_TOKEN), 60)';

it('puts no token into a command line or a file while it validates, diagnoses, runs, filters and logs', async () => {
  const { hub, modal, folder, run } = await scene();
  const watch = watchProcesses(tokens, 'no program whose environment is looked at');
  const log = `Invalid user token ${token}\nfatal: could not read https://u:${token}@huggingface.co\n`;
  writeFileSync(join(folder, 'failed.log'), '');
  expect(await run(['validate', '--log', '--needs', 'write'])).toMatchObject({ exitCode: 0 });
  expect(await run(['validate', '--format', 'json', '--no-cache', '--debug'])).toMatchObject({ exitCode: 0 });
  expect(await run(['doctor'])).toMatchObject({ exitCode: 0 });
  expect(await run(['doctor', '-', '--format', 'json'], {}, log)).toMatchObject({ exitCode: 1 });
  expect(await run(['run', '--redact', '--log', '--', process.execPath, '-e', SLOW])).toMatchObject({ exitCode: 0, stdout: 'hf_…\n' });
  expect(await run(['redact'], {}, log)).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('hf_…') });
  hub.accounts.clear();
  modal.accounts.clear();
  expect(await run(['run', '--redact', '--log', '--', process.execPath, '-e', SLOW], { HF_TOKEN: token })).toMatchObject({ exitCode: 0 }); // from the cache
  expect(await run(['validate', '--no-cache', '--log'])).toMatchObject({ exitCode: 1 });
  hub.script.push(html(500), html(500), html(500));
  expect(await run(['doctor', '--timeout', '2'])).toMatchObject({ exitCode: 1 });
  expect(await run(['log'])).toMatchObject({ exitCode: 0 });
  expect(watch.stop()).toEqual([]);
  for (const command of ['validate', 'doctor', 'run', 'redact', 'log'])
    expect(
      [...watch.seen].some((line) => line.includes(`auth-guard.cjs ${command}`)),
      command,
    ).toBe(true);
  expect([...watch.seen].some((line) => line.includes(SLOW) && !line.includes('auth-guard.cjs'))).toBe(true);
  expect(holders(folder)).toEqual([]);
  expect(readFileSync(join(folder, 'logs/auth.log'), 'utf8')).toContain('"status":"rejected"');
}, 40_000);

it('puts none of them there when they stand in the files of the official tools', async () => {
  const { folder, run } = await scene();
  mkdirSync(join(folder, '.cache/huggingface'), { recursive: true });
  writeFileSync(join(folder, '.cache/huggingface/token'), token, { mode: 0o600 });
  writeFileSync(join(folder, '.modal.toml'), `[acme]\ntoken_id = "${id}"\ntoken_secret = "${secret}"\nactive = true\n`, { mode: 0o600 });
  const watch = watchProcesses(tokens, 'no program whose environment is looked at');
  for (const args of [['validate', '--log'], ['doctor'], ['run', '--needs', 'huggingface,modal', '--', process.execPath, '-e', 'setTimeout(() => {}, 60)']])
    expect(await run(args, {})).toMatchObject({ exitCode: 0 });
  expect(watch.stop()).toEqual([]);
  expect([...holders(folder)].sort()).toEqual(['.cache/huggingface/token', '.modal.toml']);
}, 20_000);

it('hands gh none of them on its command line when it reads a run', async () => {
  const { run } = await scene();
  const github = await LoopbackGitHub.start('acme/model');
  const repository = github.repository('acme/model');
  const steps = [{ name: 'Upload', conclusion: 'failure' as const }];
  const workflow = repository.addWorkflow('.github/workflows/upload-hub.yml');
  const { id: runId } = repository.addRun(workflow, { jobs: [{ name: 'upload', steps, log: `2026-11-24T09:00:00.1234567Z Invalid user token ${token}\n` }] });
  const watch = watchProcesses(tokens, 'no program whose environment is looked at');
  expect(await run(['doctor', '--run', String(runId), '-R', 'acme/model'], { ...github.env, HF_TOKEN: token })).toMatchObject({ exitCode: 1 });
  expect(watch.stop()).toEqual([]);
  expect([...watch.seen].some((line) => /\bgh (?:run|api|auth)\b/.test(line))).toBe(true);
}, 20_000);

it('would be seen to put one there', async () => {
  const { run } = await scene();
  const watch = watchProcesses(tokens, 'no program whose environment is looked at');
  await run(['run', '--offline', '--', process.execPath, '-e', `setTimeout(() => {}, 60) // ${token}`], {});
  expect(watch.stop()).not.toEqual([]);
});
