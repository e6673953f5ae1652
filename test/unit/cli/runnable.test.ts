import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COMMAND_NAMES, runnable, withRunnableSteps } from '#cli/runnable.ts';
import { CLI_PATH } from '../../support/cli.ts';

const NPX = { programName: 'npx auth-guard' };
const CACHED = { programName: 'npx @auth-guard/cli' };

it('knows every command of the program', () => {
  const { stdout } = spawnSync(process.execPath, [CLI_PATH, '--help'], { encoding: 'utf8' });
  const names = [...stdout.slice(stdout.indexOf('Commands:')).matchAll(/^ {2}([a-z]+) /gm)].map((found) => found[1]).filter((name) => name !== 'help');
  const withExitCodes = names.filter((name) => name !== undefined && !/^\d/.test(name));
  expect(withExitCodes).toEqual([...COMMAND_NAMES]);
});

it.each([
  ['auth-guard validate', 'npx auth-guard validate'],
  ['Ask it: auth-guard validate huggingface', 'Ask it: npx auth-guard validate huggingface'],
  ['`auth-guard doctor` looks for the cause.', '`npx auth-guard doctor` looks for the cause.'],
  ['auth-guard ci init   (once), then   auth-guard secrets verify HF_TOKEN', 'npx auth-guard ci init   (once), then   npx auth-guard secrets verify HF_TOKEN'],
  ['git rebase -i, or auth-guard purge', 'git rebase -i, or npx auth-guard purge'],
  ['(a token in a URL: auth-guard scan .git/config)', '(a token in a URL: npx auth-guard scan .git/config)'],
  ['Then run auth-guard validate.', 'Then run npx auth-guard validate.'],
  ['first line\nauth-guard init', 'first line\nnpx auth-guard init'],
])('%j is to be typed as %j in a project', (text, typed) => {
  expect(runnable(text, NPX)).toBe(typed);
});

it.each([
  'auth-guard keeps it for minutes by itself',
  'auth-guard refused the push.',
  'run: npx --yes --package @auth-guard/cli auth-guard validate huggingface',
  'npx --no-install auth-guard hook pre-commit',
  'npx auth-guard scan',
  '.github/workflows/auth-guard ci.yml',
  '/srv/auth-guard scan',
  'auth-guard scan.yml',
  'auth-guard scan/a.py',
  'my-auth-guard scan',
  'auth-guard scanner',
  'auth-guard:allow[huggingface-user-token]',
])('%j is no command of its own to type, and stays', (text) => {
  expect(runnable(text, NPX)).toBe(text);
  expect(runnable(text, CACHED)).toBe(text);
});

it('changes nothing where the program is on PATH, and nothing twice', () => {
  const words = fc.constantFrom('auth-guard', 'npx', 'scan', 'validate', 'a.py', ' ', '\n', ': ', '`', '(', ')', '.', '/', '@auth-guard/cli', '--package');
  const texts = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(texts, fc.constantFrom(NPX, CACHED), (text, io) => {
      expect(runnable(text, { programName: 'auth-guard' })).toBe(text);
      expect(runnable(runnable(text, io), io)).toBe(runnable(text, io));
    }),
  );
});

it('words the steps of a report, and nothing else in it', () => {
  const command = 'auth-guard scan';
  const at = new Date(0);
  const report = {
    title: command,
    message: command,
    path: command,
    detail: { text: command, help: command },
    findings: [{ fix: [command, 'Revoke it'], seen: [{ text: command }] }],
    notChecked: [{ what: command, next: command }],
    problems: [{ fix: 'possible', help: null }],
    at,
  };
  const typed = 'npx auth-guard scan';
  expect(withRunnableSteps(report, NPX)).toEqual({
    ...report,
    detail: { text: command, help: typed },
    findings: [{ fix: [typed, 'Revoke it'], seen: [{ text: command }] }],
    notChecked: [{ what: command, next: typed }],
  });
  expect(withRunnableSteps(report, NPX).at).toBe(at);
  expect(withRunnableSteps(report, { programName: 'auth-guard' })).toEqual(report);
});
