import { expect, it } from 'vitest';
import { NEW, secretsScene } from './scene.ts';

const SET = ['secrets', 'set', 'HF_TOKEN', '--org', 'acme', '--from-stdin', '--yes'] as const;

it("makes an organisation's secret for this repository alone", async () => {
  const { acme, run } = await secretsScene();
  expect(await run(SET, { input: NEW })).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('the organisation acme') });
  expect(acme.organisation.value('HF_TOKEN')).toBe(NEW);
  expect(acme.organisation.readers.get('HF_TOKEN')).toEqual({ visibility: 'selected', repositories: ['model'] });
});

it('takes a secret of the organisation from nobody who could read it', async () => {
  const { acme, github, run } = await secretsScene();
  await github.addRepository('acme/other');
  acme.organisation.put('HF_TOKEN', { value: 'before' });
  acme.organisation.readers.set('HF_TOKEN', { visibility: 'selected', repositories: ['other'] });
  expect((await run(SET, { input: NEW })).exitCode).toBe(0);
  expect(acme.organisation.readers.get('HF_TOKEN')).toEqual({ visibility: 'selected', repositories: ['other', 'model'] });
  acme.organisation.readers.set('HF_TOKEN', { visibility: 'private', repositories: [] });
  expect((await run(SET, { input: NEW })).exitCode).toBe(0);
  expect(acme.organisation.readers.get('HF_TOKEN')).toEqual({ visibility: 'private', repositories: [] });
  expect(acme.organisation.value('HF_TOKEN')).toBe(NEW);
});

it('sets nothing where it may not see who reads it', async () => {
  const { acme, github, run } = await secretsScene();
  github.fail({ method: 'GET', path: /^\/orgs\/acme\/actions\/secrets\/HF_TOKEN/, status: 403, message: 'no' });
  expect((await run(SET, { input: NEW })).exitCode).toBe(3);
  expect(acme.organisation.secrets.size).toBe(0);
});

it("goes to the organisation's host, and deletes there", async () => {
  const { github, repository, run } = await secretsScene();
  repository.git('remote', 'set-url', 'origin', 'https://github.acme.example/acme/model.git');
  const env = { GH_ENTERPRISE_TOKEN: github.token };
  expect((await run(SET, { input: NEW, env })).exitCode).toBe(0);
  expect((await run(['secrets', 'delete', 'HF_TOKEN', '--org', 'acme', '--yes'], { env })).exitCode).toBe(0);
  const hosts = new Set(github.requests.map(({ host }) => host));
  expect([...hosts]).toEqual(['github.acme.example']);
});
