import type { Io } from '#cli/io.ts';
import { MIN_VALUE_LENGTH } from '#detect/redactor/known-value.ts';

/** Variables whose values are secrets, whatever they look like. */
const SECRET_VARIABLES: readonly string[] = [
  'HF_TOKEN',
  'HUGGING_FACE_HUB_TOKEN',
  'HUGGINGFACE_TOKEN',
  'HUGGINGFACEHUB_API_TOKEN',
  'HF_API_TOKEN',
  'HF_OIDC_ID_TOKEN',
  'MODAL_TOKEN_SECRET',
  'MODAL_TOKEN',
  'MODAL_OAUTH_CLIENT_SECRET',
  'MODAL_OAUTH_REFRESH_TOKEN',
  'MODAL_OAUTH_JWT_KEY',
  'MODAL_IDENTITY_TOKEN',
  'GH_TOKEN',
  'GITHUB_TOKEN',
  'GH_ENTERPRISE_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
];

export interface SecretValues {
  readonly values: readonly string[];
  /** Named variables that are not set, or too short to be masked. */
  readonly unusable: readonly string[];
}

/** The values to mask: those of the variables that hold tokens, and of the named ones. */
export function secretValues(io: Io, named: readonly string[]): SecretValues {
  const read = (name: string): string => io.env[name] ?? '';
  const isLong = (name: string): boolean => read(name).trim().length >= MIN_VALUE_LENGTH;
  const names = [...new Set([...SECRET_VARIABLES, ...named])].filter(isLong);
  return { values: names.map(read), unusable: named.filter((name) => !isLong(name)) };
}
