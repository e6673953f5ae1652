import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { Repository } from '../support/repository.ts';

function repositoryWith(settings: string): Repository {
  const repository = Repository.create();
  repository.stage('.auth-guard.yaml', settings);
  repository.stage('a.txt', 'nothing\n');
  return repository;
}

describe('settings that look into less of what hides in a content', () => {
  it.each([
    ['layers: { maxDepth: 0 }\n', 'layers off'],
    ['layers: { maxTotal: 1k }\n', 'layers.maxTotalBytes 1024 instead of 536870912'],
    ['layers: { maxMembers: 1 }\n', 'layers.maxMembers 1 instead of 100000'],
  ])('are said in reports and in hooks: %s', (settings, said) => {
    const { path: cwd, env } = repositoryWith(settings);
    expect(runCli(['scan'], { cwd, env, tokens: [] }).stdout).toContain(said);
    expect(runCli(['hook', 'pre-commit'], { cwd, env, tokens: [] }).stderr).toContain(`suppressed: ${said}`);
    expect(JSON.parse(runCli(['scan', '--format', 'json'], { cwd, env, tokens: [] }).stdout).settings.layers).toHaveLength(1);
  });

  it('are no news when they look into more, or the same', () => {
    const { path: cwd, env } = repositoryWith('layers: { maxDepth: 9, maxRatio: 250 }\n');
    expect(runCli(['scan'], { cwd, env, tokens: [] }).stdout).not.toContain('layers');
    expect(runCli(['hook', 'pre-commit'], { cwd, env, tokens: [] }).stderr).toBe('');
  });
});
