import { sourceText, type TokenNote, type TokenSource } from '#auth/result.ts';
import { environmentSource, fileSource, type Search, type TokenProblem } from '#auth/sources/found.ts';
import { type ModalProfile, modalConfigPath, modalProfile } from '#auth/sources/modal-profiles.ts';
import { modalServers } from '#auth/sources/modal-servers.ts';
import { modalHalfOddity, modalPairOddity } from '#auth/sources/modal-shape.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import { Secret } from '#detect/secret.ts';

export interface ModalToken {
  readonly kind: 'token';
  readonly tokenId: Secret;
  readonly tokenSecret: Secret;
  readonly source: TokenSource;
  /** URLs to try in order. */
  readonly servers: readonly string[];
}

const SET_UP = 'Log in with:  modal token new   (in CI set MODAL_TOKEN_ID and MODAL_TOKEN_SECRET as secrets).';

interface Half {
  readonly value: string;
  readonly source: TokenSource;
}

/** One half: the variable when it is set at all, even to nothing, else the profile's value. */
function halfOf(key: 'token_id' | 'token_secret', { env }: Surroundings, profile: ModalProfile | undefined): Half | undefined {
  const variable = `MODAL_${key.toUpperCase()}`;
  const set = env[variable];
  if (set !== undefined) return { value: set, source: environmentSource(variable) };
  const kept = profile?.values[key];
  return profile === undefined || kept === undefined ? undefined : { value: String(kept), source: fileSource(profile.path, profile.name) };
}

/** Both halves' sources as one. */
function joined(id: TokenSource, secret: TokenSource): TokenSource {
  if (id.kind === secret.kind) return id.kind === 'file' ? id : environmentSource(`${id.name}, ${secret.name}`);
  const file = id.kind === 'file' ? id : secret;
  return { kind: 'mixed', name: id.name ?? secret.name, path: file.path, profile: file.profile };
}

/** `MODAL_TOKEN` is read by nothing; some keep both halves in it. */
function singleVariable({ env }: Surroundings): TokenProblem | undefined {
  const value = env['MODAL_TOKEN'];
  if (value === undefined || value === '') return undefined;
  const both = /^\s*ak-\w+\s*[:.,;\s]\s*as-\w+\s*$/.test(value);
  const help = both
    ? 'It holds both halves. Put what starts with "ak-" into MODAL_TOKEN_ID and what starts with "as-" into MODAL_TOKEN_SECRET.'
    : 'Modal needs a pair: MODAL_TOKEN_ID (ak-…) and MODAL_TOKEN_SECRET (as-…).';
  return {
    code: 'modal-single-variable',
    status: 'missing',
    message: 'MODAL_TOKEN is set, which no Modal client reads.',
    help,
    source: environmentSource('MODAL_TOKEN'),
  };
}

function nothingFound(surroundings: Surroundings, profile: ModalProfile | undefined): TokenProblem {
  const { env } = surroundings;
  const path = modalConfigPath(surroundings);
  const wanted = env['MODAL_PROFILE'];
  if (wanted && profile !== undefined && Object.keys(profile.values).length === 0) {
    const help = `See:  modal profile list   or set it up:  modal token new --profile ${wanted}`;
    return {
      code: 'modal-profile-not-found',
      status: 'missing',
      message: `MODAL_PROFILE names "${wanted}", which ${profile.path} does not hold.`,
      help,
      source: environmentSource('MODAL_PROFILE'),
    };
  }
  const where =
    path === undefined
      ? 'and there is no home folder to look in'
      : `and ${path} ${profile === undefined ? 'is not there' : `has no token in [${profile.name}]`}`;
  return (
    singleVariable(surroundings) ?? {
      code: 'not-set',
      status: 'missing',
      message: `MODAL_TOKEN_ID and MODAL_TOKEN_SECRET are not set, ${where}.`,
      help: SET_UP,
      source: null,
    }
  );
}

function emptyHalf(half: Half): TokenProblem {
  const message = `${sourceText(half.source)} is set but empty. Python counts that as set and finds no token, whatever the file holds; the JavaScript SDK looks into the file.`;
  return {
    code: 'modal-empty-variable',
    status: 'missing',
    message,
    help: 'Unset it, or give it a value. In GitHub Actions an empty value means that the secret does not exist, or may not be seen by a pull request of a fork.',
    source: half.source,
  };
}

function halfSet(present: Half, absent: string): TokenProblem {
  return {
    code: 'modal-half-set',
    status: 'missing',
    message: `${sourceText(present.source)} gives one half of the token; ${absent} is missing.`,
    help: SET_UP,
    source: present.source,
  };
}

function malformedPair(id: Half, secret: Half): TokenProblem | undefined {
  const source = joined(id.source, secret.source);
  const pair = modalPairOddity(id.value, secret.value);
  if (pair !== undefined) return { code: pair.code, status: 'malformed', message: `The Modal token's id and secret ${pair.text}.`, help: pair.help, source };
  for (const [name, half] of [
    ['id', id],
    ['secret', secret],
  ] as const) {
    const oddity = modalHalfOddity(name, half.value);
    if (oddity === undefined) continue;
    const where = half.source.kind === 'file' ? `token_${name} in ${sourceText(half.source)}` : sourceText(half.source);
    return { code: oddity.code, status: 'malformed', message: `${where} ${oddity.text}.`, help: oddity.help, source: half.source };
  }
  return undefined;
}

function pairNotes({ env }: Surroundings, source: TokenSource, servers: readonly string[]): readonly TokenNote[] {
  const notes: TokenNote[] = [];
  if (source.kind === 'mixed') {
    notes.push({
      code: 'modal-mixed-sources',
      message: `One half of the token comes from ${source.name}, the other from ${source.path} [${source.profile}]: they may belong to two tokens.`,
    });
  }
  if (Object.keys(env).some((name) => name.startsWith('MODAL_OAUTH_') && env[name])) {
    notes.push({
      code: 'modal-token-and-oauth',
      message: 'MODAL_OAUTH_… is set as well: the JavaScript SDK refuses a token beside OAuth; Python reads the token alone.',
    });
  }
  if (env['MODAL_TOKEN']) notes.push({ code: 'modal-single-variable', message: 'MODAL_TOKEN is set too; no Modal client reads it.' });
  if (env['MODAL_SERVER_URL'] !== undefined && servers.length > 1) {
    notes.push({
      code: 'modal-server-list',
      message:
        'MODAL_SERVER_URL holds several servers: Python takes the first that answers; the JavaScript SDK fails with "Invalid URL" or "Name resolution failed".',
    });
  }
  return notes;
}

/**
 * Finds the pair that Modal's Python client would send: each half from its variable, else from the profile in use, so that they may be mixed.
 *
 * What Python and the JavaScript SDK do differently is said in a note or in the problem.
 *
 * @see https://modal.com/docs/reference/modal.config
 */
export function findModalToken(surroundings: Surroundings): Search<ModalToken> {
  if (surroundings.env['MODAL_IS_REMOTE'] === '1') {
    const message = 'MODAL_IS_REMOTE is 1: inside a Modal container the clients ignore tokens and use the identity of the container.';
    return {
      problem: {
        code: 'modal-in-container',
        status: 'unknown',
        message,
        help: 'Validate where the container is started from.',
        source: environmentSource('MODAL_IS_REMOTE'),
      },
      notes: [],
    };
  }
  const { profile, problem, notes } = modalProfile(surroundings);
  if (problem !== undefined) return { problem, notes };
  const id = halfOf('token_id', surroundings, profile);
  const secret = halfOf('token_secret', surroundings, profile);
  const trouble = troubleOf(surroundings, profile, id, secret);
  if (trouble !== undefined || id === undefined || secret === undefined) return { problem: trouble ?? nothingFound(surroundings, profile), notes };
  const source = joined(id.source, secret.source);
  const servers = modalServers(surroundings, profile?.values['server_url']);
  return {
    found: { kind: 'token', tokenId: new Secret(id.value, 'ak-'), tokenSecret: new Secret(secret.value, 'as-'), source, servers },
    notes: [...notes, ...pairNotes(surroundings, source, servers)],
  };
}

function troubleOf(surroundings: Surroundings, profile: ModalProfile | undefined, id: Half | undefined, secret: Half | undefined): TokenProblem | undefined {
  const empty = [id, secret].find((half) => half?.value === '' && half.source.kind === 'environment');
  if (empty !== undefined) return emptyHalf(empty);
  if (id === undefined && secret === undefined) return nothingFound(surroundings, profile);
  if (secret === undefined && id !== undefined) return halfSet(id, 'the secret (MODAL_TOKEN_SECRET)');
  if (id === undefined && secret !== undefined) return halfSet(secret, 'the id (MODAL_TOKEN_ID)');
  return id === undefined || secret === undefined ? undefined : malformedPair(id, secret);
}
