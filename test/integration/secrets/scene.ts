import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CliRun } from '../../support/cli.ts';
import { startCli } from '../../support/cli-async.ts';
import { LoopbackGitHub } from '../../support/github/server.ts';
import type { GitHubRepository } from '../../support/github/state.ts';
import { LoopbackHub } from '../../support/hub/loopback-hub.ts';
import { Repository } from '../../support/repository.ts';
import { createSampler } from '../../support/samples.ts';
import { startOnTerminal, type Terminal } from '../../support/terminal.ts';

const sampler = createSampler(601);

export const OLD = `hf_${sampler.text(34)}`;
export const NEW = `hf_${sampler.text(34)}`;

export interface SecretsScene {
  readonly github: LoopbackGitHub;
  readonly acme: GitHubRepository;
  readonly hub: LoopbackHub;
  readonly repository: Repository;
  readonly env: Record<string, string>;
  home(path: string): string;
  writeHome(path: string, content: string): void;
  run(args: readonly string[], options?: { readonly env?: Record<string, string>; readonly input?: string }): Promise<CliRun>;
  /** The same on a terminal. */
  onTerminal(args: readonly string[], env?: Record<string, string>): Terminal;
}

/** A repository with `origin` on the loopback GitHub, a home folder, and a Hub that knows the old and the new token. No output may hold them or `tokens`. */
export async function secretsScene(tokens: readonly string[] = []): Promise<SecretsScene> {
  const github = await LoopbackGitHub.start('acme/model');
  const hub = await LoopbackHub.start();
  onTestFinished(() => hub.close());
  hub.addUser(OLD, 'alice', 'write');
  hub.addUser(NEW, 'alice', 'write');
  const repository = Repository.create();
  repository.git('remote', 'add', 'origin', 'https://github.com/acme/model.git');
  const home = join(repository.path, '.home');
  mkdirSync(home);
  repository.write('.git/info/exclude', '.home\n.env\n');
  const env = { ...repository.env, ...github.env, HOME: home, HF_ENDPOINT: hub.endpoint };
  return {
    github,
    hub,
    repository,
    env,
    acme: github.repository('acme/model'),
    home: (path) => join(home, path),
    writeHome: (path, content) => {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), content);
    },
    onTerminal: (args, more = {}) => startOnTerminal(args, { cwd: repository.path, env: { ...env, ...more }, tokens: [OLD, NEW, github.token, ...tokens] }),
    run: (args, { env: more = {}, input = '' } = {}) =>
      startCli(args, { cwd: repository.path, env: { ...env, ...more }, tokens: [OLD, NEW, github.token, ...tokens], input }),
  };
}

/** The old token in all the places that programs of this machine and CI read. */
export async function everywhere(): Promise<SecretsScene> {
  const scene = await secretsScene();
  scene.writeHome('.cache/huggingface/token', OLD);
  scene.writeHome('.cache/huggingface/stored_tokens', `[ci]\nhf_token = ${OLD}\n\n`);
  scene.writeHome('.git-credentials', `https://alice:${OLD}@huggingface.co\n`);
  scene.repository.write('.env', `# mine\nHF_TOKEN=${OLD}\n`);
  scene.acme.actions.put('HF_TOKEN', { value: OLD });
  (await scene.acme.environment('prod')).put('HF_TOKEN', { value: OLD });
  scene.acme.addWorkflow('.github/workflows/auth-guard.yml');
  scene.acme.plan = () => ({ jobs: [{ name: 'validate', steps: [{ name: 'validate HF_TOKEN', conclusion: 'success' }] }] });
  return scene;
}
