import { type Credential, type Service, VARIABLES } from '#auth/stores/credential.ts';
import { type Io, readAll } from '#cli/io.ts';
import { askHidden, canAsk } from '#cli/questions.ts';
import { Secret } from '#detect/secret.ts';
import { AuthGuardError } from '#errors.ts';

/** Where a token is taken from. Never from an argument: those stand in the process list and in the shell's history. */
export interface TokenInput {
  /** `true`: the usual variables; a text: a variable of this name, for a service with one. */
  readonly fromEnv?: string | boolean;
  readonly fromStdin?: boolean;
}

const PREFIXES: Readonly<Record<string, string>> = { HF_TOKEN: 'hf_', MODAL_TOKEN_ID: 'ak-', MODAL_TOKEN_SECRET: 'as-' };

/** A value by the name it goes by: the name tells the prefix that may be shown. */
export function secretOf(name: string, value: string): Secret {
  const prefix = PREFIXES[name] ?? '';
  return new Secret(value, value.startsWith(prefix) ? prefix : '');
}

function credentialOf(service: Service, values: readonly (readonly [name: string, value: string])[]): Credential {
  return { service, values: new Map(values.map(([name, value]) => [name, secretOf(name, value)])) };
}

function fromEnvironment(service: Service, variable: string | true, io: Io): Credential {
  const names = VARIABLES[service];
  if (variable !== true && names.length > 1) throw new AuthGuardError('USAGE', `${service} needs ${names.join(' and ')}; --from-env takes no name for it.`);
  const read = names.map((name) => [name, (io.env[variable === true ? name : variable] ?? '').trim()] as const);
  const missing = read.find(([, value]) => value === '');
  if (missing !== undefined)
    throw new AuthGuardError('USAGE', `${variable === true ? missing[0] : variable} is not set, so there is no token to take from it.`, {
      help: 'Set it, or leave --from-env out and be asked.',
    });
  return credentialOf(service, read);
}

/** One value a line, in the order of the variables' names; or `NAME=value` lines. */
function fromText(service: Service, text: string): Credential {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const names = VARIABLES[service];
  const named = new Map(
    lines.map((line) => /^(?:export\s+)?(?<key>\w+)=(?<value>.*)$/.exec(line)?.groups).map((groups) => [groups?.['key'], groups?.['value']]),
  );
  const isNamed = names.some((name) => named.has(name));
  if (!isNamed && lines.length > names.length)
    throw new AuthGuardError('USAGE', `Standard input holds ${lines.length} lines; ${names.join(' and ')} would be ${names.length}.`);
  const values = names.map((name, index) => [name, ((isNamed ? named.get(name) : lines[index]) ?? '').replace(/^(["'])(.*)\1$/, '$2')] as const);
  const missing = values.find(([, value]) => value === '');
  if (missing !== undefined)
    throw new AuthGuardError('USAGE', `Standard input holds no ${missing[0]}.`, {
      help: `Write ${names.length === 1 ? 'it' : 'one value a line'}: ${names.join(', then ')}.`,
    });
  return credentialOf(service, values);
}

/** Takes a value of any kind in, as it is but for the line end behind it. @throws {AuthGuardError} As `takeToken`. */
export async function takeSecret(name: string, { fromEnv, fromStdin }: TokenInput, io: Io): Promise<Secret> {
  if (fromEnv !== undefined && fromEnv !== false) return fromEnvironmentAs(name, typeof fromEnv === 'string' ? fromEnv : name, io);
  const value = fromStdin === true ? (await readAll(io.stdin)).replace(/(?:\r?\n)+$/, '') : await hidden(name, io);
  if (value === '') throw new AuthGuardError('USAGE', `${name} would be empty, and was not set.`);
  return secretOf(name, value);
}

function fromEnvironmentAs(name: string, variable: string, io: Io): Secret {
  const value = io.env[variable] ?? '';
  if (value === '') throw new AuthGuardError('USAGE', `${variable} is not set, so there is no value to take from it.`);
  return secretOf(name, value);
}

async function hidden(name: string, io: Io): Promise<string> {
  if (canAsk(io)) return askHidden(io, `${name} (what you type is not shown)`);
  throw new AuthGuardError('USAGE', 'Nobody is there to be asked for the value.', { help: 'Use --from-env or --from-stdin.' });
}

async function asked(service: Service, io: Io): Promise<Credential> {
  const values: (readonly [string, string])[] = [];
  for (const name of VARIABLES[service]) values.push([name, (await askHidden(io, `${name} (what you type is not shown)`)).trim()]);
  return credentialOf(service, values);
}

/**
 * Takes a token in.
 *
 * @throws {AuthGuardError} `USAGE` where there is none, or nobody who could be asked; `INTERRUPTED`.
 */
export async function takeToken(service: Service, { fromEnv, fromStdin }: TokenInput, io: Io): Promise<Credential> {
  if (fromEnv !== undefined && fromEnv !== false && fromStdin === true) throw new AuthGuardError('USAGE', '--from-env and --from-stdin exclude one another.');
  if (fromEnv !== undefined && fromEnv !== false) return fromEnvironment(service, fromEnv, io);
  if (fromStdin === true) return fromText(service, await readAll(io.stdin));
  if (canAsk(io)) return asked(service, io);
  throw new AuthGuardError('USAGE', 'Nobody is there to be asked for the token.', { help: 'Use --from-env or --from-stdin.' });
}
