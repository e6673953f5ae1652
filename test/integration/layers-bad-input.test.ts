import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { tarOf, zipOf } from '../support/layers.ts';
import { Repository, scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(53).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const line = Buffer.from(`T = "${token}"\n`);

interface Looked {
  readonly exitCode: number | null;
  readonly found: readonly string[];
  readonly skipped: readonly { readonly path: string; readonly reason: string; readonly detail: string }[];
  readonly megabytes: number;
}

/** Scans one file in a process of its own and measures the most memory that it had. */
function look(content: Uint8Array, settings = ''): Looked {
  const folder = temporaryFolder();
  const meter = join(temporaryFolder(), 'meter.cjs');
  writeFileSync(meter, "process.on('exit', () => require('fs').writeSync(2, String(process.resourceUsage().maxRSS)));");
  writeFileSync(join(folder, 'f'), content);
  if (settings !== '') writeFileSync(join(folder, '.auth-guard.yaml'), settings);
  const env = { ...scrubbedEnvironment(folder), NODE_OPTIONS: `--require ${meter}` };
  const run = runCli(['scan', '--format', 'json', 'f'], { cwd: folder, env, tokens: [token] });
  const { findings, skipped } = JSON.parse(run.stdout) as { findings: { location: { layers: string[] } }[]; skipped: Looked['skipped'] };
  return { exitCode: run.exitCode, found: findings.map(({ location }) => location.layers.join(' > ')), skipped, megabytes: Number(run.stderr) / 1024 };
}

/** What no input may need: the program itself takes about 55. */
const MAX_MEGABYTES = 200;

function nested(depth: number, wrap: (content: Buffer) => Buffer): Buffer {
  let content: Buffer = line;
  for (let index = 0; index < depth; index += 1) content = wrap(content);
  return content;
}

function damaged(content: Buffer, at: number): Buffer {
  const copy = Buffer.from(content);
  for (let index = at; index < at + 8; index += 1) copy[index] = (copy[index] as number) ^ 0x5a;
  return copy;
}

const text = Buffer.from('some words, '.repeat(3_000));

describe('a bomb', () => {
  it('of 4 GB in 4 MB of gzip is passed over in bounded time and memory', () => {
    const part = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const bomb = Buffer.concat([gzipSync(line), ...Array.from({ length: 64 }, () => part)]);
    expect(bomb.length).toBeLessThan(4.2e6);
    const looked = look(bomb);
    expect(looked).toMatchObject({ exitCode: 3, found: ['gzip'], skipped: [{ path: 'f', reason: 'too-large' }] });
    expect(looked.megabytes).toBeLessThan(MAX_MEGABYTES);
  });

  it('in a zip, in base64, in a tar is passed over; what stands beside it is seen', () => {
    const zip = zipOf({ 'a.txt': line, 'z.bin': Buffer.alloc(100 * 1024 * 1024) });
    for (const content of [zip, Buffer.from(zip.toString('base64')), tarOf({ 'x.zip': zip })]) {
      const looked = look(content);
      expect(looked.found).toHaveLength(1);
      expect(looked.skipped).toMatchObject([{ reason: 'too-large', detail: 'one byte stands for more than 250' }]);
      expect(looked.megabytes).toBeLessThan(MAX_MEGABYTES);
    }
  });

  it('of many members, of many bytes, or of a ratio is what the settings say', () => {
    const zip = zipOf(Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, text])));
    expect(look(zip, 'layers: { maxMembers: 20 }').skipped).toMatchObject([{ reason: 'too-large', detail: 'more than 20 members' }]);
    expect(look(zip, 'layers: { maxTotal: 100k }').skipped).toMatchObject([{ reason: 'too-large', detail: 'more than 102400 decoded bytes' }]);
    expect(look(gzipSync(Buffer.alloc(65 * 1024 * 1024)), 'layers: { maxRatio: 2000 }').skipped).toEqual([]);
  });
});

describe('endless nesting', () => {
  it.each([
    ['gzip', (content: Buffer) => gzipSync(content)],
    ['zip', (content: Buffer) => zipOf({ a: content })],
    ['tar', (content: Buffer) => tarOf({ a: content })],
    ['base64', (content: Buffer) => Buffer.from(content.toString('base64'))],
  ] as const)('of %s is said to be too deep', (_name, wrap) => {
    expect(look(nested(5, wrap))).toMatchObject({ exitCode: 1, skipped: [] });
    const looked = look(nested(7, wrap));
    expect(looked.skipped.map(({ reason }) => reason)).toContain('too-deep');
    expect(look(nested(7, wrap), 'layers: { maxDepth: 7 }')).toMatchObject({ exitCode: 1, skipped: [] });
    expect(look(nested(16, wrap)).megabytes).toBeLessThan(MAX_MEGABYTES);
  });
});

describe('a damaged archive', () => {
  const zip = zipOf({ a: text, b: line });
  const tgz = gzipSync(tarOf({ a: text, b: line }));
  it.each([
    ['gzip, cut off', gzipSync(text).subarray(0, -20)],
    ['gzip, changed', damaged(gzipSync(text), 20)],
    ['gzip, its header alone', gzipSync(text).subarray(0, 9)],
    ['zip, cut off', zip.subarray(0, 60)],
    ['zip, changed', damaged(zip, 45)],
    ['zip, of an unknown method', Buffer.concat([zip.subarray(0, 8), Buffer.from([12, 0]), zip.subarray(10)])],
    ['tar, cut off', tarOf({ a: text }).subarray(0, 5_000)],
    ['npm tarball, cut off', tgz.subarray(0, tgz.length >> 1)],
    ['zstd, of nonsense', Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(100, 0xee)])],
  ])('is said to be: %s', (_name, content) => {
    const { exitCode, skipped } = look(content);
    expect(exitCode).toBe(3);
    expect(skipped.length).toBeGreaterThan(0);
    for (const { reason, detail } of skipped) expect([['damaged-archive', 'unsupported'].includes(reason), detail.length > 5]).toEqual([true, true]);
  });

  it('does not hide what stands before the damage, and behind it in a zip', () => {
    expect(look(gzipSync(Buffer.concat([line, Buffer.from(createSampler(1).text(60_000))])).subarray(0, -200))).toMatchObject({ found: ['gzip'] });
    expect(look(damaged(zip, 45))).toMatchObject({ found: ['zip:b'], skipped: [{ path: 'f!a', reason: 'damaged-archive' }] });
  });
});

describe('what is no encoding after all', () => {
  it.each([
    ['base64 with strange characters', Buffer.from(`data: ${'A'.repeat(33)}=\n!!!${'Q'.repeat(200)}=a=b=${'\\'.repeat(5_000)}`)],
    ['base64 of half an archive', Buffer.from(`see H4sI${gzipSync(text).toString('base64').slice(4, 60)}...`)],
    ['UTF-16, cut off', Buffer.concat([Buffer.from('\ufeffabc', 'utf16le'), Buffer.from('z')])],
    ['two bytes of a mark', Buffer.from([0xff, 0xfe])],
    ['escapes that end early', Buffer.from(`\\u00 \\x %2 &# &#x; \\u{ %${'25'.repeat(3_000)}`)],
    ['a few bytes of each magic', Buffer.from([0x1f, 0x8b])],
  ])('is no news: %s', (_name, content) => {
    expect(look(content)).toMatchObject({ exitCode: 0, found: [], skipped: [] });
  });

  it('ends in bounded time and memory in megabytes of half escapes', () => {
    const pieces = ['\\', '%25', '&amp;', '\\u005f', '%5f', '/', 'aGVsbG8g', '"\n"', '\\n', 'A\n', '&#9'];
    const looked = look(Buffer.from(pieces.map((piece) => piece.repeat(1_000_000 / piece.length)).join('')));
    expect(looked.megabytes).toBeLessThan(500); // a megabyte of escapes is decoded at once
    expect(looked).toMatchObject({ exitCode: 0, skipped: [] });
  });
});

it('says in the history too what could not be read, each time', () => {
  const repository = Repository.create();
  repository.stage('a.gz', gzipSync(text).subarray(0, -20));
  repository.commit();
  for (let run = 0; run < 2; run += 1) {
    const { exitCode, stdout } = runCli(['scan', '--history', '--format', 'json'], { cwd: repository.path, env: repository.env, tokens: [token] });
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout).skipped).toMatchObject([{ reason: 'damaged-archive' }]);
  }
});
