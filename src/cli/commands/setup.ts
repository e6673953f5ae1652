import { resolve } from 'node:path';
import { huggingFaceEndpoint } from '#auth/huggingface/endpoint.ts';
import { newTokenUrl } from '#auth/huggingface/sufficiency.ts';
import { type Needs, parseNeeds } from '#auth/needs.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import type { Service } from '#auth/stores/credential.ts';
import { keepEverywhere } from '#auth/stores/store.ts';
import type { GitHub } from '#ci/gh/github.ts';
import { openPage } from '#cli/browser.ts';
import { belongsToOther, destination, destinationsFor, placeFor } from '#cli/destinations.ts';
import { EXIT, type ExitCode } from '#cli/exit-codes.ts';
import { githubFor } from '#cli/github.ts';
import { provenGiven } from '#cli/given-token.ts';
import { type Io, wantsColour } from '#cli/io.ts';
import { askChoices, canAsk, confirmed } from '#cli/questions.ts';
import { type TokenInput, takeToken } from '#cli/token-input.ts';
import { AuthGuardError, isAuthGuardError } from '#errors.ts';
import { keptText } from '#report/kept.ts';

export interface SetupOptions extends TokenInput {
  readonly to?: readonly string[];
  readonly needs?: string;
  readonly repo?: string;
  readonly unchecked?: boolean;
  /** False for `--no-open`. */
  readonly open: boolean;
  readonly yes?: boolean;
  /** False for `--no-color`. */
  readonly color: boolean;
}

const WRITE: Needs = { write: true, gated: false, repositories: [] };

/** Says where a token comes from, with as few rights as will do, and opens the page for whoever sits at the terminal. */
function showPage(service: Service, needs: Needs, { open }: SetupOptions, io: Io): void {
  const url = service === 'huggingface' ? newTokenUrl(huggingFaceEndpoint(createSurroundings(io.env)), needs) : 'https://modal.com/settings/tokens';
  const scopes =
    service === 'huggingface'
      ? 'A fine-grained token that may do only what this project needs; the form is filled in'
      : 'An API token (ak-… and as-…); for CI one of a service user';
  io.stderr.write(`${scopes}:\n  ${url}\n`);
  if (open && canAsk(io)) openPage(url, io);
}

/** A path as a shell takes it, whatever it holds. */
function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

async function setUp(service: Service, options: SetupOptions, io: Io): Promise<ExitCode> {
  const needs = options.needs === undefined ? undefined : parseNeeds(options.needs);
  for (const place of options.to ?? []) placeFor(place, service); // before anything is asked for
  if (options.fromEnv === undefined && options.fromStdin !== true) showPage(service, needs ?? WRITE, options, io);
  const credential = await takeToken(service, options, io);
  const { identity } = await provenGiven(credential, io, {
    needs: service === 'huggingface' ? needs : undefined,
    unchecked: options.unchecked === true,
    colour: options.color,
  });
  const wanted = options.to ?? (canAsk(io) ? await askChoices(io, 'Where is it to be kept?', destinationsFor(service)) : []);
  if (wanted.length === 0)
    throw new AuthGuardError('USAGE', 'No place was named to keep the token in.', {
      help: `--to ${destinationsFor(service)
        .map(({ value }) => value)
        .join(' --to ')}`,
    });
  const git = { cwd: io.cwd, env: io.env };
  let github: Promise<GitHub> | undefined; // asked for once, because it may ask
  const context = { service, surroundings: createSurroundings(io.env), git, identity, github: () => (github ??= githubFor(options.repo, io)) };
  const stores = [];
  for (const text of wanted) stores.push(await destination(text, context));
  io.stderr.write(`It will be kept in:\n${stores.map(({ title }) => `  ${title}\n`).join('')}`);
  await confirmed(io, 'Keep it there?', options.yes === true);
  const kept = await keepEverywhere(stores, credential);
  io.stdout.write(keptText(kept, { colour: wantsColour(io, io.stdout, !options.color) }));
  const envFile = wanted.find((text) => text.startsWith('env-file'))?.replace(/^env-file=?/, '');
  if (envFile !== undefined) io.stdout.write(`To read the file into this shell:  set -a; . ${shellWord(resolve(io.cwd, envFile || '.env'))}; set +a\n`);
  return kept.every(({ outcome }) => outcome === 'kept') ? EXIT.clean : EXIT.incomplete;
}

/** What was done for the first service stands when the second one is cancelled. */
function afterOthers(error: unknown): unknown {
  if (!isAuthGuardError(error) || error.code !== 'INTERRUPTED') return error;
  return new AuthGuardError('INTERRUPTED', 'Cancelled. Nothing more was changed; what is said to be kept above stays.', { cause: error });
}

/** `auth-guard setup`: takes a token in, validates it, and keeps it where it is to be kept. */
export async function runSetup(service: string, options: SetupOptions, io: Io): Promise<ExitCode> {
  const services: readonly Service[] = service === 'all' ? ['huggingface', 'modal'] : [service as Service];
  if (services.length > 1 && options.fromStdin === true) throw new AuthGuardError('USAGE', '--from-stdin takes one token: name the service.');
  let worst: ExitCode = EXIT.clean;
  for (const one of services) {
    const to = services.length > 1 ? options.to?.filter((place) => !belongsToOther(place, one)) : options.to;
    const code = await setUp(one, { ...options, ...(to === undefined ? {} : { to }) }, io).catch((error: unknown) => {
      throw one === services[0] ? error : afterOthers(error);
    });
    worst = Math.max(worst, code) as ExitCode;
  }
  return worst;
}
