import { expect, it } from 'vitest';
import { startCli } from '../../support/cli-async.ts';
import { check, DAYS_AGO, github, project, WORKFLOW } from '../../support/github/ci-project.ts';

it('is clean when every secret exists, is young, and was proven since it was set', async () => {
  const hub = await github();
  const acme = hub.repository('acme/model');
  acme.actions.put('HF_TOKEN', { updatedAt: DAYS_AGO(10) });
  const workflow = acme.addWorkflow('.github/workflows/auth-guard.yml');
  acme.addRun(workflow, { jobs: [{ name: 'v', steps: [{ name: 'validate HF_TOKEN', conclusion: 'success' }] }], createdAt: DAYS_AGO(3) });
  const { exitCode, report } = await check(project(), hub.env);
  expect(report).toMatchObject({ verdict: 'clean', repository: 'acme/model', problems: [], unchecked: [] });
  expect(report.secrets).toMatchObject([
    { name: 'HF_TOKEN', status: 'present', proof: { state: 'proven', ageDays: 3 }, places: [{ level: 'repository', ageDays: 10 }] },
  ]);
  expect(exitCode).toBe(0);
});

it('finds a secret in any level that the job can read, and says which one it is in when it cannot', async () => {
  const hub = await github();
  const acme = hub.repository('acme/model');
  acme.organisation.put('HF_TOKEN');
  expect((await check(project(), hub.env)).report.secrets[0]).toMatchObject({ status: 'present', places: [{ level: 'organisation' }] });
  acme.organisation.secrets.clear();
  (await acme.environment('Prod')).put('HF_TOKEN');
  expect((await check(project(), hub.env)).report.secrets[0]).toMatchObject({ status: 'present', places: [{ level: 'environment', environment: 'Prod' }] });
  acme.environments.clear();
  (await acme.environment('eu/stage')).put('HF_TOKEN');
  const wrong = await check(project(), hub.env);
  expect(wrong.ids).toContain('secret-wrong-level:HF_TOKEN');
  expect(wrong.exitCode).toBe(1);
  expect(hub.asked).toContain('GET /repos/acme/model/environments/eu%2Fstage/secrets');
});

it('finds what is missing, what it is probably called, what is unused, old, outdated and rejected', async () => {
  const hub = await github();
  const acme = hub.repository('acme/model');
  acme.actions.put('HUGGINGFACE_TOKEN');
  const missing = await check(project(), hub.env);
  expect(missing.ids).toEqual(['secret-missing:HF_TOKEN', 'secret-unused:HUGGINGFACE_TOKEN']);
  expect(missing.report.problems[0]?.message).toContain('There is a secret HUGGINGFACE_TOKEN');
  acme.actions.secrets.clear();
  acme.actions.put('HF_TOKEN', { updatedAt: DAYS_AGO(120) });
  expect((await check(project(), hub.env)).ids).toEqual(['secret-old:HF_TOKEN', 'secret-unproven:HF_TOKEN']);
  expect((await check(project(), hub.env, '--max-age', '1y')).ids).toEqual(['secret-unproven:HF_TOKEN']);
  const workflow = acme.addWorkflow('.github/workflows/auth-guard.yml');
  acme.addRun(workflow, { jobs: [{ name: 'v', steps: [{ name: 'validate HF_TOKEN', conclusion: 'failure' }] }], createdAt: DAYS_AGO(1) });
  expect((await check(project(), hub.env, '--max-age', '1y')).ids).toEqual(['secret-rejected:HF_TOKEN']);
  acme.actions.put('HF_TOKEN');
  const again = await check(project(), hub.env);
  expect(again.report.secrets[0]?.proof.state).toBe('outdated');
  expect(again.ids).toEqual(['secret-unproven:HF_TOKEN']);
});

it('takes the last word that decides, and the worse one of two environments', async () => {
  const hub = await github();
  const acme = hub.repository('acme/model');
  acme.actions.put('HF_TOKEN', { updatedAt: DAYS_AGO(10) });
  const workflow = acme.addWorkflow('.github/workflows/auth-guard.yml');
  const steps = (...conclusions: readonly ('success' | 'failure')[]) =>
    conclusions.map((conclusion, index) => ({ name: `v${index}`, steps: [{ name: 'validate HF_TOKEN', conclusion }] }));
  acme.addRun(workflow, { jobs: steps('success'), createdAt: DAYS_AGO(5) });
  const undecided = { name: 'could not be decided: HF_TOKEN', conclusion: 'failure' } as const;
  acme.addRun(workflow, { jobs: [{ name: 'v', steps: [{ name: 'validate HF_TOKEN', conclusion: 'success' }, undecided] }], createdAt: DAYS_AGO(2) });
  const proof = async (): Promise<unknown> => (await check(project(), hub.env)).report.secrets[0]?.proof;
  expect(await proof()).toMatchObject({ state: 'proven', ageDays: 5 });
  acme.addRun(workflow, { jobs: steps('success', 'failure'), createdAt: DAYS_AGO(1) });
  expect(await proof()).toMatchObject({ state: 'rejected', ageDays: 1 });
});

it('follows local calls: a mapped secret is the outer one, an inherited one the inner, a required one must be passed', async () => {
  const hub = await github();
  const acme = hub.repository('acme/model');
  const repository = project(undefined, WORKFLOW.replace('HF_TOKEN }}', 'HF_TOKEN }}')); // and two more
  acme.actions.put('HF_TOKEN');
  const called =
    'on:\n  workflow_call:\n    secrets:\n      INNER: {required: true}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: x\n        env:\n          A: ${{ secrets.INNER }}\n';
  repository.stage('.github/workflows/called.yml', called);
  const caller = (secrets: string): string => `on: push\njobs:\n  a:\n    uses: ./.github/workflows/called.yml\n${secrets}`;
  repository.stage('.github/workflows/caller.yml', caller('    secrets: {INNER: "${{ secrets.OUTER }}"}\n'));
  const names = async (): Promise<readonly string[]> => (await check(repository, hub.env)).report.secrets.map(({ name }) => name);
  expect(await names()).toEqual(['HF_TOKEN', 'OUTER']);
  repository.stage('.github/workflows/caller.yml', caller('    secrets: inherit\n'));
  expect(await names()).toEqual(['HF_TOKEN', 'INNER']);
  repository.stage('.github/workflows/caller.yml', caller(''));
  expect((await check(repository, hub.env)).ids).toContain('secret-not-passed:INNER');
  repository.stage(
    '.github/workflows/caller.yml',
    caller('    secrets: inherit\n').replace('./.github/workflows/called.yml', 'big/shared/.github/workflows/x.yml@v1'),
  );
  acme.actions.put('OTHER');
  const remote = await check(repository, hub.env);
  expect(remote.report.remoteWorkflows).toEqual([{ uses: 'big/shared/.github/workflows/x.yml@v1', secrets: null }]);
  expect(remote.ids).not.toContain('secret-unused:OTHER');
});

it('asks for a proof of what is handed on as a token, whatever it is called, and of nothing else', async () => {
  const hub = await github();
  const acme = hub.repository('acme/model');
  const steps = [
    '      - uses: actions/create-github-app-token@v2',
    '        with: {app-id: "${{ secrets.HF_BOT_APP_ID }}", private-key: "${{ secrets.MODAL_BOT_PEM }}"}',
    '      - run: npx auth-guard validate && hf upload a/b .',
    '        env: {HF_TOKEN: "${{ secrets.RELEASE_BUCKET }}"}',
    '      - uses: acme/deploy@v1',
    '        with: {token: "${{ secrets.HF_TOKEN }}"}',
  ];
  for (const name of ['HF_BOT_APP_ID', 'MODAL_BOT_PEM', 'RELEASE_BUCKET', 'HF_TOKEN']) acme.actions.put(name);
  const repository = project(undefined, `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${steps.join('\n')}\n`);
  const { ids, report } = await check(repository, hub.env);
  expect([...ids].sort()).toEqual(['secret-unproven:HF_TOKEN', 'secret-unproven:RELEASE_BUCKET']);
  expect(report.secrets.flatMap(({ name, isProvable }) => (isProvable ? name : []))).toEqual(['HF_TOKEN', 'RELEASE_BUCKET']);
  const text = await startCli(['ci', 'check'], { cwd: repository.path, env: { ...repository.env, ...hub.env }, tokens: [] });
  expect(text.stdout).toMatch(/RELEASE_BUCKET +repository, set today, never proven/);
  expect(text.stdout).toMatch(/HF_BOT_APP_ID +repository, set today {2}\.github/);
  const { stdout } = await startCli(['ci', 'init', '--print'], { cwd: repository.path, env: repository.env, tokens: [] });
  expect(stdout.match(/name: validate .*/g)).toEqual(['name: validate RELEASE_BUCKET', 'name: validate HF_TOKEN']);
});
