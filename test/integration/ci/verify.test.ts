import { expect, it } from 'vitest';
import type { VerifyReport } from '#ci/report.ts';
import { startCli } from '../../support/cli-async.ts';
import { github, project } from '../../support/github/ci-project.ts';
import type { LoopbackGitHub } from '../../support/github/server.ts';
import type { RunPlan, Step } from '../../support/github/state.ts';
import { createSampler } from '../../support/samples.ts';

interface Verified {
  readonly exitCode: number | null;
  readonly report: VerifyReport;
  readonly stderr: string;
}

async function verify(hub: LoopbackGitHub, ...args: readonly string[]): Promise<Verified> {
  const repository = project();
  const env = { ...repository.env, ...hub.env };
  const run = await startCli(['secrets', 'verify', '--format', 'json', '--interval', '0.05', ...args], {
    cwd: repository.path,
    env,
    tokens: [hub.token, TOKEN],
  });
  return { exitCode: run.exitCode, stderr: run.stderr, report: run.stdout === '' ? (undefined as never) : JSON.parse(run.stdout) };
}

const TOKEN = `hf_${createSampler(21).text(34)}`;

async function ready(plan: RunPlan): Promise<LoopbackGitHub> {
  const hub = await github();
  const acme = hub.repository('acme/model');
  acme.addWorkflow('.github/workflows/auth-guard.yml');
  acme.plan = () => plan;
  return hub;
}

const validated = (...steps: readonly Step[]): RunPlan => ({ jobs: [{ name: 'validate', steps }] });

it('starts the workflow on the default branch, follows it, and proves each secret by its step', async () => {
  const hub = await ready(
    validated({ name: 'validate HF_TOKEN', conclusion: 'success' }, { name: 'validate MODAL_TOKEN_ID, MODAL_TOKEN_SECRET', conclusion: 'success' }),
  );
  const { report, exitCode, stderr } = await verify(hub);
  expect(report).toMatchObject({ verdict: 'clean', repository: 'acme/model', run: { conclusion: 'success' } });
  expect(report.secrets.map(({ name, state }) => `${name} ${state}`)).toEqual(['HF_TOKEN proven', 'MODAL_TOKEN_ID proven', 'MODAL_TOKEN_SECRET proven']);
  expect(stderr).toMatch(/queued.*\n.*in progress.*\n.*completed/);
  expect(hub.repository('acme/model').dispatches).toMatchObject([{ ref: 'main', inputs: { nonce: expect.stringMatching(/^[0-9a-f]{16}$/) } }]);
  expect(hub.asked.some((line) => line.endsWith('/logs'))).toBe(false);
  expect(exitCode).toBe(0);
});

it('finds its run by the nonce in the title where the service tells no id', async () => {
  const hub = await ready(validated({ name: 'validate HF_TOKEN', conclusion: 'success' }));
  const acme = hub.repository('acme/model');
  acme.givesRunDetails = false;
  acme.addRun(acme.workflows[0] as never, validated({ name: 'validate HF_TOKEN', conclusion: 'failure' }), {
    title: 'auth-guard other',
    event: 'workflow_dispatch',
  });
  const { report } = await verify(hub, 'HF_TOKEN');
  expect(report.secrets).toMatchObject([{ name: 'HF_TOKEN', state: 'proven' }]);
  expect(hub.asked.filter((line) => line.startsWith('POST'))).toHaveLength(2);
});

it('says why a secret was rejected, without anything of a token that stands in the log', async () => {
  const log = `2026-01-01T00:00:00.0000000Z HF_TOKEN  rejected  The Hub does not accept ${TOKEN}: revoked or expired.\n`;
  const hub = await ready({ jobs: [{ name: 'validate', steps: [{ name: 'validate HF_TOKEN', conclusion: 'failure' }], log }] });
  const { report, exitCode } = await verify(hub, 'hf_token');
  expect(report.secrets).toMatchObject([
    { name: 'HF_TOKEN', state: 'rejected', detail: expect.stringMatching(/^rejected: The Hub does not accept hf_…: revoked or expired\./) },
  ]);
  expect(report.verdict).toBe('findings');
  expect(exitCode).toBe(1);
});

it('gives the diagnosis of doctor where another program stands in the log', async () => {
  const log = '2026-01-01T00:00:00.0000000Z {"error":"Invalid credentials in Authorization header"}\n';
  const hub = await ready({ jobs: [{ name: 'validate', steps: [{ name: 'validate HF_TOKEN', conclusion: 'failure' }], log }] });
  expect((await verify(hub)).report.secrets[0]?.detail).toMatch(/\(hf-[a-z-]+\)/);
});

it('does not need the log: the conclusion of the step decides', async () => {
  const hub = await ready(validated({ name: 'validate HF_TOKEN', conclusion: 'failure' }));
  expect((await verify(hub)).report.secrets).toMatchObject([{ state: 'rejected' }]);
});

it.each([
  [
    'undecided by the service',
    validated({ name: 'validate HF_TOKEN', conclusion: 'success' }, { name: 'could not be decided: HF_TOKEN', conclusion: 'failure' }),
    /no decision/,
  ],
  ['of a cancelled run', { ...validated({ name: 'validate HF_TOKEN', conclusion: 'cancelled' }), conclusion: 'cancelled' as const }, /was cancelled/],
  ['of a run that GitHub could not start', { jobs: [], conclusion: 'startup_failure' as const }, /could not start/],
  [
    'whose step was passed over',
    validated({ name: 'install auth-guard', conclusion: 'failure' }, { name: 'validate HF_TOKEN', conclusion: 'skipped' }),
    /did not run, because one before it failed/,
  ],
  ['that no step tries', validated({ name: 'validate OTHER', conclusion: 'success' }), /no step of/],
  ['of a run that never starts', { ...validated(), statuses: ['queued' as const] }, /has not started/],
])('does not call a secret proven or rejected: %s', async (_name, plan, detail) => {
  const hub = await ready(plan);
  const { report, exitCode } = await verify(hub, 'HF_TOKEN', '--timeout', '0.3');
  expect(report.secrets).toMatchObject([{ name: 'HF_TOKEN', state: 'unprovable', detail: expect.stringMatching(detail), help: expect.stringMatching(/./) }]);
  expect(report.verdict).toBe('incomplete');
  expect(exitCode).toBe(3);
});

it('stops to follow when it is interrupted, and says that nothing is proven yet', async () => {
  const hub = await ready({ ...validated(), statuses: ['queued'] });
  const repository = project();
  const run = await startCli(['secrets', 'verify', 'HF_TOKEN', '--interval', '0.2'], {
    cwd: repository.path,
    env: { ...repository.env, ...hub.env },
    tokens: [hub.token],
    onStart: (child) => child.stderr?.on('data', (text: string) => void (String(text).includes('queued') && child.kill('SIGINT'))),
  });
  expect(run.stdout).toMatch(/HF_TOKEN {2}not proven {2}the run has not started yet \(queued\)/);
  expect(run.exitCode).toBe(3);
});

it('survives a service that fails for a moment, and gives up on one that stays down', async () => {
  const hub = await ready(validated({ name: 'validate HF_TOKEN', conclusion: 'success' }));
  hub.fail({ path: /runs\/\d+$/, status: 502, times: 2 });
  expect((await verify(hub)).report.verdict).toBe('clean');
  hub.fail({ path: /runs\/\d+$/, status: 502 });
  expect(await verify(hub)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('GitHub could not answer (502)') });
});

it('says what to do when the workflow is not on the default branch, or the login may not start it', async () => {
  const hub = await github();
  expect(await verify(hub)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('is not on main of acme/model') });
  hub.repository('acme/model').addWorkflow('.github/workflows/auth-guard.yml');
  hub.fail({ path: /dispatches/, status: 403, message: 'Resource not accessible by personal access token' });
  expect(await verify(hub)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('GitHub does not let this login') });
  hub.recover();
  hub.fail({ path: /dispatches/, status: 422, message: "Workflow does not have 'workflow_dispatch' trigger" });
  expect(await verify(hub)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('ci init --force') });
});

it('takes no value where a name belongs', async () => {
  const hub = await github();
  expect((await verify(hub, 'HF-TOKEN')).exitCode).toBe(2);
  expect(hub.requests).toEqual([]);
});
