import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { expectNoToken } from '../support/cli.ts';
import { classicAccount, type Hub, startHub } from '../support/hub-server.ts';
import { type ModalServer, startModal } from '../support/modal-server.ts';
import { installPackage } from '../support/package.ts';
import { scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';
import { commandsOf, openShell, type Type } from '../support/session.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sampler = createSampler(411);
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const id = `ak-${sampler.text(22)}`;
const secret = `as-${sampler.text(22)}`;
const { cli } = installPackage([token, id, secret]);

interface Scene {
  readonly hub: Hub;
  readonly modal: ModalServer;
  readonly folder: string;
  readonly type: Type;
}

/** A project with two good tokens, and the packed program on PATH. */
async function scene(programs: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const [hub, modal, folder] = [await startHub(), await startModal(), temporaryFolder()];
  hub.accounts.set(token, classicAccount('write'));
  modal.accounts.set(id, { secret, username: 'alice' });
  const services = { HF_ENDPOINT: hub.endpoint, HF_TOKEN: token, MODAL_SERVER_URL: modal.url, MODAL_TOKEN_ID: id, MODAL_TOKEN_SECRET: secret };
  const type = openShell({ cli: cli(), folder, env: { ...scrubbedEnvironment(folder), ...services }, tokens: [token, id, secret], programs });
  return { hub, modal, folder, type };
}

it('validates, then trains: with the exit code of the training, which gets the tokens', async () => {
  const [validate = '', run = ''] = commandsOf('Before a training');
  const { type, folder } = await scene({ modal: 'test ${#HF_TOKEN} = 37 && echo "trained: $*"; exit 5' });
  expect(await type(validate)).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^HF_TOKEN {2}valid[\s\S]*\nMODAL_TOKEN {2}valid/) });
  expect(await type(run)).toEqual({ exitCode: 5, output: 'trained: run src/train_dit.py data/cats --steps 300000\n' });
  const log = readFileSync(join(folder, 'logs/auth.log'), 'utf8');
  expect(log.match(/"status":"valid"/g)).toHaveLength(2);
  expectNoToken(log, [token, id, secret]);
});

it('starts no training with a token that is refused, and prints the diagnosis', async () => {
  const { type, hub, modal } = await scene({ modal: 'echo trained' });
  hub.accounts.clear();
  modal.accounts.clear();
  const { exitCode, output } = await type(commandsOf('Before a training')[1] as string);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/cause {2}Hugging Face does not accept the token {2}hf-token-rejected\n[\s\S]* {2}next: /);
  expect(output).toMatch(/cause {2}.* {2}modal-token-invalid\n[\s\S]* {2}next: modal token new/);
  expect(output).toMatch(/auth-guard: modal was not started\.\n$/);
  const page = /All diagnoses: (?<page>.*)/.exec(output)?.groups?.['page'] ?? '';
  expect(readFileSync(page, 'utf8')).toContain('### hf-token-rejected\n');
});

it('explains an upload that gave up, from its log', async () => {
  const [showLog = '', validate = '', upload = '', explain = ''] = commandsOf('An upload gives up');
  const python = 'echo "uploading with $HF_TOKEN"; echo "WARNING: Retry 3/3 after 30.0s"; echo "ERROR: All attempts failed: Connection timeout"; exit 1';
  const { type, folder } = await scene({ python });
  await type(validate, { AUTH_GUARD_LOG: '1' });
  expect(await type(showLog)).toMatchObject({ exitCode: 0, output: expect.stringContaining('HF_TOKEN valid: ') });
  expect((await type(upload)).output).toContain('uploading with hf_…');
  expectNoToken(readFileSync(join(folder, 'upload.log'), 'utf8'), [token]);
  const { exitCode, output } = await type(explain);
  expect(exitCode).toBe(1);
  expect(output).toMatch(/cause {2}.*\n {2}│ line \d+: (?:WARNING: Retry|ERROR: All attempts)[\s\S]*next: /);
});

it('redacts as a filter', async () => {
  const { type } = await scene();
  expect(await type('echo "token $HF_TOKEN and $MODAL_TOKEN_SECRET" | auth-guard redact')).toEqual({ exitCode: 0, output: 'token hf_… and as-…\n' });
});

it('gives a program in TypeScript its types and its functions', async () => {
  const { type, folder } = await scene();
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  symlinkSync(dirname(dirname(dirname(dirname(cli())))), join(folder, 'node_modules/package'));
  symlinkSync(join(folder, 'node_modules/package/@auth-guard'), join(folder, 'node_modules/@auth-guard'));
  symlinkSync(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
  const program = `
    import { AuthValidator, redact, RetryConfig, RetryManager, scan, setupAuthLogging, TokenStatus } from '@auth-guard/cli';
    const logger = setupAuthLogging();
    const results = await new AuthValidator({ logger }).validateAllTokens();
    const retried: number = await new RetryManager(new RetryConfig({ maxAttempts: 3, baseDelayMs: 1, maxDelayMs: 2, retryable: [TypeError] }), { logger }).execute(({ number }) => {
      if (number < 2) throw new TypeError('again');
      return number;
    });
    const text = \`token = "\${process.env['HF_TOKEN']}"\`;
    console.log(results.every(({ status }) => status === TokenStatus.VALID), retried, scan(text).map(({ rule, line }) => \`\${rule.id}:\${line}\`).join(), redact(text));
  `;
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'program.ts'), program);
  const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--exactOptionalPropertyTypes', '--types', 'node', '--skipLibCheck'];
  execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, 'program.ts'], { cwd: folder, stdio: 'inherit' });
  expect(await type(`'${process.execPath}' program.js`)).toEqual({ exitCode: 0, output: 'true 2 huggingface-user-token:1 token = "hf_…"\n' });
});
