import { checkSecretName } from '#ci/store/github-secret.ts';
import { AuthGuardError } from '#errors.ts';
import { redact } from '#redact.ts';

/** A secret's name from the command line; not a value that somebody wrote in its place, which is not repeated. @throws {AuthGuardError} `USAGE`. */
export function secretName(given: string): string {
  if (redact(given) === given) return checkSecretName(given);
  throw new AuthGuardError('USAGE', 'That is a token, not the name of a secret. It now stands in your shell history: revoke it.', {
    help: 'auth-guard secrets set HF_TOKEN   asks for the value, or takes it with --from-env or --from-stdin.',
  });
}
