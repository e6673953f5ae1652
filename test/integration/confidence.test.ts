import { describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../support/cli.ts';
import { Repository } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(77);
const key = sampler.text(40, '0123456789abcdef');
const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function preCommit(files: Readonly<Record<string, string>>): CliRun {
  const repository = Repository.create();
  for (const [path, text] of Object.entries(files)) repository.stage(path, text);
  return runCli(['hook', 'pre-commit'], { cwd: repository.path, env: repository.env, tokens: [key, token] });
}

function rulesFound(...options: readonly string[]): string[] {
  const repository = Repository.create();
  const input = `WANDB_API_KEY=${key}\nHF_TOKEN=${token}\n`;
  const { stdout } = runCli(['scan', '--stdin', '--format', 'json', ...options], { cwd: repository.path, env: repository.env, tokens: [key, token], input });
  return JSON.parse(stdout).findings.map((finding: { ruleId: string }) => finding.ruleId);
}

describe('a hook', () => {
  it('notes what it is not sure of, and lets it pass', () => {
    const { exitCode, stderr } = preCommit({ 'a.env': `WANDB_API_KEY=${key}\n` });
    expect(exitCode).toBe(0);
    expect(stderr).toContain('a.env:1:15 wandb-legacy-key …');
    expect(stderr).toContain('confidence medium');
  });

  it('stops at what the settings say', () => {
    const { exitCode } = preCommit({ 'a.env': `WANDB_API_KEY=${key}\n`, '.auth-guard.yaml': 'blockOn: medium\n' });
    expect(exitCode).toBe(1);
  });

  it('stops at high confidence, with notes beside it', () => {
    const { exitCode, stderr } = preCommit({ 'a.env': `WANDB_API_KEY=${key}\nHF_TOKEN=${token}\n` });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('1 noted');
  });
});

describe('scan', () => {
  it('reports every confidence, and narrows to providers, severities and confidences', () => {
    expect(rulesFound()).toEqual(['wandb-legacy-key', 'huggingface-user-token']);
    expect(rulesFound('--provider', 'wandb,modal')).toEqual(['wandb-legacy-key']);
    expect(rulesFound('--confidence', 'high')).toEqual(['huggingface-user-token']);
    expect(rulesFound('--severity', 'critical')).toEqual([]);
  });

  it('does not know every provider', () => {
    const repository = Repository.create();
    const { exitCode, stderr } = runCli(['scan', '--provider', 'acme'], { cwd: repository.path, env: repository.env, tokens: [] });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('huggingface');
  });
});
