import { cacheFolder } from '#auth/cache-folder.ts';
import { sourceText, type TokenStatus, type TokenValidationResult } from '#auth/result.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { AuthValidator } from '#auth/validator.ts';
import type { SecretNeeds } from '#ci/needs.ts';
import type { CiProblem } from '#ci/report.ts';

/** A token that ends within so many days is said. */
const MIN_DAYS = 7;

/** A token that is not there, or of which nothing was found out, is no matter of a push. */
const SAID: ReadonlySet<TokenStatus> = new Set<TokenStatus>(['rejected', 'expired', 'expiring', 'malformed']);

function problemOf({ status, message, help, source, tokenType }: TokenValidationResult): readonly CiProblem[] {
  if (!SAID.has(status)) return [];
  const where = source === null ? '' : ` (${sourceText(source)})`;
  return [
    {
      id: 'local-token',
      severity: 'warning',
      message: `The token on this machine, ${tokenType}${where}: ${message}`,
      help: help ?? 'auth-guard validate',
      location: null,
      secrets: [],
      fix: 'none',
    },
  ];
}

/** The tokens of this machine whose services the workflows use, asked within the budget; answers of some minutes ago count. */
export async function localTokenProblems(
  env: Readonly<Record<string, string | undefined>>,
  needs: SecretNeeds,
  { signal, milliseconds }: { readonly signal: AbortSignal; readonly milliseconds: number },
): Promise<readonly CiProblem[]> {
  const surroundings = createSurroundings(env);
  const times = { timeoutMs: milliseconds, deadlineMs: milliseconds, signal };
  const validator = new AuthValidator({ surroundings, minDays: MIN_DAYS, ...times, cacheFolder: cacheFolder(surroundings) });
  const uses = (pattern: RegExp): boolean => needs.uses.some(({ name }) => pattern.test(name));
  const results = await Promise.all([
    ...(uses(/^(?:HF_|HUGGING)/) ? [validator.validateHfToken()] : []),
    ...(uses(/^MODAL_/) ? [validator.validateModalToken()] : []),
  ]);
  return results.flatMap(problemOf);
}
