import { zipSync } from 'fflate';
import type { GitHubRepository, Run, SecretStore } from './state.ts';

export interface GitHubRequest {
  readonly method: string;
  /** Without `/api/v3`, percent-decoded where a route says so. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface GitHubAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Visit {
  readonly repository: GitHubRepository;
  readonly request: GitHubRequest;
  /** What the route's pattern caught, percent-decoded. */
  readonly names: readonly string[];
}

type Route = readonly [method: string, pattern: RegExp, answer: (visit: Visit) => GitHubAnswer | Promise<GitHubAnswer>];

const NOT_FOUND: GitHubAnswer = { status: 404, body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' } };

function page<T>(key: string, items: readonly T[], query: URLSearchParams): GitHubAnswer {
  const size = Number(query.get('per_page') ?? 30);
  const at = (Number(query.get('page') ?? 1) - 1) * size;
  return { status: 200, body: { total_count: items.length, [key]: items.slice(at, at + size) } };
}

function listSecrets(store: SecretStore, query: URLSearchParams): GitHubAnswer {
  const secrets = [...store.secrets.values()].map(({ name, createdAt, updatedAt }) => ({ name, created_at: createdAt, updated_at: updatedAt }));
  return page('secrets', secrets, query);
}

/** GET a list or the key, PUT or DELETE one: the same for every store. */
function onStore(store: SecretStore | undefined, name: string | undefined, { method, body, query }: GitHubRequest): GitHubAnswer {
  if (store === undefined) return NOT_FOUND;
  if (name === undefined) return listSecrets(store, query);
  if (method === 'GET' && name === 'public-key') return { status: 200, body: { key_id: store.key.keyId, key: store.key.publicKey } };
  if (method === 'DELETE') return store.secrets.delete(name.toUpperCase()) ? { status: 204 } : NOT_FOUND;
  if (method === 'GET') return store.secrets.has(name.toUpperCase()) ? { status: 200, body: { name } } : NOT_FOUND;
  const { encrypted_value: sealed, key_id: keyId } = JSON.parse(body) as { encrypted_value: string; key_id: string };
  if (keyId !== store.key.keyId) return { status: 422, body: { message: 'Bad request - key_id does not match' } };
  return store.put(name, { value: store.key.open(sealed) }) ? { status: 201, body: {} } : { status: 204 };
}

function statusOf(run: Run): string {
  return run.statuses[Math.min(run.looks, run.statuses.length - 1)] as string;
}

function runBody(run: Run, repository: GitHubRepository): unknown {
  const status = statusOf(run);
  return {
    id: run.id,
    name: 'auth-guard',
    display_title: run.displayTitle,
    event: run.event,
    status,
    conclusion: status === 'completed' ? run.conclusion : null,
    workflow_id: run.workflowId,
    created_at: run.createdAt,
    updated_at: run.createdAt,
    run_started_at: run.createdAt,
    head_sha: run.headSha,
    head_branch: 'main',
    html_url: `https://github.com/${repository.fullName}/actions/runs/${run.id}`,
    jobs_url: `https://api.github.com/repos/${repository.fullName}/actions/runs/${run.id}/jobs`,
  };
}

function jobBodies(run: Run): readonly unknown[] {
  const done = statusOf(run) === 'completed';
  return run.jobs.map(({ name, steps }, index) => ({
    id: run.id * 100 + index,
    run_id: run.id,
    name,
    status: done ? 'completed' : 'in_progress',
    conclusion: done ? (steps.find(({ conclusion }) => conclusion === 'failure')?.conclusion ?? run.conclusion) : null,
    steps: steps.map((step, at) => ({
      name: step.name,
      number: at + 1,
      status: done ? 'completed' : 'queued',
      conclusion: done ? step.conclusion : null,
      completed_at: done ? run.createdAt : null,
    })),
  }));
}

function dispatch({ repository, request, names: [name = ''] }: Visit): GitHubAnswer {
  const workflow = repository.workflows.find(({ id, path }) => String(id) === name || path.endsWith(`/${name}`));
  if (workflow === undefined) return NOT_FOUND;
  const { ref, inputs = {}, ...rest } = JSON.parse(request.body) as { ref: string; inputs?: Record<string, string>; return_run_details?: boolean };
  if ('return_run_details' in rest && !repository.givesRunDetails) {
    return { status: 422, body: { message: 'Invalid request.\n\n"return_run_details" is not a permitted key.' } };
  }
  repository.dispatches.push({ workflow: workflow.path, ref, inputs });
  const title = inputs['nonce'] === undefined ? 'auth-guard' : `auth-guard ${inputs['nonce']}`;
  const run = repository.addRun(
    workflow,
    { statuses: ['queued', 'in_progress', 'completed'], ...repository.plan(inputs) },
    { title, event: 'workflow_dispatch' },
  );
  if (rest.return_run_details !== true) return { status: 204 };
  const url = `https://github.com/${repository.fullName}/actions/runs/${run.id}`;
  return { status: 200, body: { workflow_run_id: run.id, run_url: url, html_url: url } };
}

function runsOf({ repository, request, names: [name = ''] }: Visit): GitHubAnswer {
  const workflow = repository.workflows.find(({ id, path }) => String(id) === name || path.endsWith(`/${name}`));
  if (workflow === undefined) return NOT_FOUND;
  const status = request.query.get('status');
  const event = request.query.get('event');
  const runs = repository.runs
    .filter((run) => run.workflowId === workflow.id && (event === null || run.event === event))
    .filter((run) => status === null || statusOf(run) === status || (statusOf(run) === 'completed' && run.conclusion === status));
  return page(
    'workflow_runs',
    runs.map((run) => runBody(run, repository)),
    request.query,
  );
}

function oneRun({ repository, names: [id = ''] }: Visit): GitHubAnswer {
  const run = repository.runs.find((one) => String(one.id) === id);
  if (run === undefined) return NOT_FOUND;
  const body = runBody(run, repository);
  run.looks += 1;
  return { status: 200, body };
}

function jobsOf({ repository, request, names: [id = ''] }: Visit): GitHubAnswer {
  const run = repository.runs.find((one) => String(one.id) === id);
  return run === undefined ? NOT_FOUND : page('jobs', jobBodies(run), request.query);
}

function jobLog({ repository, names: [id = '0'] }: Visit): GitHubAnswer {
  const job = repository.runs.find((run) => run.id === Math.floor(Number(id) / 100))?.jobs[Number(id) % 100];
  return job?.log === undefined ? NOT_FOUND : { status: 200, body: job.log };
}

/** A zip with one file a step, as `gh run view --log` reads it: `JOB/NUMBER_STEP.txt`; a job's log is that of each of its steps. */
function runLog({ repository, names: [id = ''] }: Visit): GitHubAnswer {
  const run = repository.runs.find((one) => String(one.id) === id);
  if (run === undefined) return NOT_FOUND;
  const files = run.jobs.flatMap(({ name, steps, log = '' }) =>
    steps.map((step, index) => [`${name}/${index + 1}_${step.name}.txt`, Buffer.from(log)] as const),
  );
  return { status: 200, body: Buffer.from(zipSync(Object.fromEntries(files))), headers: { 'Content-Type': 'application/zip' } };
}

const SECRET = '(?:/(?<name>[^/]+))?';

/** @see https://docs.github.com/rest/actions/secrets */
const ROUTES: readonly Route[] = [
  ['*', new RegExp(`^/actions/secrets${SECRET}$`), ({ repository, request, names: [name] }) => onStore(repository.actions, name, request)],
  ['*', new RegExp(`^/dependabot/secrets${SECRET}$`), ({ repository, request, names: [name] }) => onStore(repository.dependabot, name, request)],
  ['GET', /^\/actions\/organization-secrets$/, ({ repository, request }) => listSecrets(repository.organisation, request.query)],
  [
    'GET',
    /^\/environments$/,
    ({ repository, request }) =>
      page(
        'environments',
        [...repository.environments.keys()].map((name, id) => ({ id, name })),
        request.query,
      ),
  ],
  [
    '*',
    new RegExp(`^/environments/([^/]+)/secrets${SECRET}$`),
    ({ repository, request, names: [environment = '', name] }) => onStore(repository.environments.get(environment), name, request),
  ],
  [
    'GET',
    /^\/actions\/workflows$/,
    ({ repository, request }) =>
      page(
        'workflows',
        repository.workflows.map((workflow) => ({ ...workflow, name: workflow.path })),
        request.query,
      ),
  ],
  [
    'GET',
    /^\/actions\/workflows\/([^/]+)$/,
    ({ repository, names: [name = ''] }) => {
      const found = repository.workflows.find(({ id, path }) => String(id) === name || path.endsWith(`/${name}`));
      return found === undefined ? NOT_FOUND : { status: 200, body: { ...found, name: found.path } };
    },
  ],
  ['POST', /^\/actions\/workflows\/([^/]+)\/dispatches$/, dispatch],
  ['GET', /^\/actions\/workflows\/([^/]+)\/runs$/, runsOf],
  ['GET', /^\/actions\/runs\/(\d+)$/, oneRun],
  ['GET', /^\/actions\/runs\/(\d+)\/jobs$/, jobsOf],
  ['GET', /^\/actions\/jobs\/(\d+)\/logs$/, jobLog],
  ['GET', /^\/actions\/runs\/(\d+)\/logs$/, runLog],
  [
    'GET',
    /^$/,
    ({ repository }) => ({
      status: 200,
      body: {
        full_name: repository.fullName,
        default_branch: 'main',
        private: repository.isPrivate,
        permissions: { admin: repository.isAdmin, push: true, pull: true },
        owner: { login: repository.fullName.split('/')[0], type: 'Organization' },
      },
    }),
  ],
];

const FORBIDDEN: GitHubAnswer = {
  status: 403,
  headers: { 'X-Accepted-GitHub-Permissions': 'secrets=read' },
  body: { message: 'Resource not accessible by personal access token', status: '403' },
};

function onRepository(repository: GitHubRepository, rest: string, request: GitHubRequest): GitHubAnswer | Promise<GitHubAnswer> {
  if (!repository.isAdmin && /secrets/.test(rest)) return FORBIDDEN;
  for (const [method, pattern, answer] of ROUTES) {
    const found = pattern.exec(rest);
    if (found === null || (method !== '*' && method !== request.method)) continue;
    const names = found.slice(1).map((name) => (name === undefined ? undefined : decodeURIComponent(name))) as string[];
    return answer({ repository, request, names });
  }
  return NOT_FOUND;
}

/** Ids of repositories are their places in the server's list. */
function idOf(name: string, repositories: ReadonlyMap<string, GitHubRepository>): number {
  return [...repositories.keys()].indexOf(name) + 1;
}

/** What `gh` asks for the default branch, and for the ids of the repositories that may read a secret. @see https://docs.github.com/graphql/reference/objects#repository */
function queried({ body }: GitHubRequest, repositories: ReadonlyMap<string, GitHubRepository>): GitHubAnswer {
  const { query } = JSON.parse(body) as { query: string };
  if (query.includes('defaultBranchRef')) return { status: 200, body: { data: { repository: { defaultBranchRef: { name: 'main' } } } } };
  const asked = [...query.matchAll(/(?<alias>\w+):\s*repository\(\s*owner:\s*"(?<owner>[^"]*)",\s*name:\s*"(?<name>[^"]*)"/g)].map(({ groups = {} }) => groups);
  const data = Object.fromEntries(asked.map(({ alias = '', owner, name }) => [alias, { databaseId: idOf(`${owner}/${name}`, repositories) }]));
  return { status: 200, body: { data } };
}

function readersOf(owned: GitHubRepository | undefined, name = '', { query }: GitHubRequest): GitHubAnswer {
  const readers = owned?.organisation.readers.get(name);
  return page(
    'repositories',
    (readers?.repositories ?? []).map((one, id) => ({ id, name: one })),
    query,
  );
}

function onOrganisationSecret(
  owned: GitHubRepository | undefined,
  name: string | undefined,
  { request, repositories }: { readonly request: GitHubRequest; readonly repositories: ReadonlyMap<string, GitHubRepository> },
): GitHubAnswer {
  const answer = onStore(owned?.organisation, name, request);
  if (owned === undefined || name === undefined || answer.status >= 300) return answer;
  if (request.method === 'PUT') {
    const { visibility = '', selected_repository_ids: ids = [] } = JSON.parse(request.body) as { visibility?: string; selected_repository_ids?: number[] };
    const names = ids.map((id) => [...repositories.keys()][id - 1]?.split('/')[1] ?? '');
    owned.organisation.readers.set(name, { visibility, repositories: names });
  }
  const visibility = owned.organisation.readers.get(name)?.visibility;
  return request.method === 'GET' && name !== 'public-key' ? { status: 200, body: { name, visibility } } : answer;
}

/** Answers one request as the service would. */
export function answerFor(request: GitHubRequest, repositories: ReadonlyMap<string, GitHubRepository>): GitHubAnswer | Promise<GitHubAnswer> {
  if (request.path === '/user') return { status: 200, body: { login: 'octocat', id: 1 } };
  if (request.path === '/graphql') return queried(request, repositories);
  const onOrganisation = /^\/orgs\/([^/]+)\/actions\/secrets(?:\/([^/]+)(\/repositories)?)?$/.exec(request.path);
  if (onOrganisation !== null) {
    const [, owner = '', name, ofReaders] = onOrganisation;
    const owned = [...repositories.values()].find(({ fullName }) => fullName.startsWith(`${owner}/`));
    if (owned?.isAdmin === false) return FORBIDDEN;
    return ofReaders === undefined ? onOrganisationSecret(owned, name, { request, repositories }) : readersOf(owned, name, request);
  }
  const found = /^\/repos\/([^/]+\/[^/]+)(.*)$/.exec(request.path);
  const repository = repositories.get(found?.[1] ?? '');
  return repository === undefined ? NOT_FOUND : onRepository(repository, found?.[2] ?? '', request);
}
