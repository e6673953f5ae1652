import { cacheFolder } from '#auth/cache-folder.ts';
import { parseNeeds } from '#auth/needs.ts';
import { exitCodeOfResults, type TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import { AuthValidator } from '#auth/validator.ts';
import type { ExitCode } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withRunnableSteps } from '#cli/runnable.ts';
import { AuthGuardError } from '#errors.ts';
import { renderValidationJson, renderValidationText } from '#report/validation.ts';

export interface ValidateOptions {
  readonly format: 'text' | 'json';
  readonly offline?: boolean;
  readonly minDays?: string;
  readonly needs?: string;
  readonly timeout: string;
  /** False for `--no-cache`. */
  readonly cache: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new AuthGuardError('USAGE', `${flag} ${text} is no number.`, { help: `Write ${flag} 7, for example.` });
  }
  return value;
}

async function settingsOf({ offline, minDays, needs, timeout, cache }: ValidateOptions, io: Io): Promise<ValidationSettings> {
  const surroundings = createSurroundings(io.env);
  return {
    surroundings,
    offline,
    minDays: minDays === undefined ? undefined : numberOf('--min-days', minDays),
    needs: needs === undefined ? undefined : parseNeeds(needs),
    timeoutMs: numberOf('--timeout', timeout) * 1000,
    signal: io.signal,
    logger: await io.authLog(),
    cacheFolder: cache ? cacheFolder(surroundings) : undefined,
  };
}

async function validate(service: string, validator: AuthValidator): Promise<readonly TokenValidationResult[]> {
  if (service === 'huggingface') return [await validator.validateHfToken()];
  if (service === 'modal') return [await validator.validateModalToken()];
  return validator.validateAllTokens();
}

/** `auth-guard validate`: finds the tokens, asks the services, and reports. */
export async function runValidate(service: string, options: ValidateOptions, io: Io): Promise<ExitCode> {
  const results = withRunnableSteps(await validate(service, new AuthValidator(await settingsOf(options, io))), io);
  const colour = wantsColour(io, io.stdout, !options.color);
  io.stdout.write(options.format === 'json' ? renderValidationJson(results) : renderValidationText(results, colour));
  return exitCodeOfResults(results);
}
