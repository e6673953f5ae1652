/** The events that `auth-guard init` installs. */
export const EVENTS = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push'] as const;
/** The events that `auth-guard init --server` installs. */
export const SERVER_EVENTS = ['pre-receive'] as const;
export type HookEvent = (typeof EVENTS)[number] | (typeof SERVER_EVENTS)[number];

export interface HookState {
  readonly event: HookEvent;
  readonly path: string;
  /** `ours`: git will run it. Anything else is the reason why not. */
  readonly state: 'ours' | 'missing' | 'foreign' | 'not-executable' | 'stale-path' | 'no-package' | 'not-generated' | 'not-managed' | 'shadowed';
}
