const NAMES = ['HF_TOKEN', 'MODAL_TOKEN_ID', 'MODAL_TOKEN_SECRET'] as const;

/** Names under which the official programs read a token. */
export type TokenName = (typeof NAMES)[number];

export function isTokenName(name: string): name is TokenName {
  return (NAMES as readonly string[]).includes(name);
}
