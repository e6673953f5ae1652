import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliRun, runCli } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(65).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

interface Shown {
  readonly habitId: string;
  readonly location: { readonly path: string; readonly line: number; readonly column: number };
}

function run(repository: Repository, ...args: readonly string[]): CliRun {
  return runCli(args, { cwd: repository.path, env: repository.env, tokens: [token] });
}

function habits(repository: Repository, ...args: readonly string[]): string[] {
  const { habits: found } = JSON.parse(run(repository, 'scan', '--habits', '--format', 'json', ...args).stdout) as { habits: Shown[] };
  return found.map(({ habitId, location }) => `${location.path}:${location.line}:${location.column} ${habitId}`);
}

function withFile(path: string, content: string): Repository {
  const repository = Repository.create();
  chmodSync(repository.path, 0o700);
  repository.stage(path, content);
  return repository;
}

const notebook = JSON.stringify(
  {
    cells: [
      { cell_type: 'markdown', source: ['print(hf_token)\n'] },
      { cell_type: 'code', source: ['import os\n', 'print(hf_token)\n', '!hf auth login --token $HF_TOKEN'], outputs: [] },
    ],
    nbformat: 4,
  },
  null,
  1,
);

describe('scan --habits', () => {
  it.each([
    ['a.sh', 'set -e\n  echo "x" && \\\n    echo $HF_TOKEN\n', ['a.sh:3:5 token-printed']],
    ['bin/run', '#!/usr/bin/env bash\necho $HF_TOKEN\n', ['bin/run:2:1 token-printed']],
    ['a.py', 'x = 1\nprint(\n    "token",\n    hf_token,\n)\n', ['a.py:2:1 token-printed']],
    ['a.tsx', 'if (x) {\n  console.log(process.env.HF_TOKEN);\n}\n', ['a.tsx:2:3 token-printed']],
    ['README.md', '# A\n\n```bash\n$ hf auth login --token $HF_TOKEN\nLogged in with --token $HF_TOKEN\n```\n', ['README.md:4:17 token-in-arguments']],
    [
      '.github/workflows/ci.yml',
      'jobs:\n  a:\n    steps:\n      - run: |\n          echo ok\n          env | sort\n      - run: echo ${{ secrets.HF_TOKEN }}\n',
      ['.github/workflows/ci.yml:6:11 environment-dumped', '.github/workflows/ci.yml:7:14 token-printed'],
    ],
    ['.gitlab-ci.yml', 'job:\n  script:\n    - echo ok\n    - printenv\n', ['.gitlab-ci.yml:4:7 environment-dumped']],
    ['Dockerfile', 'FROM python\nARG HF_TOKEN\nRUN pip install x \\\n  && echo $HF_TOKEN\n', ['Dockerfile:2:1 token-in-image', 'Dockerfile:4:6 token-printed']],
    ['a.ipynb', notebook, ['a.ipynb:13:1 token-printed', 'a.ipynb:14:16 token-in-arguments']],
    ['app/.env', 'A=1\n', ['app/.env:1:1 credential-file-tracked']],
    ['.env.example', 'HF_TOKEN=\n', []],
    ['data.json', '{"run": "echo $HF_TOKEN"}', []],
  ])('finds in %s what stands there, at its place', (path, content, expected) => {
    expect(habits(withFile(path, content))).toEqual(expected);
    expect(habits(withFile(path, content), '--staged')).toEqual(expected);
  });

  it('warns: neither the verdict nor the exit code changes, unless it is strict', () => {
    const repository = withFile('a.sh', 'echo $HF_TOKEN\n');
    const { exitCode, stdout } = run(repository, 'scan', '--habits');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('a.sh:1:1  warning  token-printed');
    expect(stdout).toContain('better: Print whether it is set');
    expect(stdout).toContain('1 warning');
    expect(run(repository, 'scan', '--habits', '--strict').exitCode).toBe(1);
    repository.stage('.auth-guard.yaml', 'habits: {strict: true}\n');
    expect(run(repository, 'scan', '--habits').exitCode).toBe(1);
    expect(run(repository, 'scan').exitCode).toBe(0);
  });

  it('prints no token that stands in the line', () => {
    const repository = withFile('a.sh', `hf auth login --token ${token}\n`);
    const { exitCode, stdout } = run(repository, 'scan', '--habits');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('token-in-arguments');
    expect(stdout).toContain('hf auth login --token hf_…');
  });

  it('passes what a mark, the settings or `off` allow, and says so', () => {
    const repository = withFile('a.sh', 'echo $HF_TOKEN # auth-guard:allow[token-printed] a demo\n');
    repository.stage('docs/b.sh', 'echo $HF_TOKEN\n');
    repository.stage('c.py', 'login(add_to_git_credential=True)\n');
    repository.stage(
      '.auth-guard.yaml',
      'allow:\n  - paths: [docs/**]\n    rules: [token-printed]\n    reason: shows the harm\noff:\n  git-credential-stored: we push with git\n',
    );
    const { stdout, exitCode } = run(repository, 'scan', '--habits', '--strict');
    expect(exitCode).toBe(0);
    for (const said of ['2 warnings allowed', '1 rule off', 'token-printed (mark on the line: a demo)', 'token-printed (settings: shows the harm)'])
      expect(stdout).toContain(said);
  });

  it('is off in the hook by default, and a setting turns it on', () => {
    const repository = withFile('a.sh', 'echo $HF_TOKEN\n');
    expect(run(repository, 'hook', 'pre-commit')).toMatchObject({ exitCode: 0, stderr: '' });
    repository.stage('.auth-guard.yaml', 'habits: {preCommit: true}\n');
    expect(run(repository, 'hook', 'pre-commit')).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('token-printed') });
    repository.stage('.auth-guard.yaml', 'habits: {preCommit: true, strict: true}\n');
    expect(run(repository, 'hook', 'pre-commit').exitCode).toBe(1);
  });

  it('sees who may read the files of credentials, and every folder on the way', () => {
    const home = temporaryFolder();
    const repository = new Repository(withFile('a', '').path, { ...Repository.create().env, HOME: home });
    mkdirSync(join(home, '.cache/huggingface'), { recursive: true, mode: 0o755 });
    writeFileSync(join(home, '.cache/huggingface/token'), token, { mode: 0o644 });
    writeFileSync(join(home, '.modal.toml'), '', { mode: 0o600 });
    chmodSync(home, 0o755);
    expect(habits(repository)).toEqual(['~/.cache/huggingface/token:1:1 credential-file-readable']);
    chmodSync(home, 0o700);
    expect(habits(repository)).toEqual([]);
  });

  it('does not call a notebook that is no JSON clean', () => {
    expect(run(withFile('a.ipynb', '{"cells": [ token'), 'scan', '--habits')).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('a.ipynb') });
  });

  it('says that it does not look at the history, nor at a text without a name', () => {
    const repository = withFile('a', '');
    expect(run(repository, 'scan', '--habits', '--history')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('can be changed no more') });
    expect(run(repository, 'scan', '--habits', '--stdin')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--name') });
  });

  it.each([
    ['a.sh', 'set -e\necho $HF_TOKEN\n', ['a.sh:2:1 token-printed']],
    ['a.ipynb', notebook, ['a.ipynb:13:1 token-printed', 'a.ipynb:14:16 token-in-arguments']],
    ['run', '#!/bin/sh\necho $HF_TOKEN\n', ['run:2:1 token-printed']],
    ['data.json', '{"run": "echo $HF_TOKEN"}', []],
  ])('looks at standard input that is called %s', (name, input, expected) => {
    const repository = withFile('a', '');
    const args = ['scan', '--habits', '--stdin', '--name', name, '--format', 'json'];
    const { exitCode, stdout } = runCli(args, { cwd: repository.path, env: repository.env, tokens: [token], input });
    const { habits: found } = JSON.parse(stdout) as { habits: Shown[] };
    expect(found.map(({ habitId, location }) => `${location.path}:${location.line}:${location.column} ${habitId}`)).toEqual(expected);
    expect(exitCode).toBe(0);
  });
});
