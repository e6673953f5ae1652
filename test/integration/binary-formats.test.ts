import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs/light.js';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import { temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const detector = withLayers(RULES, { marks: OWN_MARKS, limits: DEFAULT_LAYERS });
const sampler = createSampler(670);

/** Of lengths that a format may write as a letter, a digit or a sign right before them. */
const TOKENS = ['huggingface-user-token', 'modal-token-secret', 'groq-api-key', 'digitalocean-token', 'github-personal-access-token', 'perplexity-api-key'].map(
  (id) => sampler.secret(RULES.find((rule) => rule.id === id) as (typeof RULES)[number]),
);

function found(bytes: Uint8Array): string[] {
  const secrets = detector.scan(bytes).map(({ secret }) => secret.expose());
  expect(detector.unread).toEqual([]);
  return secrets;
}

/** Lets Python write a file; the token goes in on standard input. */
function byPython(token: string, script: string): Buffer {
  const path = join(temporaryFolder(), 'made');
  execFileSync('python3', ['-c', `import sys\ntoken = sys.stdin.read()\npath = sys.argv[1]\n${script}`, path], { input: token });
  return readFileSync(path);
}

function sqlite(statement: string, rows: string, pragma = ''): string {
  return `import sqlite3\nc = sqlite3.connect(path)\nc.execute("""${pragma || 'select 1'}""")\nc.execute("""create table t ${statement}""")\nfor row in ${rows}: c.execute("insert into t values (" + ",".join("?" * len(row)) + ")", row)\nc.commit()`;
}

const sized = (text: string | Buffer, byteCount: 4 | 8): Buffer => {
  const length = Buffer.alloc(byteCount);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
};

/** @see https://github.com/huggingface/safetensors#format */
function safetensors(token: string): Buffer {
  const header = Buffer.from(JSON.stringify({ __metadata__: { token }, w: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } }));
  return Buffer.concat([sized(header, 8), Buffer.from(Float32Array.of(1, -2, 3.5, 0).buffer)]);
}

/** @see https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
function gguf(token: string): Buffer {
  const counts = Buffer.alloc(16);
  counts.writeBigUInt64LE(1n, 8);
  const value = Buffer.concat([Buffer.from([8, 0, 0, 0]), sized(token, 8)]);
  return Buffer.concat([Buffer.from('GGUF'), Buffer.from([3, 0, 0, 0]), counts, sized('general.source.token', 8), value]);
}

/** A text with its length in one byte or two. @see https://github.com/msgpack/msgpack/blob/master/spec.md#str-format-family */
function packed(text: string): Buffer {
  const head = text.length < 32 ? [0xa0 | text.length] : [0xd9, text.length];
  return Buffer.concat([Buffer.from(head), Buffer.from(text)]);
}

function messagePack(token: string): Buffer {
  return Buffer.concat([Buffer.from([0x83]), ...['id', 'me', 'token', token, 'name', 'ours'].map(packed)]);
}

/** A message whose text fields lie side by side, each behind its number and its length. */
function protocolBuffers(token: string): Buffer {
  const field = (name: string, id: number): protobuf.Field => new protobuf.Field(name, id, 'string');
  const message = new protobuf.Type('Login').add(field('user', 1)).add(field('token', 2)).add(field('host', 3));
  return Buffer.from(message.encode({ user: 'alice', token, host: 'hub' }).finish());
}

/** A data page in PLAIN encoding, each value behind its length in four bytes. @see https://parquet.apache.org/docs/file-format/data-pages/encodings/ */
function parquetPlain(token: string): Buffer {
  return Buffer.concat([
    Buffer.from('PAR1\x15\x00\x15\x5a\x15\x5a', 'latin1'),
    ...['first', token, 'last'].map((value) => sized(value, 4)),
    Buffer.from('PAR1'),
  ]);
}

/** DELTA_LENGTH_BYTE_ARRAY puts the values side by side behind all of their lengths, as Arrow's files do. */
function parquetDelta(token: string): Buffer {
  return Buffer.concat([Buffer.from('PAR1\x15\x00\x15\x5a\x80\x01\x04\x03\x0a\x40\x00', 'latin1'), Buffer.from(`first${token}last`), Buffer.from('PAR1')]);
}

const pickle = (protocol: number): [string, (token: string) => Buffer] => [
  `a pickle of protocol ${protocol}`,
  (token) => byPython(token, `import pickle\npickle.dump({"user": "me", "token": token, "n": [1, 2]}, open(path, "wb"), protocol=${protocol})`),
];

const FORMATS: readonly (readonly [name: string, make: (token: string) => Buffer])[] = [
  ['safetensors', safetensors],
  ['GGUF', gguf],
  ['MessagePack', messagePack],
  ['Protocol Buffers', protocolBuffers],
  ['Parquet, PLAIN', parquetPlain],
  ['Parquet, DELTA_LENGTH_BYTE_ARRAY', parquetDelta],
  ...[0, 1, 2, 3, 4, 5].map(pickle),
  ['a pickle of a text alone', (token) => byPython(token, 'import pickle\npickle.dump(token, open(path, "wb"), protocol=0)')],
  [
    'a module that Python compiled',
    (token) =>
      byPython(
        token,
        'import py_compile\nopen(path + ".py", "w").write("USER = \'me\'\\nTOKEN = " + repr(token))\npy_compile.compile(path + ".py", cfile=path)',
      ),
  ],
  ['SQLite', (token) => byPython(token, sqlite('(k integer, v text)', '[(i, token if i == 70 else "x" * i) for i in range(90)]'))],
  ['SQLite, behind another text', (token) => byPython(token, sqlite('(name text, v text)', '[("alice", token)]'))],
  ['SQLite, before another text', (token) => byPython(token, sqlite('(v text, name text)', '[(token, "alice")]'))],
  ['SQLite, among texts', (token) => byPython(token, sqlite('(id integer primary key, a text, v text, b text)', '[(1, "Alice Smith", token, "2026-11-24")]'))],
  ['SQLite, in an index', (token) => byPython(token, sqlite('(v text primary key, b text) without rowid', '[(token, "b")]'))],
  ['SQLite in UTF-16', (token) => byPython(token, sqlite('(name text, v text)', '[("alice", token)]', "pragma encoding='UTF-16le'"))],
];

describe.each(FORMATS)('a token that lies plain in %s', (_name, make) => {
  it.each(TOKENS.map((token) => [token.slice(0, 4), token] as const))('is found, and nothing else: %s…', (_prefix, token) => {
    expect(new Set(found(make(token)))).toEqual(new Set([token]));
  });
});

it('is found twice where two lie side by side, each as it is', () => {
  const [first = '', second = ''] = TOKENS;
  expect(found(Buffer.from(`ARROW1\0\0\x25\0\0\0${first}${second}`))).toEqual([first, second]);
});

it('prints nothing of what stands around it', () => {
  const [first = '', second = ''] = TOKENS;
  const excerpts = detector.scan(Buffer.from(`ARROW1\0\0\x25\0\0\0${first}${second}`)).map(({ excerpt }) => excerpt);
  expect(excerpts).toEqual(['hf_…', 'as-…']);
});

it('is not looked for within words of a text', () => {
  const [token = ''] = TOKENS;
  expect(found(Buffer.from(`word${token} ${token}word`))).toEqual([]);
});
