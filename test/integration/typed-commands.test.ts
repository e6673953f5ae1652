import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { COMMAND_NAMES } from '#cli/runnable.ts';
import { expectNoToken } from '../support/cli.ts';
import { placeProgram } from '../support/placed-program.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(733).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

/** A command of this program, as it is typed. */
const COMMAND = new RegExp(`(?:npx )?auth-guard (?:${COMMAND_NAMES.join('|')})\\b`, 'g');

type Place = (project: string) => string;

const PLACES: readonly (readonly [string, string, Place])[] = [
  ['in the project', 'npx auth-guard', (project) => placeProgram(project)],
  ['on PATH', 'auth-guard', () => placeProgram(join(temporaryFolder(), 'lib'))],
  ['in the cache of npx', 'npx @auth-guard/cli', () => placeProgram(join(temporaryFolder(), '_npx/0a1b'))],
];

const CASES: readonly (readonly [readonly string[], number, string])[] = [
  [['purge', '--fingerprint', 'v1:none'], 2, 'help: NAME scan --history --format json lists the fingerprints.'],
  [['baseline', 'prune'], 2, 'help: NAME baseline create makes one.'],
  [['rules', 'show', 'nothing'], 2, 'help: NAME rules list names them all.'],
  [['doctor', '--repo', 'acme/m'], 2, 'help: NAME doctor --run ID --repo OWNER/NAME'],
  [['doctor', '../empty.log'], 3, 'next: NAME doctor   (without a log'],
  [['log'], 2, 'help: Commands write it when asked to: NAME validate --log '],
  [['revoke', 'modal'], 0, '3. NAME validate modal '],
  [['run', '--help'], 0, 'Usage: NAME run [options]'],
  [['run', '--help'], 0, 'then run a command: NAME run --needs'],
  [['--help'], 0, 'Usage: NAME [options]'],
];

/** A repository with the program at a place, and what runs it from a sub-folder. */
function laidOut(
  place: Place,
): (args: readonly string[], more?: { env?: Record<string, string>; input?: string }) => { exitCode: number | null; output: string } {
  const repository = Repository.create();
  const cli = place(repository.path);
  const cwd = join(repository.path, 'packages');
  mkdirSync(cwd);
  writeFileSync(join(repository.path, 'empty.log'), 'fatal: nobody has ever seen this\n');
  return (args, { env = {}, input = '' } = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, env: { ...repository.env, ...env }, encoding: 'utf8', input });
    expectNoToken(stdout + stderr, [token]);
    return { exitCode: status, output: stdout + stderr };
  };
}

it.each(PLACES)('names commands as they are typed where the program is %s: %s', (_where, name, place) => {
  const run = laidOut(place);
  for (const [args, exitCode, text] of CASES) {
    const ended = run(args);
    expect(ended.output).toContain(text.replace('NAME', name));
    expect(ended.exitCode).toBe(exitCode);
    for (const [command] of ended.output.matchAll(COMMAND)) expect(command.startsWith(`${name} `)).toBe(true);
  }
});

it.each(PLACES)('says so in JSON, too, where the program is %s: %s', (_where, name, place) => {
  const { output } = laidOut(place)(['validate', 'huggingface', '--offline', '--format', 'json'], { env: { HF_TOKEN: token } });
  expect(JSON.parse(output).results[0].help).toBe(`Ask it: ${name} validate huggingface`);
});

it('leaves workflows, excerpts and what goes through a filter as they are', () => {
  const run = laidOut(placeProgram);
  expect(run(['ci', 'init', '--print']).output).toContain('# Written by `auth-guard ci init`.');
  const input = `auth-guard scan # help: auth-guard scan, with ${token}\n`;
  expect(run(['scan', '--stdin', '--name', 'auth-guard scan'], { input }).output).toMatch(
    /^auth-guard scan:1:\d+ .*\n.*│ auth-guard scan # help: auth-guard scan, with hf_/m,
  );
  expect(run(['redact'], { input }).output).toContain('auth-guard scan # help: auth-guard scan, with hf_');
});
