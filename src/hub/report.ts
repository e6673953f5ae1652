import type { RepositoryType } from '#hub/repository.ts';

/** What a pre-flight looks at, in this order. */
export type PreflightSubject = 'files' | 'limits' | 'content' | 'token' | 'repository' | 'revision';

/** One check before an upload. */
export interface PreflightCheck {
  readonly subject: PreflightSubject;
  /** `incomplete`: part of it could not be looked at, which stops the upload as `failed` does. `unknown` does not stop it: the Hub itself has the last word. */
  readonly status: 'ok' | 'failed' | 'incomplete' | 'unknown';
  /** One sentence. */
  readonly message: string;
  readonly help: string | null;
}

/** How an upload ended. All sizes are bytes. */
export interface UploadReport {
  readonly schemaVersion: 1;
  readonly repository: { readonly endpoint: string; readonly type: RepositoryType; readonly name: string; readonly revision: string };
  /** `planned`: a dry run. `unchanged`: the Hub had everything. */
  readonly outcome: 'uploaded' | 'unchanged' | 'planned' | 'refused';
  readonly checks: readonly PreflightCheck[];
  /** What was or would be sent, and what the Hub had already. */
  readonly files: { readonly selected: number; readonly changed: number; readonly bytes: number };
  /** The paths that were or would be sent. */
  readonly changed: readonly string[];
  readonly commit: { readonly oid: string; readonly url: string } | null;
  readonly pullRequest: string | null;
}
