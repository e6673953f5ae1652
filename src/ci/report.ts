/** How much a problem matters: only errors and warnings make a check fail. */
export type CiSeverity = 'error' | 'warning' | 'note';

/** Where something stands in a file of the repository. Line and column count from 1. */
export interface CiLocation {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface CiProblem {
  /** Such as `secret-missing`; the anchor in docs/ci.md. */
  readonly id: string;
  readonly severity: CiSeverity;
  readonly message: string;
  /** The fixed form, or the command that mends it. */
  readonly help: string;
  readonly location: CiLocation | null;
  /** Names of secrets that it is about. */
  readonly secrets: readonly string[];
  /** `--fix` can mend it, or has. */
  readonly fix: 'none' | 'possible' | 'done';
}

/** Where a secret is kept. */
export interface SecretPlace {
  readonly level: 'environment' | 'repository' | 'organisation' | 'dependabot';
  /** Of an environment. */
  readonly environment: string | null;
  readonly updatedAt: string;
  readonly ageDays: number;
}

/** Whether a run has shown that a secret works. */
export interface SecretProof {
  readonly state: 'proven' | 'rejected' | 'outdated' | 'never' | 'unknown';
  /** When the last validation was. */
  readonly at: string | null;
  readonly ageDays: number | null;
  readonly url: string | null;
}

/** A secret that some workflow reads. */
export interface SecretNeed {
  readonly name: string;
  readonly status: 'present' | 'missing' | 'wrong-level' | 'unknown';
  readonly usedAt: readonly CiLocation[];
  /** Environments of the jobs that read it; `null` for a job without one. */
  readonly environments: readonly (string | null)[];
  readonly places: readonly SecretPlace[];
  /** It holds a Hugging Face or Modal token, as far as the workflows tell: a run can say whether it works. */
  readonly isProvable: boolean;
  readonly proof: SecretProof;
}

/** Something that was not checked, why, and what mends it. */
export interface Unchecked {
  readonly what: string;
  readonly detail: string;
  readonly help: string | null;
}

/** A name of a token in a file that is no workflow: a Dockerfile, a compose file, `.env.example`, a script. */
export interface TokenMention {
  readonly name: string;
  /** Some workflow gives a secret to a variable of that name. */
  readonly isGiven: boolean;
  readonly location: CiLocation;
}

/** A workflow of another repository that is called with secrets. What it does with them is not known here. */
export interface RemoteWorkflow {
  /** `owner/name/path@ref`. */
  readonly uses: string;
  /** Names under which it is given secrets; `null` for every one (`inherit`). */
  readonly secrets: readonly string[] | null;
}

/** What `ci check` has seen; reporters take this and nothing else. */
export interface CiReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'auth-guard'; readonly version: string };
  readonly verdict: 'clean' | 'findings' | 'incomplete';
  /** `owner/name`, with a host where it is not github.com; `null` when it is not known. */
  readonly repository: string | null;
  readonly secrets: readonly SecretNeed[];
  readonly problems: readonly CiProblem[];
  readonly mentions: readonly TokenMention[];
  readonly remoteWorkflows: readonly RemoteWorkflow[];
  readonly unchecked: readonly Unchecked[];
  readonly summary: {
    readonly workflows: number;
    readonly actions: number;
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
    readonly fixed: number;
    readonly durationMs: number;
  };
}

/** What a validation run said of one secret. */
export interface VerifiedSecret {
  readonly name: string;
  readonly state: 'proven' | 'rejected' | 'unprovable';
  /** Why it is rejected or could not be proven; `null` for a proven one. */
  readonly detail: string | null;
  readonly help: string | null;
}

/** What `secrets verify` has seen. */
export interface VerifyReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'auth-guard'; readonly version: string };
  readonly verdict: 'clean' | 'findings' | 'incomplete';
  readonly repository: string;
  readonly run: { readonly id: number; readonly url: string; readonly status: string; readonly conclusion: string | null } | null;
  readonly secrets: readonly VerifiedSecret[];
}
