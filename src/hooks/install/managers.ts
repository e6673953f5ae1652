import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HookEvent } from '#hooks/install/events.ts';

/** Another program that writes the hooks from a file of its own: that file is where we belong. */
export interface HookManager {
  readonly name: 'lefthook' | 'pre-commit' | 'simple-git-hooks';
  /** Its file, relative to the repository's top. */
  readonly file: string;
  /** Whether the file has us run at an event. */
  runs(event: HookEvent): boolean;
  /** What to add to the file for these events. */
  snippet(events: readonly HookEvent[]): string;
  /** What to run then. */
  readonly command: string;
}

const CALL = 'npx --no-install auth-guard hook';

const ARGUMENTS: Readonly<Partial<Record<HookEvent, string>>> = { 'commit-msg': ' {1}', 'pre-push': ' {1} {2}' };

function lefthookSnippet(events: readonly HookEvent[]): string {
  return events
    .map((event) => {
      const input = event === 'pre-push' ? '\n      use_stdin: true' : '';
      return `${event}:\n  jobs:\n    - name: auth-guard\n      run: ${CALL} ${event}${ARGUMENTS[event] ?? ''}${input}`;
    })
    .join('\n');
}

const PRE_COMMIT_IDS: Readonly<Partial<Record<HookEvent, string>>> = {
  'pre-commit': 'auth-guard',
  'pre-merge-commit': 'auth-guard',
  'commit-msg': 'auth-guard-message',
  'pre-push': 'auth-guard-push',
};

function preCommitSnippet(events: readonly HookEvent[]): string {
  const ids = [...new Set(events.flatMap((event) => PRE_COMMIT_IDS[event] ?? []))];
  const hooks = ids.map((id) => {
    const event = events.find((one) => PRE_COMMIT_IDS[one] === id);
    const stages = id === 'auth-guard' ? 'pre-commit, pre-merge-commit' : event;
    return `      - {id: ${id}, name: ${id}, entry: ${CALL} ${event}, language: system, stages: [${stages}], always_run: true, pass_filenames: ${event === 'commit-msg'}}`;
  });
  return ['repos:', '  - repo: local', '    hooks:', ...hooks].join('\n');
}

function simpleSnippet(events: readonly HookEvent[]): string {
  const lines = events.map((event) => `    "${event}": "${CALL} ${event} \\"$@\\""`);
  return `  "simple-git-hooks": {\n${lines.join(',\n')}\n  }`;
}

function textOf(top: string, file: string): string | undefined {
  return existsSync(join(top, file)) ? readFileSync(join(top, file), 'utf8') : undefined;
}

function manager(name: HookManager['name'], file: string, text: string, rest: Pick<HookManager, 'snippet' | 'command'>): HookManager {
  const runs = (event: HookEvent): boolean =>
    name === 'pre-commit' ? new RegExp(`id:\\s*${PRE_COMMIT_IDS[event]}\\b(?!-)`).test(text) : text.includes(`auth-guard hook ${event}`);
  return { name, file, runs, ...rest };
}

const LEFTHOOK_FILES = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', 'lefthook.toml', 'lefthook.json'];
const SIMPLE_FILES = [
  '.simple-git-hooks.json',
  '.simple-git-hooks.cjs',
  '.simple-git-hooks.js',
  'simple-git-hooks.json',
  'simple-git-hooks.cjs',
  'simple-git-hooks.js',
];

/**
 * The manager whose file stands at a repository's top, if any. husky is none of them: its hooks are scripts that take a block.
 *
 * @see https://lefthook.dev, https://pre-commit.com, https://github.com/toplenboren/simple-git-hooks
 */
export function findManager(top: string): HookManager | undefined {
  for (const file of LEFTHOOK_FILES) {
    const text = textOf(top, file);
    if (text !== undefined) return manager('lefthook', file, text, { snippet: lefthookSnippet, command: 'npx lefthook install' });
  }
  const preCommit = textOf(top, '.pre-commit-config.yaml');
  if (preCommit !== undefined) {
    const command = 'pre-commit install -t pre-commit -t pre-merge-commit -t commit-msg -t pre-push';
    return manager('pre-commit', '.pre-commit-config.yaml', preCommit, { snippet: preCommitSnippet, command });
  }
  for (const file of [...SIMPLE_FILES, 'package.json']) {
    const text = textOf(top, file);
    if (text === undefined || (file === 'package.json' && !/"simple-git-hooks"\s*:\s*\{/.test(text))) continue;
    return manager('simple-git-hooks', file, text, { snippet: simpleSnippet, command: 'npx simple-git-hooks' });
  }
  return undefined;
}
