import { ALPHABETS, type Alphabet } from '#detect/alphabet.ts';
import { withChecksum } from '#detect/checksum.ts';
import type { Rule, SampleShape } from '#detect/rule.ts';

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
  /** A token that the rule takes for real, checksum included. */
  secret(rule: Rule): string;
  /** Characters drawn from an alphabet. */
  text(length: number, alphabet?: string): string;
}

export function createSampler(seed: number): Sampler {
  const random = createRandom(seed);
  const text = (length: number, alphabet: string = BASE62): string => {
    let drawn = '';
    for (let index = 0; index < length; index += 1) drawn += alphabet[Math.floor(random() * alphabet.length)];
    return drawn;
  };
  const part = (length: number): string => `eyJ${text(length, `${BASE62}-_`)}`;
  const tailOf = (tail: string): string =>
    tail.replace(/\{([\w-]+):(\d+)\}/g, (_, alphabet: Alphabet, length: string) => text(Number(length), ALPHABETS[alphabet]));
  const token = ({ prefix, alphabet, length, tail = '' }: SampleShape): string =>
    alphabet === 'jwt' ? `${prefix}${part(40)}.${part(120)}.${text(86, `${BASE62}-_`)}` : `${prefix}${text(length, ALPHABETS[alphabet])}${tailOf(tail)}`;
  return {
    text,
    token,
    secret: ({ sample, checksum, digit }) => {
      let drawn = token(sample);
      while (digit === true && !/[0-9]/.test(drawn)) drawn = token(sample);
      return checksum === undefined ? drawn : withChecksum(drawn, sample.prefix, checksum);
    },
  };
}

/** What a syntax is called, and text in it; `{token}` stands for the secret, `{name}` for what it is called. */
export type Context = readonly [name: string, template: string];

/** Syntax in which a token is met that is known by its prefix. */
const ANYWHERE: readonly Context[] = [
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

/** Syntax in which a value stands right behind its name. */
const NEAR: readonly Context[] = [
  ['ini', '[hub]\n{name}={token}\n'],
  ['ini with blanks', '{name} = {token}\r\n'],
  ['json', '{"{name}": "{token}"}'],
  ['minified json', '{"a":1,"{name}":"{token}","b":2}'],
  ['JSON in JSON', '{"cell": "{\\"{name}\\": \\"{token}\\"}"}'],
  ['toml', "{name} = '{token}'\n"],
  ['yaml', '{name}: {token}\n'],
  ['yaml with quotes', '  {name}: "{token}"\n'],
  ['xml', '<{name}>{token}</{name}>'],
  ['xml attribute', '<hub {name}="{token}"/>'],
  ['query', 'https://a.acme.io/?{name}={token}&x=1'],
  ['percent-encoded', 'https://a.acme.io/?q={name}%3D{token}%26x'],
  ['shell', 'export {name}={token}\n'],
  ['shell with quotes', 'export {name}="{token}"\n'],
  ['PowerShell', '$env:{name} = "{token}"\r\n'],
  ['Dockerfile', 'ENV {name} {token}\n'],
  ['Python', '{name} = "{token}"  # ours\n'],
  ['Python environment', 'os.environ["{name}"] = "{token}"'],
  ['keyword argument', 'login({name}="{token}")'],
  ['call with two arguments', 'setenv("{name}", "{token}")'],
  ['JavaScript', "const {name} = '{token}';"],
  ['template string', 'const {name} = `{token}`;'],
  ['JavaScript environment', "process.env.{name} = '{token}';"],
  ['Ruby', "'{name}' => '{token}',"],
  ['Go', '{name} := "{token}"\n'],
  ['Java properties', '{name}:{token}\r\n'],
  ['Makefile', '{name} ?= {token}\n'],
  ['PHP', "define('{name}', '{token}');"],
  ['csv', '{name},{token}\n'],
  ['Markdown table', '| {name} | {token} |\n'],
  ['command line', 'run --{name} {token} --fast'],
  ['command line with a sign', 'run --{name}={token}'],
  ['header', "curl -H '{name}: {token}' https://a.acme.io"],
  ['notebook', '{"source": ["%env {name}={token}\\n"]}'],
  ['unicode escape', '"{name}\\u003d{token}\\u0026"'],
];

/** Syntax in which something stands between a name and its value. */
const FAR: readonly Context[] = [
  ['Python bytes', "{name} = b'{token}'"],
  ['typed', 'const {name}: string = "{token}";'],
  ['two lines of YAML', '- name: {name}\n  value: "{token}"\n'],
  ['two attributes', '<add key="{name}" value="{token}"/>'],
  ['bearer', "{name}: 'Bearer {token}'"],
  ['default value', 'os.getenv("{name}", default="{token}")'],
];

const CONTEXTS: Readonly<Record<NonNullable<SampleShape['place']>, readonly Context[]>> = {
  anywhere: [...ANYWHERE, ...NEAR, ...FAR],
  name: [...NEAR, ...FAR],
  near: NEAR,
  own: [],
};

/** The syntax in which a rule's secrets must be found. Within a path a slash could be a part of base64. */
export function contextsOf({ sample, pattern }: Rule): readonly Context[] {
  const slashes = pattern.source.includes('+/') || pattern.source.includes('+\\/');
  return CONTEXTS[sample.place ?? 'anywhere'].filter(([name]) => name !== 'path' || !slashes);
}

/** A text with a secret, and its name, in their places. */
export function filledIn(template: string, rule: Rule, token: string): string {
  return template.replaceAll('{name}', rule.sample.name ?? 'TOKEN').replace('{token}', () => token);
}
