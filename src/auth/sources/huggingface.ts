import { sourceText, type TokenKind, type TokenNote, type TokenSource } from '#auth/result.ts';
import { environmentSource, fileSource, type Search } from '#auth/sources/found.ts';
import { huggingFaceFiles, isOn } from '#auth/sources/huggingface-files.ts';
import { type OidcGrant, oidcGrant } from '#auth/sources/huggingface-oidc.ts';
import { huggingFaceShape } from '#auth/sources/huggingface-shape.ts';
import { strip } from '#auth/sources/oddity.ts';
import { type StoredToken, storedTokens } from '#auth/sources/stored-tokens.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import { Secret } from '#detect/secret.ts';

export interface HuggingFaceToken {
  readonly kind: 'token';
  readonly secret: Secret;
  /** By its prefix; `unknown` for classic and fine-grained ones, which look alike. */
  readonly tokenKind: TokenKind;
  readonly source: TokenSource;
  /** The date that the store of `hf` knows, ISO 8601. */
  readonly expiresAt: string | null;
  /** Whether `hf` will renew it by itself. */
  readonly renewable: boolean;
}

/** Variables in the order in which huggingface_hub reads them. */
const VARIABLES = ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN'] as const;

/** Variables that people set and that huggingface_hub does not read. */
export const UNREAD_VARIABLES = [
  'HUGGINGFACE_TOKEN',
  'HUGGINGFACEHUB_API_TOKEN',
  'HF_API_TOKEN',
  'HUGGINGFACE_API_KEY',
  'HUGGING_FACE_TOKEN',
  'HF_ACCESS_TOKEN',
] as const;

const SET_UP = 'Create one at https://huggingface.co/settings/tokens, then run: hf auth login   (or set HF_TOKEN; in CI as a secret).';

/** As huggingface_hub cleans a token: line ends go wherever they are, blanks at both ends. */
function clean(raw: string): string {
  return strip(raw.replace(/[\r\n]/g, ''));
}

/** Judges a value; a line end inside is told rather than joined up, because what it joins is seldom one token. */
function judge(raw: string, source: TokenSource, stored: StoredToken | undefined, notes: readonly TokenNote[]): Search<HuggingFaceToken> {
  const { shape, oddity } = huggingFaceShape(strip(raw));
  if (oddity !== undefined) {
    const { code, text, help } = oddity;
    return { problem: { code, status: 'malformed', message: `${sourceText(source)} ${text}.`, help, source }, notes };
  }
  const padded = raw === strip(raw) || source.kind === 'file' ? [] : [padding(sourceText(source))];
  const { expiresAt = null, renewable = false } = stored ?? {};
  return {
    found: { kind: 'token', secret: new Secret(clean(raw), shape.prefix), tokenKind: shape.kind, source, expiresAt, renewable },
    notes: [...notes, ...padded],
  };
}

function padding(where: string): TokenNote {
  return { code: 'padded', message: `${where} has blanks or a line end around the token. huggingface_hub removes them; curl, git and other programs do not.` };
}

function blankNotes({ env }: Surroundings): readonly TokenNote[] {
  return VARIABLES.filter((name) => env[name] !== undefined && clean(env[name] ?? '') === '').map((name) => ({
    code: 'empty-variable',
    message: `${name} is set but empty, which counts as not set. In GitHub Actions that is what a secret gives that does not exist, or that a pull request of a fork may not see.`,
  }));
}

function shadowedNotes(surroundings: Surroundings, source: TokenSource): readonly TokenNote[] {
  const files = huggingFaceFiles(surroundings);
  if (source.kind !== 'environment' || files === undefined || surroundings.readFile(files.token).kind !== 'text') return [];
  return [{ code: 'shadows-login', message: `${source.name} takes precedence over the token that hf auth login keeps in ${files.token}.` }];
}

function fromEnvironment(surroundings: Surroundings, notes: readonly TokenNote[]): Search<HuggingFaceToken> | undefined {
  const { env } = surroundings;
  const name = VARIABLES.find((variable) => (env[variable] ?? '') !== '');
  const raw = name === undefined ? '' : (env[name] ?? '');
  if (name === undefined || clean(raw) === '') return undefined;
  const source = environmentSource(name);
  return judge(raw, source, undefined, [...notes, ...shadowedNotes(surroundings, source)]);
}

function openFileNote(path: string): TokenNote {
  return { code: 'file-open-to-others', message: `Other users of this machine can read ${path}. Run: chmod 600 '${path}'` };
}

function fromFile(surroundings: Surroundings, notes: readonly TokenNote[]): Search<HuggingFaceToken> | undefined {
  const files = huggingFaceFiles(surroundings);
  if (files === undefined) return undefined;
  const read = surroundings.readFile(files.token);
  if (read.kind === 'unreadable') {
    const help = 'Correct the file or its rights, or run: hf auth login';
    return {
      problem: { code: 'token-file-unreadable', status: 'unknown', message: `${files.token} ${read.reason}.`, help, source: fileSource(files.token) },
      notes,
    };
  }
  if (read.kind === 'absent' || clean(read.text) === '') return undefined;
  const store = surroundings.readFile(files.storedTokens);
  const stored = store.kind === 'text' ? storedTokens(store.text).find(({ token }) => token === clean(read.text)) : undefined;
  const open = [...(read.openToOthers ? [files.token] : []), ...(store.kind === 'text' && store.openToOthers ? [files.storedTokens] : [])];
  return judge(read.text, fileSource(files.token, stored?.name ?? null), stored, [...notes, ...open.map(openFileNote)]);
}

/** Nothing was found: what is there instead. */
function missing(surroundings: Surroundings, notes: readonly TokenNote[]): Search<HuggingFaceToken> {
  const { env } = surroundings;
  const unread = UNREAD_VARIABLES.find((name) => (env[name] ?? '') !== '');
  if (unread !== undefined) {
    const message = `HF_TOKEN is not set, but ${unread} is, which the Hugging Face libraries do not read.`;
    return {
      problem: { code: 'other-variable', status: 'missing', message, help: `Rename it:  export HF_TOKEN="$${unread}"`, source: environmentSource(unread) },
      notes,
    };
  }
  const files = huggingFaceFiles(surroundings);
  const store = files === undefined ? undefined : surroundings.readFile(files.storedTokens);
  const names = store?.kind === 'text' ? storedTokens(store.text).map(({ name }) => name) : [];
  if (files !== undefined && names.length > 0) {
    const message = `No token is in use, but ${files.storedTokens} keeps ${names.length === 1 ? 'one' : names.length} (${names.join(', ')}).`;
    return {
      problem: { code: 'not-switched', status: 'missing', message, help: 'Choose one:  hf auth switch', source: fileSource(files.storedTokens) },
      notes,
    };
  }
  const places = files === undefined ? 'and there is no home folder to look in' : `and there is no token in ${files.token}`;
  return { problem: { code: 'not-set', status: 'missing', message: `HF_TOKEN is not set, ${places}.`, help: SET_UP, source: null }, notes };
}

function switchNotes({ env }: Surroundings): readonly TokenNote[] {
  return [
    ...(isOn(env['HF_HUB_DISABLE_IMPLICIT_TOKEN'])
      ? [{ code: 'implicit-token-off', message: 'HF_HUB_DISABLE_IMPLICIT_TOKEN is on: huggingface_hub sends the token only where a call names it.' }]
      : []),
    ...(isOn(env['HF_HUB_OFFLINE'] ?? env['TRANSFORMERS_OFFLINE'])
      ? [{ code: 'hub-offline', message: 'HF_HUB_OFFLINE is on: huggingface_hub will ask the Hub nothing.' }]
      : []),
  ];
}

/**
 * Finds the token that huggingface_hub would send, in its order: OIDC, `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`, the file that `hf auth login` writes.
 *
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export function findHuggingFaceToken(surroundings: Surroundings): Search<HuggingFaceToken | OidcGrant> {
  const notes = [...blankNotes(surroundings), ...switchNotes(surroundings)];
  return oidcGrant(surroundings, notes) ?? fromEnvironment(surroundings, notes) ?? fromFile(surroundings, notes) ?? missing(surroundings, notes);
}
