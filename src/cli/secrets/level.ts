import type { SecretLevel } from '#ci/store/github-secret.ts';
import { AuthGuardError } from '#errors.ts';

/** The flags that choose one of GitHub's stores. */
export interface LevelOptions {
  readonly env?: string;
  readonly org?: string;
  readonly dependabot?: boolean;
}

/** The repository's own secrets unless a flag says otherwise. @throws {AuthGuardError} `USAGE` for more than one. */
export function levelOf({ env, org, dependabot }: LevelOptions): SecretLevel {
  if ([env, org, dependabot].filter((one) => one !== undefined).length > 1)
    throw new AuthGuardError('USAGE', '--env, --org and --dependabot exclude one another.');
  if (env !== undefined) return { kind: 'environment', name: env };
  if (org !== undefined) return { kind: 'organisation', name: org };
  return { kind: dependabot === true ? 'dependabot' : 'repository' };
}
