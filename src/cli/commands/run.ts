import { cacheFolder } from '#auth/cache-folder.ts';
import { parseNeeds } from '#auth/needs.ts';
import { exitCodeOfResults, TokenStatus, type TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { createSurroundings, type Surroundings } from '#auth/sources/surroundings.ts';
import { AuthValidator } from '#auth/validator.ts';
import { runChild } from '#cli/child.ts';
import { EXIT } from '#cli/exit-codes.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { withRunnableSteps } from '#cli/runnable.ts';
import { secretValues } from '#cli/secret-environment.ts';
import { createRedactor, type Redactor } from '#detect/redactor/redactor.ts';
import { redact } from '#redact.ts';
import { safe } from '#report/style.ts';
import { renderValidationText } from '#report/validation.ts';
import { RULES } from '#rules/index.ts';

export interface RunOptions {
  readonly needs?: string;
  readonly strict?: boolean;
  readonly offline?: boolean;
  readonly redact?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

const SERVICES = ['huggingface', 'modal'] as const;
type Service = (typeof SERVICES)[number];

interface Wanted {
  /** A token that is missing counts as well. */
  readonly required: readonly Service[];
  /** What the Hugging Face token must do. */
  readonly scopes: string | undefined;
}

function wantedOf(list: string | undefined): Wanted {
  const words = (list ?? '').split(',').map((word) => word.trim());
  const services = SERVICES.filter((service) => words.includes(service));
  const scopes = words.filter((word) => word !== '' && !SERVICES.some((service) => service === word)).join(',');
  const required = scopes !== '' && !services.includes('huggingface') ? (['huggingface', ...services] as const) : services;
  return { required, scopes: scopes === '' ? undefined : scopes };
}

/** What was found out about the tokens that matter: the required ones, else those that are there. */
async function validate(
  { required, scopes }: Wanted,
  { surroundings, offline }: Pick<ValidationSettings, 'surroundings' | 'offline'>,
  io: Io,
): Promise<readonly TokenValidationResult[]> {
  const needs = scopes === undefined ? undefined : parseNeeds(scopes);
  const validator = new AuthValidator({
    ...{ surroundings, offline, needs, signal: io.signal },
    cacheFolder: cacheFolder(surroundings),
    logger: await io.authLog(),
  });
  const one = (service: Service): Promise<TokenValidationResult> => (service === 'modal' ? validator.validateModalToken() : validator.validateHfToken());
  if (required.length > 0) return Promise.all(required.map(one));
  return (await validator.validateAllTokens()).filter(({ status }) => status !== TokenStatus.MISSING);
}

/** Says no, or gives the way free; what could not be checked is said either way. */
async function verdictOf(
  results: readonly TokenValidationResult[],
  { surroundings, options: { strict, color } }: { readonly surroundings: Surroundings; readonly options: RunOptions },
  io: Io,
): Promise<0 | 1 | 3> {
  const failing = results.filter(({ status }) => status !== TokenStatus.VALID && status !== TokenStatus.EXPIRING);
  const code = exitCodeOfResults(failing);
  const refused = code === EXIT.findings || (code === EXIT.incomplete && strict === true);
  const colour = wantsColour(io, io.stderr, !color);
  if (refused) {
    io.stderr.write((await import('#cli/run-refusal.ts')).refusalText(failing, { surroundings, colour, io }));
    return code;
  }
  const shown = results.filter(({ status }) => status !== TokenStatus.VALID);
  if (shown.length > 0) io.stderr.write(renderValidationText(withRunnableSteps(shown, io), colour));
  return EXIT.clean;
}

function redactorsFor(io: Io): readonly [Redactor, Redactor] {
  const { values } = secretValues(io, []);
  return [createRedactor(RULES, { values }), createRedactor(RULES, { values })];
}

/** A token among the arguments is shown to every user of the machine by `ps`. */
function warnOfArguments(command: readonly string[], io: Io): void {
  const [redactor] = redactorsFor(io);
  redactor.write(Buffer.from(command.join('\n')));
  redactor.end();
  if (redactor.masked > 0) {
    io.stderr.write('auth-guard: a token stands among the arguments, where every user of this machine can read it. Pass it in the environment instead.\n');
  }
}

/** `auth-guard run`: validates, then runs the command in our place. */
export async function runRun(command: readonly string[], options: RunOptions, io: Io): Promise<number> {
  const surroundings = createSurroundings(io.env);
  const results = await validate(wantedOf(options.needs), { surroundings, offline: options.offline }, io);
  const refusal = await verdictOf(results, { surroundings, options }, io);
  const name = (): string => redact(safe(command[0] ?? ''));
  if (refusal !== EXIT.clean) {
    io.stderr.write(`auth-guard: ${name()} was not started.\n`);
    return refusal;
  }
  if (io.signal.aborted) return 130;
  warnOfArguments(command, io);
  const { exitCode, failure } = await runChild(command, io, options.redact === true ? redactorsFor(io) : undefined);
  if (failure !== undefined) io.stderr.write(startFailure(name(), failure));
  return exitCode;
}

function startFailure(name: string, { code }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT')
    return `auth-guard: there is no command ${name}, or no such folder to run it in.\nhelp: Install it, or give its path. Exit code 127.\n`;
  return `auth-guard: ${name} could not be started (${code ?? 'unknown reason'}).\nhelp: Is it a program, and may you execute it? Exit code 126.\n`;
}
