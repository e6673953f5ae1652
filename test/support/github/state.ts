import { createSealedBoxKey, type SealedBoxKey } from './sealed-box.ts';

export interface StoredSecret {
  readonly name: string;
  /** What the sealed box held; `undefined` for one that a test put there without a value. */
  readonly value: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One place that keeps secrets: of a repository, an environment, an organisation, or Dependabot's. */
export class SecretStore {
  readonly key: SealedBoxKey;
  readonly secrets = new Map<string, StoredSecret>();
  /** Of an organisation's secrets: who may read each. */
  readonly readers = new Map<string, { readonly visibility: string; readonly repositories: readonly string[] }>();

  constructor(key: SealedBoxKey) {
    this.key = key;
  }

  static async create(): Promise<SecretStore> {
    return new SecretStore(await createSealedBoxKey());
  }

  /** Puts a secret as the service does: names in capitals, the first date kept. */
  put(name: string, { value, updatedAt = new Date().toISOString() }: { readonly value?: string; readonly updatedAt?: string } = {}): boolean {
    const known = this.secrets.get(name.toUpperCase());
    this.secrets.set(name.toUpperCase(), { name: name.toUpperCase(), value, createdAt: known?.createdAt ?? updatedAt, updatedAt });
    return known === undefined;
  }

  value(name: string): string | undefined {
    return this.secrets.get(name)?.value;
  }
}

export interface Step {
  readonly name: string;
  readonly conclusion: 'success' | 'failure' | 'skipped' | 'cancelled';
}

export interface JobPlan {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly log?: string;
}

/** How a run goes once it was asked for. */
export interface RunPlan {
  readonly jobs: readonly JobPlan[];
  /** The statuses that one look after another sees; the last one stays. */
  readonly statuses?: readonly ('queued' | 'in_progress' | 'completed')[];
  readonly conclusion?: 'success' | 'failure' | 'cancelled' | 'startup_failure';
  /** When the run was created, where a test is about its age. */
  readonly createdAt?: string;
}

export interface Run extends Required<Omit<RunPlan, 'conclusion'>> {
  readonly id: number;
  readonly workflowId: number;
  readonly displayTitle: string;
  readonly event: string;
  readonly conclusion: string;
  readonly headSha: string;
  /** How often it was looked at. */
  looks: number;
}

export interface Workflow {
  readonly id: number;
  readonly path: string;
  readonly state: 'active' | 'disabled_manually';
}

function conclusionOf({ jobs, conclusion }: RunPlan): string {
  const failed = jobs.some(({ steps }) => steps.some((step) => step.conclusion === 'failure'));
  return conclusion ?? (failed ? 'failure' : 'success');
}

/** What the service knows of one repository. */
export class GitHubRepository {
  readonly fullName: string;
  readonly actions: SecretStore;
  readonly dependabot: SecretStore;
  /** The organisation's secrets, all of which this repository may read. */
  readonly organisation: SecretStore;
  readonly environments = new Map<string, SecretStore>();
  readonly workflows: Workflow[] = [];
  readonly runs: Run[] = [];
  readonly dispatches: { readonly workflow: string; readonly ref: string; readonly inputs: Record<string, string> }[] = [];
  isAdmin = true;
  isPrivate = true;
  /** Whether a dispatch answers with the run's id, as the service does since 2026; older servers refuse to be asked for it. */
  givesRunDetails = true;
  /** How the next runs go. */
  plan: (inputs: Record<string, string>) => RunPlan = () => ({ jobs: [{ name: 'validate', steps: [{ name: 'validate', conclusion: 'success' }] }] });

  constructor(fullName: string, [actions, dependabot, organisation]: readonly [SecretStore, SecretStore, SecretStore]) {
    this.fullName = fullName;
    this.actions = actions;
    this.dependabot = dependabot;
    this.organisation = organisation;
  }

  static async create(fullName: string): Promise<GitHubRepository> {
    return new GitHubRepository(fullName, [await SecretStore.create(), await SecretStore.create(), await SecretStore.create()]);
  }

  async environment(name: string): Promise<SecretStore> {
    const known = this.environments.get(name) ?? (await SecretStore.create());
    this.environments.set(name, known);
    return known;
  }

  addWorkflow(path: string, state: Workflow['state'] = 'active'): Workflow {
    const workflow: Workflow = { id: 1000 + this.workflows.length, path, state };
    this.workflows.push(workflow);
    return workflow;
  }

  addRun(workflow: Workflow, plan: RunPlan, { title = 'push', event = 'push' }: { readonly title?: string; readonly event?: string } = {}): Run {
    const run: Run = {
      id: 9000 + this.runs.length,
      workflowId: workflow.id,
      displayTitle: title,
      event,
      jobs: plan.jobs,
      statuses: plan.statuses ?? ['completed'],
      conclusion: conclusionOf(plan),
      createdAt: plan.createdAt ?? new Date().toISOString(),
      headSha: 'c'.repeat(40),
      looks: 0,
    };
    this.runs.unshift(run);
    return run;
  }
}
