import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { expectNoToken } from '../support/cli.ts';
import { classicAccount, html, json, startHub } from '../support/hub-server.ts';
import { startModal } from '../support/modal-server.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sampler = createSampler(407);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;

/** Runs an example as a user of the package would: from a project that has it in `node_modules`. */
async function runExample(name: string, env: Record<string, string>, args: readonly string[] = []) {
  const project = temporaryFolder();
  mkdirSync(join(project, 'node_modules/@auth-guard'), { recursive: true });
  symlinkSync(root, join(project, 'node_modules/@auth-guard/cli'));
  await build({
    entryPoints: [join(root, 'examples', `${name}.ts`)],
    outfile: join(project, `${name}.mjs`),
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  const child = spawn(process.execPath, [join(project, `${name}.mjs`), ...args], {
    cwd: project,
    env: { PATH: process.env['PATH'] ?? '', HOME: project, ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expectNoToken(output, [token, id, secret]);
  const log = (): string[] => readFileSync(join(project, 'logs/auth.log'), 'utf8').trim().split('\n');
  return { exitCode, output, log, project };
}

async function services() {
  const hub = await startHub();
  const modal = await startModal();
  hub.accounts.set(token, classicAccount('write'));
  modal.accounts.set(id, { secret, username: 'alice' });
  return { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, MODAL_SERVER_URL: modal.url, MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret };
}

describe('examples', () => {
  it('preflight passes with two good tokens, and writes it down', async () => {
    const { exitCode, output, log, project } = await runExample('preflight', await services());
    expect(output).toMatch(/^HF_TOKEN: valid\. .*\nMODAL_TOKEN: valid\. .*\n$/);
    expect(exitCode).toBe(0);
    expect(log().map((line) => JSON.parse(line).msg)).toContain('All tokens validated successfully');
    expect(statSync(join(project, 'logs/auth.log')).mode & 0o777).toBe(0o600);
    expectNoToken(log().join(), [token, id, secret]);
  });

  it('preflight fails with a token that is refused, and says what to do', async () => {
    const env = await services();
    const { exitCode, output, log } = await runExample('preflight', { ...env, HF_TOKEN: `hf_${sampler.text(34)}` });
    expect(exitCode).toBe(1);
    expect(output).toMatch(/HF_TOKEN: rejected\. .*\nnext: /);
    expect(log().map((line) => JSON.parse(line).level)).toContain('error');
  });

  it('retry goes on after a fault that passes, and gives up on a refusal', async () => {
    const hub = await startHub();
    const env = { UPLOAD_URL: `${hub.endpoint}/upload`, BASE_DELAY_MS: '10' };
    hub.script.push(html(503), json(200, {}));
    const passed = await runExample('retry', env);
    expect(passed).toMatchObject({ exitCode: 0, output: 'uploaded: 200\n' });
    expect(passed.log().map((line) => JSON.parse(line).msg)).toEqual([expect.stringMatching(/^Retry 2\/3 after 0\.0s$/)]);
    hub.script.push(json(403, {}));
    const refused = await runExample('retry', env);
    expect(refused).toMatchObject({ exitCode: 1, output: 'Upload failed after all retries: the upload answered 403\n' });
    expect(refused.log().map((line) => JSON.parse(line).msg)).toEqual(['All attempts failed: the upload answered 403']);
  });

  it('training-session runs the command with its exit code, and refuses without a token', async () => {
    const env = await services();
    expect(await runExample('training-session', env, [process.execPath, '-e', 'console.log("training"); process.exitCode = 7'])).toMatchObject({
      exitCode: 7,
      output: 'training\n',
    });
    const refused = await runExample('training-session', { ...env, HF_TOKEN: '' }, [process.execPath, '-e', 'console.log("training")']);
    expect(refused).toMatchObject({ exitCode: 1, output: expect.stringContaining('HF_TOKEN is not set') });
    expect(refused.output).not.toContain('training\n');
  });
});
