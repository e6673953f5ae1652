import { resolve } from 'node:path';
import { cacheFolder } from '#auth/cache-folder.ts';
import { openAuthLog } from '#auth/log/auth-log.ts';
import type { AuthLogger } from '#auth/log/logger.ts';
import type { RotationOptions } from '#auth/log/rotating-file.ts';
import { type Needs, parseNeeds } from '#auth/needs.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { AuthValidator as Validator } from '#auth/validator.ts';

export type { AuthLogFields, AuthLogger } from '#auth/log/logger.ts';
export type { RotationOptions } from '#auth/log/rotating-file.ts';
export type { Needs } from '#auth/needs.ts';
export {
  exitCodeOfResults,
  type NetworkFault,
  type Organisation,
  type ServiceAnswer,
  type TokenIdentity,
  type TokenKind,
  type TokenNote,
  type TokenSource,
  TokenStatus,
  type TokenType,
  type TokenValidationResult,
} from '#auth/result.ts';
export { RetryConfig, type RetryOptions } from '#auth/retry/config.ts';
export { type Attempt, type ExecuteOptions, RetryManager, type RetryTools } from '#auth/retry/retry-manager.ts';
export { isTransient } from '#auth/retry/retryable.ts';
export { createDetector, type Detector } from '#detect/detector.ts';
export type { Match } from '#detect/match.ts';
export { createRedactor, type Redactor } from '#detect/redactor/redactor.ts';
export type { Rule } from '#detect/rule.ts';
export { Secret } from '#detect/secret.ts';
export { AuthGuardError, type ErrorCode } from '#errors.ts';
export { redact } from '#redact.ts';
export { RULES } from '#rules/index.ts';
export type { Finding, Location, ScanReport, Skipped, Verdict } from '#scan/report.ts';
export { scan } from '#scan.ts';

/** How an `AuthValidator` works. All is optional. */
export interface AuthValidatorOptions extends Omit<ValidationSettings, 'surroundings' | 'needs'> {
  /** Takes what was found out; `console` will do. */
  readonly logger?: AuthLogger | undefined;
  /** What the Hugging Face token must be able to do: `'write,gated,repo:acme/m'`. */
  readonly needs?: Needs | string | undefined;
  /** Where the tokens are looked for. Default: the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Says whether the tokens that the official libraries would use exist and work.
 *
 * @example
 * const result = await new AuthValidator({ logger: setupAuthLogging() }).validateHfToken();
 * if (result.status !== TokenStatus.VALID) throw new Error(`${result.message} ${result.help ?? ''}`);
 *
 * @throws {AuthGuardError} `USAGE` for needs that mean nothing.
 */
export class AuthValidator extends Validator {
  constructor({ env = process.env, needs, ...settings }: AuthValidatorOptions = {}) {
    const surroundings = createSurroundings(env);
    super({ surroundings, cacheFolder: cacheFolder(surroundings), ...settings, needs: typeof needs === 'string' ? parseNeeds(needs) : needs });
  }
}

export interface AuthLogOptions extends RotationOptions {
  /** Default: `AUTH_GUARD_LOG`, else `logs/auth.log` in the working folder. */
  readonly file?: string;
}

/**
 * Opens the auth log: JSON lines, mode 0600, begun anew when it grows long. It never holds a token.
 *
 * @see https://getpino.io
 */
export function setupAuthLogging({ file, ...rotation }: AuthLogOptions = {}): AuthLogger {
  const named = process.env['AUTH_GUARD_LOG'] ?? '';
  const path = file ?? (/^(?:|0|1|on|off|yes|no|true|false)$/i.test(named) ? 'logs/auth.log' : named);
  return openAuthLog(resolve(path), rotation);
}
