import { createRequire } from 'node:module';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { Repository } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(97);
const [token, allowed] = [1, 2].map(() => sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 })) as [string, string];
const id = sampler.token({ prefix: 'ak-', alphabet: 'base62', length: 22 });
const secret = sampler.token({ prefix: 'as-', alphabet: 'base62', length: 22 });

const ajv = new AjvDraft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv as never);
const validate = ajv.compile(createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));

function sarif(repository: Repository, ...args: readonly string[]): { exitCode: number | null; log: ReturnType<typeof JSON.parse> } {
  const tokens = [token, allowed, id, secret];
  const { exitCode, stdout } = runCli(['scan', '--format', 'sarif', ...args], { cwd: repository.path, env: repository.env, tokens });
  const log = JSON.parse(stdout);
  expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
  return { exitCode, log };
}

function filled(): Repository {
  const repository = Repository.create();
  repository.stage('a folder/ä#b?.py', `x\nlogin("${token}")\n`);
  repository.stage('.modal.toml', `token_id = "${id}"\ntoken_secret = "${secret}"\n`);
  repository.stage('b', `${allowed} # auth-guard:allow made up\n`);
  return repository;
}

describe('a report as SARIF', () => {
  it('is valid by the published schema, with places, levels, halves and what was allowed', () => {
    const { exitCode, log } = sarif(filled());
    expect(exitCode).toBe(1);
    const [run] = log.runs;
    const byRule = (ruleId: string): object[] => run.results.filter((result: { ruleId: string }) => result.ruleId === ruleId);
    expect(byRule('huggingface-user-token')).toMatchObject([
      {
        level: 'error',
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'a%20folder/%C3%A4%23b%3F.py', uriBaseId: 'ROOT' }, region: { startLine: 2, startColumn: 8 } } },
        ],
        partialFingerprints: { 'authGuard/v1': expect.stringMatching(/^v1:[0-9a-f]{32}$/) },
      },
      { suppressions: [{ kind: 'inSource', justification: 'made up' }] },
    ]);
    expect(byRule('modal-token-secret')).toMatchObject([{ relatedLocations: [{ physicalLocation: { region: { startLine: 1 } } }] }]);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(run.invocations).toMatchObject([{ executionSuccessful: true }]);
  });

  it('leads to no page for a rule of the project that names none, and neither does the text', () => {
    const repository = Repository.create();
    repository.stage('.auth-guard.yaml', "rules:\n  - { id: acme-key, title: Acme API key, pattern: 'acme_[a-z0-9]{20}' }\n");
    const value = sampler.token({ prefix: 'acme_', alphabet: 'base62', length: 20 }).toLowerCase();
    repository.stage('a.py', `key = "${value}"\n`);
    const { log } = sarif(repository);
    const [rule] = log.runs[0].tool.driver.rules;
    expect(rule).toMatchObject({ id: 'acme-key', help: { text: 'Revoke it where it was issued, then issue another.' } });
    expect(rule).not.toHaveProperty('helpUri');
    const { stdout } = runCli(['scan'], { cwd: repository.path, env: repository.env, tokens: [value] });
    expect(stdout).toContain('  next: Revoke it where it was issued, then issue another.\n');
  });

  it('is valid for a clean repository, for the history, and for what could not be checked', () => {
    const clean = Repository.create();
    expect(sarif(clean)).toMatchObject({ exitCode: 0, log: { runs: [{ results: [] }] } });
    const repository = filled();
    repository.commit();
    expect(sarif(repository, '--history').log.runs[0].results[0].message.text).toMatch(/Brought in by commit [0-9a-f]{40}/);
    const { exitCode, log } = sarif(repository, '--max-size', '20');
    expect(exitCode).toBe(3);
    expect(log.runs[0].invocations[0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' }, {}, {}] });
  });

  it('holds habits as warnings, and those that were allowed with the reason', () => {
    const repository = Repository.create();
    repository.stage('a.sh', `echo $HF_TOKEN\nhf auth login --token ${token}\necho $HF_TOKEN # auth-guard:allow[token-printed] a demo\n`);
    const { exitCode, log } = sarif(repository, '--habits', 'a.sh');
    expect(exitCode).toBe(1);
    const [run] = log.runs;
    expect(
      run.results.map(({ ruleId, level, suppressions }: { ruleId: string; level: string; suppressions?: object }) => ({ ruleId, level, suppressions })),
    ).toEqual([
      { ruleId: 'huggingface-user-token', level: 'error' },
      { ruleId: 'token-printed', level: 'warning' },
      { ruleId: 'token-in-arguments', level: 'warning' },
      { ruleId: 'token-printed', level: 'warning', suppressions: [{ kind: 'inSource', justification: 'a demo' }] },
    ]);
    expect(run.results[1].locations[0].physicalLocation).toMatchObject({ artifactLocation: { uri: 'a.sh' }, region: { startLine: 1, startColumn: 1 } });
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });
});
