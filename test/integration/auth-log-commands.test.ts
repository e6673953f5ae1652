import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';

/** One call of each command that ends without asking anybody. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  scan: ['nowhere'],
  baseline: ['show'],
  rules: ['list'],
  purge: ['--fingerprint', `v1:${'0'.repeat(32)}`],
  init: ['--check'],
  uninstall: [],
  validate: ['--offline'],
  doctor: ['--offline'],
  run: ['--offline', '--', 'sh', '-c', 'exit 9'],
  ci: ['check'],
  secrets: ['list'],
  setup: ['huggingface', '--from-env', 'NOT_SET'],
  revoke: ['--from-env', 'NOT_SET'],
  upload: ['nowhere', '--repo-id', 'acme/m'],
};

/** The first two read a log or a stream, the third must be fast, the last tells of the others. */
const UNLOGGED = ['log', 'redact', 'hook', 'help'];

it('every command writes how it ended when it is asked to', () => {
  const repository = Repository.create();
  const run = (args: readonly string[]): number | null =>
    runCli(args, {
      cwd: repository.path,
      env: { ...repository.env, AUTH_GUARD_LOG: 'all.log', HF_ENDPOINT: 'http://127.0.0.1:59999', GH_CONFIG_DIR: temporaryFolder() },
      tokens: [],
    }).exitCode;
  const help = runCli(['--help'], { cwd: repository.path, env: repository.env, tokens: [] }).stdout;
  const commands = [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}(?<name>[a-z]+) /gm)].map((found) => found.groups?.['name'] ?? '');
  expect(Object.keys(COMMANDS).sort()).toEqual(commands.filter((name) => !UNLOGGED.includes(name)).sort());
  const ran = Object.entries(COMMANDS).map(([name, args]) => ({ name, exitCode: run([name, ...args]) }));
  const ended = readFileSync(join(repository.path, 'all.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ command }) => command !== undefined);
  expect(ended.map(({ command, exitCode }) => ({ name: String(command).split(' ')[0], exitCode }))).toEqual(ran);
}, 30_000);
