import type { TokenKind } from '#auth/result.ts';
import { type Oddity, oddityOf } from '#auth/sources/oddity.ts';

interface Shape {
  readonly prefix: string;
  readonly kind: TokenKind;
}

/** Longest prefix first. @see https://huggingface.co/docs/hub/security-tokens */
const SHAPES: readonly Shape[] = [
  { prefix: 'hf_oauth_', kind: 'oauth' },
  { prefix: 'hf_jwt_', kind: 'oidc' },
  { prefix: 'hf_', kind: 'unknown' }, // classic and fine-grained tokens look alike: the service knows
];

/** Other values that people put where a Hugging Face token belongs. */
const STRANGERS: readonly (readonly [prefix: RegExp, oddity: Oddity])[] = [
  [/^hf_oauth__refresh_/, { code: 'refresh-token', text: 'holds an OAuth refresh token, which only gets new tokens', help: 'Run: hf auth login' }],
  [/^HFAK/, { code: 's3-key', text: 'holds the key id of the S3 gateway', help: 'Create a token at https://huggingface.co/settings/tokens.' }],
  [
    /^(?:api_org_|api_)/,
    {
      code: 'organisation-token',
      text: 'holds a token of the old kind (api_…), which the Hub no longer takes',
      help: 'Create one of your own at https://huggingface.co/settings/tokens.',
    },
  ],
  [/^(?:ak-|as-|wk-|ws-)/, { code: 'other-service', text: 'holds a Modal token', help: 'Put it into MODAL_TOKEN_ID or MODAL_TOKEN_SECRET.' }],
  [
    /^(?:gh[pousr]_|github_pat_)/,
    { code: 'other-service', text: 'holds a GitHub token', help: 'Create a Hugging Face token at https://huggingface.co/settings/tokens.' },
  ],
];

const UNKNOWN_SHAPE: Oddity = {
  code: 'wrong-prefix',
  text: 'has an invalid format: a Hugging Face token starts with "hf_"',
  help: 'Create a token at https://huggingface.co/settings/tokens, and copy all of it.',
};

const TOO_SHORT: Oddity = { code: 'cut-off', text: 'ends right behind its prefix', help: 'Copy the whole token.' };

/**
 * Judges a value by its looks. What passes is plausible, no more: tokens carry no check digits, and test servers issue short ones.
 *
 * @param value Without blanks and line ends around it.
 */
export function huggingFaceShape(value: string): { readonly shape: Shape; readonly oddity?: never } | { readonly shape?: never; readonly oddity: Oddity } {
  const oddity = oddityOf(value) ?? STRANGERS.find(([prefix]) => prefix.test(value))?.[1];
  if (oddity !== undefined) return { oddity };
  const shape = SHAPES.find(({ prefix }) => value.startsWith(prefix));
  if (shape === undefined) return { oddity: UNKNOWN_SHAPE };
  return value.length < shape.prefix.length + 3 ? { oddity: TOO_SHORT } : { shape };
}
