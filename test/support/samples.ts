import { ALPHABETS } from '#detect/alphabet.ts';
import type { SampleShape } from '#detect/rule.ts';

const BASE62 = ALPHABETS.base62;

/** A small seeded generator (mulberry32): the same samples in every run, and none in the repository. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Sampler {
  /** A token of this shape. */
  token(shape: SampleShape): string;
  /** Characters drawn from an alphabet. */
  text(length: number, alphabet?: string): string;
}

export function createSampler(seed: number): Sampler {
  const random = createRandom(seed);
  const text = (length: number, alphabet = BASE62): string => Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const part = (length: number): string => `eyJ${text(length, `${BASE62}-_`)}`;
  return {
    text,
    token: ({ prefix, alphabet, length }) =>
      alphabet === 'jwt' ? `${prefix}${part(40)}.${part(120)}.${text(86, `${BASE62}-_`)}` : `${prefix}${text(length, ALPHABETS[alphabet])}`,
  };
}

/** Syntax in which a token is met. `{token}` stands for it. */
export const CONTEXTS: readonly (readonly [name: string, template: string])[] = [
  ['alone', '{token}'],
  ['ini', '[hub]\ntoken={token}\n'],
  ['json', '{"token": "{token}"}'],
  ['JSON in JSON', '{"cell": "{\\"token\\": \\"{token}\\"}"}'],
  ['notebook', '{"source": ["login(token=\\"{token}\\")\\n"]}'],
  ['toml', "token = '{token}'\n"],
  ['yaml', 'token: {token}\n'],
  ['yaml list', '- {token}\n'],
  ['xml', '<token>{token}</token>'],
  ['html attribute', '<input value="{token}">'],
  ['URL with credentials', 'https://user:{token}@huggingface.co/acme/m'],
  ['query', 'https://a.example/?token={token}&x=1'],
  ['percent-encoded', 'https://a.example/?q=token%3D{token}%26x'],
  ['shell', 'export TOKEN={token}\n'],
  ['Dockerfile', 'ENV TOKEN {token}\n'],
  ['Python', 'TOKEN = "{token}"  # the token\n'],
  ['call', 'login({token})'],
  ['template string', 'const t = `{token}`;'],
  ['Go', 'token := "{token}"\n'],
  ['Java properties', 'token:{token}\r\n'],
  ['Markdown', 'the `{token}` of it\n'],
  ['csv', 'a,{token},b\n'],
  ['curl', "curl -H 'Authorization: Bearer {token}' https://a.example"],
  ['literal line feed before', '"HF_TOKEN:\\n{token}\\n"'],
  ['unicode escape before', '"token\\u003d{token}\\u0026"'],
  ['terminal colour', '\u001b[32m{token}\u001b[0m'],
  ['written colour', '\\x1b[32m{token}\\x1b[0m'],
  ['CJK before', '令牌{token}。'],
  ['zero-width space', 'a\u200b{token}\u200b'],
  ['end of sentence', 'It is {token}.'],
  ['beside NUL', 'a\0{token}\0b'],
  ['list', '[{token}]'],
  ['path', '/x/{token}/y'],
];
