import { expect, it } from 'vitest';
import { WORKFLOW } from '../support/github/ci-project.ts';
import { LoopbackGitHub } from '../support/github/server.ts';
import { classicAccount, startHub } from '../support/hub-server.ts';
import { installPackage } from '../support/package.ts';
import { Repository } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';
import { commandsOf, openShell } from '../support/session.ts';
import { ENTER, startOnTerminal } from '../support/terminal.ts';

const sampler = createSampler(416);
const old = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const fresh = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const { cli } = installPackage([old, fresh]);

it('finds why a workflow failed, replaces its secret, has a run prove it, and starts the workflow again', async () => {
  const [hub, github] = [await startHub(), await LoopbackGitHub.start('acme/model')];
  hub.accounts.set(fresh, classicAccount('write'));
  const acme = github.repository('acme/model');
  acme.actions.put('HF_TOKEN', { value: old, updatedAt: '2026-01-01T00:00:00Z' });
  const [workflow] = [acme.addWorkflow('.github/workflows/upload-hub.yml'), acme.addWorkflow('.github/workflows/auth-guard.yml')];
  const steps = [{ name: 'Upload', conclusion: 'failure' as const }];
  const log = `2026-11-24T09:00:00.1234567Z ❌ HF_TOKEN validation failed: Invalid user token. ${old}\n2026-11-24T09:00:01.1234567Z ##[error]Process completed with exit code 1.\n`;
  const failed = acme.addRun(workflow, { jobs: [{ name: 'upload', steps, log }] });
  acme.plan = ({ nonce }) => ({ jobs: [{ name: 'validate', steps: [{ name: nonce === undefined ? 'Upload' : 'validate HF_TOKEN', conclusion: 'success' }] }] });
  const repository = Repository.create();
  repository.git('remote', 'add', 'origin', 'https://github.com/acme/model.git');
  repository.stage('.github/workflows/upload-hub.yml', WORKFLOW);
  repository.commit();
  const tokens = [old, fresh, github.token];
  const env = { ...repository.env, ...github.env, HF_ENDPOINT: hub.endpoint };
  const type = openShell({ cli: cli(), folder: repository.path, env, tokens });
  const [doctor = '', check = '', set = '', verify = '', start = '', watch = ''] = commandsOf('A workflow fails at its token');

  const explained = await type(doctor.replace('12345', String(failed.id)));
  expect(explained).toMatchObject({
    exitCode: 1,
    output: expect.stringMatching(/cause {2}Hugging Face does not accept the token {2}hf-token-rejected\n {2}│ upload \/ Upload, line 1: /),
  });
  expect((await type(check)).output).toMatch(/HF_TOKEN/);

  const terminal = startOnTerminal(set.split(' ').slice(1), { cwd: repository.path, env, tokens });
  await terminal.shows(/HF_TOKEN/);
  terminal.type(`${fresh}${ENTER}`);
  await terminal.shows(/HF_TOKEN {2}valid/);
  terminal.type(`y${ENTER}`);
  expect(await terminal.end).toMatchObject({ exitCode: 0, restored: true });
  expect(acme.actions.value('HF_TOKEN')).toBe(fresh);

  expect(await type(`${verify} --interval 0.05`)).toMatchObject({ exitCode: 0, output: expect.stringMatching(/HF_TOKEN {2}works\n/) });
  expect(await type(`${start} -R acme/model`)).toEqual({ exitCode: 0, output: '' });
  expect(acme.dispatches.map((one) => one.workflow)).toEqual(['.github/workflows/auth-guard.yml', '.github/workflows/upload-hub.yml']);
  const [again] = acme.runs;
  expect(await type(`${watch} ${again?.id} -R acme/model --interval 1 --exit-status`)).toMatchObject({ exitCode: 0 });
}, 60_000);
