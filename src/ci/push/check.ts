import { cacheFolder } from '#auth/cache-folder.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { compare } from '#ci/compare.ts';
import { provableSecrets } from '#ci/generate/tokens.ts';
import { GitHub, type RepositoryName, repositoryText } from '#ci/gh/github.ts';
import { repositoryAt } from '#ci/gh/remotes.ts';
import { type SecretNeeds, secretNeeds } from '#ci/needs.ts';
import { readProject } from '#ci/project.ts';
import { commitProject, type ProjectFiles } from '#ci/project-files.ts';
import { type Answers, freshAnswers, keptAnswers } from '#ci/push/answers.ts';
import { localTokenProblems } from '#ci/push/local-tokens.ts';
import type { CiProblem } from '#ci/report.ts';
import type { PushPolicy, PushSettings } from '#config/config.ts';
import { isAuthGuardError } from '#errors.ts';
import { type GitContext, runGit } from '#git/git.ts';

export interface PushedWorkflows {
  readonly git: GitContext;
  /** What the pushed refs are to point at. */
  readonly tips: readonly string[];
  /** Workflows that the pushed commits add or change. */
  readonly paths: readonly string[];
  readonly remote: string;
  readonly url: string;
  readonly settings: PushSettings;
  /** Says one line. */
  readonly note: (text: string) => void;
  readonly refuse: (text: string) => void;
}

const POLICIES: Readonly<Record<string, keyof Omit<PushSettings, 'budgetMs'>>> = {
  'secret-missing': 'missingSecret',
  'secret-wrong-level': 'missingSecret',
  'secret-not-passed': 'missingSecret',
  'secret-unproven': 'unprovenSecret',
  'secret-rejected': 'unprovenSecret',
  'local-token': 'localToken',
};

function policyOf({ id, severity }: CiProblem, settings: PushSettings): PushPolicy {
  const key = POLICIES[id];
  return key === undefined || severity === 'note' ? 'off' : settings[key];
}

/** Where it is pushed to: what git was told, else what the settings call that remote. Anything but GitHub has no secrets to look at. */
async function repositoryFor({ git, remote, url }: PushedWorkflows): Promise<RepositoryName | undefined> {
  const found = repositoryAt(url);
  if (found !== undefined || remote === url || !/^(?:\.{0,2}\/|file:|[A-Za-z]:[\\/])/.test(url)) return found; // `insteadOf` may lead to a folder
  const { stdout } = await runGit(git, ['config', '--get', `remote.${remote}.url`], { allowFailure: true });
  return repositoryAt(stdout.toString('utf8').trim());
}

/** So many refs of one push are looked at. */
const MAX_TIPS = 5;

/** And so many of its workflows: reading a hundred takes a good part of a second. */
const MAX_WORKFLOWS = 100;

/** Workflows that are not pushed matter only where one calls another. */
async function relatedTo(pushed: ReadonlySet<string>, files: ProjectFiles): Promise<ProjectFiles> {
  const texts = await Promise.all(files.paths.map(async (path) => [path, (await files.read(path)) ?? ''] as const));
  const related = texts.filter(([path, text]) => pushed.has(path) || /\bworkflow_call\b|\.\/\.github\/workflows\//.test(text));
  return { ...files, paths: related.map(([path]) => path) };
}

interface PushedNeeds {
  readonly needs: SecretNeeds;
  readonly provable: ReadonlySet<string>;
}

/** What the pushed workflows read, each as the newest pushed commit has it. */
async function needsOf({ git, tips, paths, note }: PushedWorkflows): Promise<PushedNeeds> {
  const pushed = new Set(paths.slice(0, MAX_WORKFLOWS));
  if (paths.length > pushed.size) note(`${paths.length} workflows are pushed; only the first ${pushed.size} were looked at for the secrets that they need.`);
  const needs: SecretNeeds[] = [];
  const provable = new Set<string>();
  for (const tip of [...new Set(tips)].slice(0, MAX_TIPS)) {
    const project = await readProject(await relatedTo(pushed, await commitProject(git, tip, ['.github/workflows'])));
    for (const { what, detail } of project.unchecked) note(`${what}: ${detail}; the secrets that it needs were not checked.`);
    const all = secretNeeds(project.workflows);
    for (const name of provableSecrets(project.workflows)) provable.add(name);
    needs.push({
      ...all,
      uses: all.uses.filter(({ location }) => pushed.has(location.path)),
      problems: all.problems.filter(({ location }) => pushed.has(location?.path ?? '')),
    });
  }
  const unique = <T>(items: readonly T[]): readonly T[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  const [uses, problems] = [unique(needs.flatMap((one) => one.uses)), unique(needs.flatMap((one) => one.problems))];
  return { needs: { uses, problems, remote: [], open: true }, provable };
}

function problemsWith({ needs, provable }: PushedNeeds, { store, proofs }: Answers, repository: RepositoryName): readonly CiProblem[] {
  return compare({ needs, store, proofs, provable, repository: repositoryText(repository), maxAgeDays: Number.POSITIVE_INFINITY }).problems;
}

interface Budget {
  readonly signal: AbortSignal;
  readonly milliseconds: number;
}

/** What GitHub says. An answer that was kept can only be good news: before a refusal GitHub is asked. */
async function secretProblems(push: PushedWorkflows, pushed: PushedNeeds, { signal, milliseconds }: Budget): Promise<readonly CiProblem[]> {
  const repository = pushed.needs.uses.length === 0 ? undefined : await repositoryFor(push);
  if (repository === undefined) return [];
  const github = new GitHub(repository, { cwd: push.git.cwd, env: push.git.env, signal, timeoutMs: milliseconds });
  const options = { folder: cacheFolder(createSurroundings(push.git.env)), now: new Date() };
  const kept = keptAnswers(github, options);
  if (kept !== undefined) {
    const problems = problemsWith(pushed, kept, repository);
    if (!problems.some((problem) => policyOf(problem, push.settings) === 'block')) return problems;
  }
  const answers = await freshAnswers(github, options);
  for (const { what, detail } of answers.store.unchecked) push.note(`${what} could not be looked at, and nothing was concluded from that: ${detail}`);
  return problemsWith(pushed, answers, repository);
}

function line({ location, message, help }: CiProblem): string {
  const place = location === null ? '' : `${location.path}:${location.line}  `;
  return `  ${place}${message}\n      next: ${help}\n`;
}

function report(problems: readonly CiProblem[], { settings, note, refuse }: PushedWorkflows): void {
  const warned = problems.filter((problem) => policyOf(problem, settings) === 'warn');
  if (warned.length > 0) note(`for the workflows that are pushed:\n${warned.map(line).join('')}`.trimEnd());
  const blocked = problems.filter((problem) => policyOf(problem, settings) === 'block');
  if (blocked.length === 0) return;
  const keys = [...new Set(blocked.map(({ id }) => POLICIES[id]))].map((key) => `push.${key}: warn`).join(', ');
  refuse(
    `auth-guard refused the push. Nothing was pushed. A pushed workflow would fail:\n${blocked.map(line).join('')}Mend that and push again; or push this once with AUTH_GUARD_SKIP=1; or have it only said: ${keys} in .auth-guard.yaml\n`,
  );
}

/** Without an answer nothing is refused; it is said that nothing was looked at. */
async function tried(what: string, push: PushedWorkflows, work: () => Promise<readonly CiProblem[]>): Promise<readonly CiProblem[]> {
  try {
    return await work();
  } catch (error) {
    if (!isAuthGuardError(error)) throw error;
    push.note(`${what} could not be checked: ${error.message}${error.help === undefined ? '' : ` next: ${error.help}`}`);
    return [];
  }
}

/**
 * Looks at the secrets that pushed workflows need, within a time budget: missing ones refuse the push, unproven ones and a local token that does not
 * work are said, as the settings have it.
 *
 * Only what GitHub itself says just now refuses. Without `gh`, a login, rights, a network, or time, it is said that nothing was checked.
 */
export async function checkPushedWorkflows(push: PushedWorkflows): Promise<void> {
  const { settings, note } = push;
  const off = (['missingSecret', 'unprovenSecret', 'localToken'] as const).filter((key) => settings[key] === 'off');
  if (off.length > 0) note(`switched off in .auth-guard.yaml for pushed workflows: ${off.map((key) => `push.${key}`).join(', ')}.`);
  if (off.length === 3) return;
  const budget: Budget = { signal: AbortSignal.timeout(settings.budgetMs), milliseconds: settings.budgetMs };
  const pushed = await needsOf(push);
  const asksGitHub = settings.missingSecret !== 'off' || settings.unprovenSecret !== 'off';
  const [secrets, local] = await Promise.all([
    asksGitHub ? tried('the secrets of the pushed workflows', push, () => secretProblems(push, pushed, budget)) : [],
    settings.localToken === 'off' ? [] : tried('the token on this machine', push, () => localTokenProblems(push.git.env, pushed.needs, budget)),
  ]);
  report([...secrets, ...pushed.needs.problems, ...local], push);
}
