import { compare } from '#ci/compare.ts';
import { provableSecrets } from '#ci/generate/tokens.ts';
import { GitHub, type RepositoryName, repositoryText } from '#ci/gh/github.ts';
import type { GhContext } from '#ci/gh/run.ts';
import { HABITS } from '#ci/habits/index.ts';
import { type SecretNeeds, secretNeeds } from '#ci/needs.ts';
import { type Project, readProject } from '#ci/project.ts';
import type { ProjectFiles } from '#ci/project-files.ts';
import { type Proofs, readProofs } from '#ci/proofs.ts';
import type { CiProblem, CiReport, Unchecked } from '#ci/report.ts';
import { type SecretPlaces, secretPlaces } from '#ci/secret-places.ts';
import { buildArguments, namesTokens } from '#ci/token-mentions.ts';
import { toolProblems } from '#ci/tools.ts';
import { isAuthGuardError } from '#errors.ts';
import { VERSION } from '#version.ts';

export interface CheckOptions {
  readonly files: ProjectFiles;
  /** Finds the repository; only asked when some workflow reads a secret. */
  readonly repository: () => Promise<RepositoryName>;
  readonly gh: GhContext;
  readonly maxAgeDays: number;
  /** GitHub is not asked; then nothing is said of which secrets exist. */
  readonly offline: boolean;
  /** Plain tokens in a text: where they start, and their rule. */
  readonly plainTokens: (text: string) => readonly { readonly line: number; readonly column: number; readonly ruleId: string; readonly redacted: string }[];
  readonly now: Date;
}

interface Asked {
  readonly repository: string | undefined;
  readonly store?: SecretPlaces;
  readonly proofs?: Proofs;
  readonly unchecked: readonly Unchecked[];
}

function habitProblems({ workflows }: Project): readonly CiProblem[] {
  const byPath = new Map(workflows.map((workflow) => [workflow.path, workflow]));
  return workflows.flatMap((workflow) =>
    HABITS.flatMap(({ id, severity, find }) =>
      find(workflow, byPath).map(({ message, help, place, secrets, edits = [] }) => ({
        ...{ id, severity, message, help, location: place, secrets },
        fix: edits.length > 0 ? ('possible' as const) : ('none' as const),
      })),
    ),
  );
}

/** Composite actions see no `secrets`: an expression that reads one is always empty. */
function actionProblems({ actions }: Project): readonly CiProblem[] {
  return actions.flatMap(({ steps }) =>
    steps
      .flatMap((step) => step.expressions)
      .filter(({ secrets }) => secrets.length > 0)
      .map(({ place, secrets }) => ({
        id: 'secret-in-action',
        severity: 'error' as const,
        message: 'A composite action cannot read `secrets`: this is always empty.',
        help: 'Make it an input of the action, and pass it by `with:`.',
        location: place,
        secrets: secrets.map(({ name }) => name),
        fix: 'none' as const,
      })),
  );
}

async function plainProblems({ workflows, files }: Project, { plainTokens }: CheckOptions): Promise<readonly CiProblem[]> {
  const inWorkflows = workflows.flatMap(({ path, source }) =>
    plainTokens(source.text).map(({ line, column, ruleId, redacted }) => ({
      id: 'plain-token',
      severity: 'error' as const,
      message: `A token stands in the workflow itself: ${redacted} (${ruleId}).`,
      help: 'Revoke it, keep the new one as a secret, and read it by ${{ secrets.NAME }}.',
      location: { path, line, column },
      secrets: [],
      fix: 'none' as const,
    })),
  );
  const images = await Promise.all(files.paths.filter(namesTokens).map(async (path) => buildArguments(path, (await files.read(path)) ?? '')));
  return [...inWorkflows, ...images.flat()];
}

function failed(what: string, error: unknown): Unchecked {
  if (!isAuthGuardError(error) || error.code === 'INTERRUPTED') throw error;
  return { what, detail: error.message, help: error.help ?? null };
}

async function askGitHub(needs: SecretNeeds, project: Project, options: CheckOptions): Promise<Asked> {
  if (options.offline) return { repository: undefined, unchecked: [{ what: 'which secrets exist', detail: 'GitHub was not asked (--offline)', help: null }] };
  let repository: string | undefined;
  try {
    const name = await options.repository();
    repository = repositoryText(name);
    const github = new GitHub(name, options.gh);
    const dependabot = project.files.paths.some((path) => /^\.github\/dependabot\.ya?ml$/.test(path));
    const store = await secretPlaces(github, { dependabot, now: options.now });
    const proofs = needs.uses.length === 0 ? undefined : await readProofs(github, options.now);
    const unchecked = [...store.unchecked.map(({ what, detail, help }) => ({ what, detail, help })), ...(proofs?.unchecked ?? [])];
    return { repository, store, ...(proofs === undefined ? {} : { proofs }), unchecked };
  } catch (error) {
    return { repository, unchecked: [failed('which secrets exist', error)] };
  }
}

function byPlace(a: CiProblem, b: CiProblem): number {
  const key = ({ location }: CiProblem): string =>
    location === null ? '\uffff' : `${location.path}:${String(location.line).padStart(6, '0')}:${String(location.column).padStart(6, '0')}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/**
 * Reads every workflow, asks GitHub which secrets exist and when they were last proven, and reports.
 *
 * What could not be looked at is in `unchecked`, and the verdict is then `incomplete`: a repository whose secrets could not be listed is never clean.
 */
export async function checkCi(options: CheckOptions): Promise<CiReport> {
  const startedAt = performance.now();
  const project = await readProject(options.files);
  const needs = secretNeeds(project.workflows);
  const asks = project.workflows.length > 0;
  const asked: Asked = asks ? await askGitHub(needs, project, options) : { repository: undefined, unchecked: [] };
  const provable = provableSecrets(project.workflows);
  const { maxAgeDays } = options;
  const compared = compare({ needs, store: asked.store, proofs: asked.proofs, provable, repository: asked.repository ?? 'OWNER/REPO', maxAgeDays });
  const inFiles = [...habitProblems(project), ...actionProblems(project), ...(await plainProblems(project, options)), ...(await toolProblems(project))];
  const problems = [...compared.problems, ...needs.problems, ...inFiles].sort(byPlace);
  const unchecked = [...project.unchecked, ...asked.unchecked];
  const count = (severity: CiProblem['severity']): number => problems.filter((problem) => problem.severity === severity).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('note')];
  return {
    schemaVersion: 1,
    tool: { name: 'auth-guard', version: VERSION },
    verdict: unchecked.length > 0 ? 'incomplete' : errors + warnings > 0 ? 'findings' : 'clean',
    repository: asked.repository ?? null,
    secrets: compared.secrets,
    problems,
    mentions: project.mentions,
    remoteWorkflows: needs.remote,
    unchecked,
    summary: {
      workflows: project.workflows.length,
      actions: project.actions.length,
      ...{ errors, warnings, notes, fixed: 0 },
      durationMs: Math.round(performance.now() - startedAt),
    },
  };
}
