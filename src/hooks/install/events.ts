/** The events that `auth-guard init` installs. */
export const EVENTS = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push'] as const;
/** The events that `auth-guard init --server` installs. */
export const SERVER_EVENTS = ['pre-receive'] as const;
export type HookEvent = (typeof EVENTS)[number] | (typeof SERVER_EVENTS)[number];
