const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const BASE62 = UPPER + LOWER + DIGITS;

/** The characters of each alphabet that a token's body may be made of, by the name that rules use. */
export const ALPHABETS = {
  digits: DIGITS,
  hex: `${DIGITS}abcdefABCDEF`,
  'hex-lower': `${DIGITS}abcdef`,
  'base36-lower': LOWER + DIGITS,
  'base36-upper': UPPER + DIGITS,
  base62: BASE62,
  word: `${BASE62}_`,
  base64: `${BASE62}+/`,
  base64url: `${BASE62}-_`,
  /** Either kind of base64. */
  'base64-any': `${BASE62}+/-_`,
  /** Segments of base64url with dots between them. */
  jwt: `${BASE62}-_.`,
  /** Printable ASCII without the space. */
  printable: String.fromCharCode(...Array.from({ length: 0x7e - 0x20 }, (_, index) => 0x21 + index)),
  /** What stands in a URL before its `@`: neither blanks nor what ends a URL, a host or a text in quotes. Bytes of UTF-8 may. */
  userinfo: Array.from({ length: 0xff - 0x20 }, (_, index) => String.fromCharCode(0x21 + index))
    .filter((character) => !/[\s@/"'<>`{}$\\]/.test(character))
    .join(''),
} as const satisfies Readonly<Record<string, string>>;

export type Alphabet = keyof typeof ALPHABETS;
