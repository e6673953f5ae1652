/** The ids of all habits, for settings that name them: a program that looks for none does not load what they are. */
export const HABIT_IDS: readonly string[] = [
  'token-printed',
  'token-logged',
  'shell-trace',
  'environment-dumped',
  'token-in-arguments',
  'secret-set-with-body',
  'token-in-build-arg',
  'token-in-curl-header',
  'token-in-url',
  'token-as-default',
  'token-in-image',
  'token-not-validated',
  'git-credential-stored',
  'long-lived-token-in-ci',
  'credential-file-tracked',
  'credential-file-readable',
];
