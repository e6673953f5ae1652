import type { Needs } from '#auth/needs.ts';
import { TokenStatus, type TokenValidationResult } from '#auth/result.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { type Credential, surroundingsOf } from '#auth/stores/credential.ts';
import { AuthValidator } from '#auth/validator.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withRunnableSteps } from '#cli/runnable.ts';
import { AuthGuardError } from '#errors.ts';
import { renderValidationText } from '#report/validation.ts';

const WORKS: ReadonlySet<TokenStatus> = new Set([TokenStatus.VALID, TokenStatus.EXPIRING]);
const OPEN: ReadonlySet<TokenStatus> = new Set([TokenStatus.UNKNOWN, TokenStatus.UNREACHABLE, TokenStatus.RATE_LIMITED]);

/** Asks the service about a token that was just given. */
export async function validateGiven(credential: Credential, io: Io, needs?: Needs): Promise<TokenValidationResult> {
  const surroundings = surroundingsOf(credential, createSurroundings(io.env));
  const validator = new AuthValidator({ surroundings, needs, signal: io.signal, logger: await io.authLog() });
  return credential.service === 'modal' ? validator.validateModalToken() : validator.validateHfToken();
}

/**
 * Validates a token before it is kept anywhere, and shows what was found out.
 *
 * @param options.unchecked Also takes one that the service could not be asked about.
 * @throws {AuthGuardError} `STORE_FAILED` for a token that does not work, or is not known to.
 */
export async function provenGiven(
  credential: Credential,
  io: Io,
  { needs, unchecked = false, colour }: { readonly needs?: Needs | undefined; readonly unchecked?: boolean; readonly colour: boolean },
): Promise<TokenValidationResult> {
  const result = await validateGiven(credential, io, needs);
  io.stderr.write(renderValidationText(withRunnableSteps([result], io), wantsColour(io, io.stderr, !colour)));
  if (WORKS.has(result.status) || (unchecked && OPEN.has(result.status))) return result;
  const help = OPEN.has(result.status) ? 'Try again later; --unchecked keeps it all the same.' : (result.help ?? undefined);
  throw new AuthGuardError(
    'STORE_FAILED',
    `The token was kept nowhere: it ${OPEN.has(result.status) ? 'could not be checked' : 'does not do'} (${result.status}).`,
    help === undefined ? {} : { help },
  );
}
