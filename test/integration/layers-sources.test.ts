import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { ARCHIVE_DISGUISES, TEXT_DISGUISES, tarOf } from '../support/layers.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const sampler = createSampler(17);
const disguises = [...TEXT_DISGUISES, ...ARCHIVE_DISGUISES];
/** Each with characters that every escape changes, so that none lies plain. */
const secrets = disguises.map(() => sampler.token({ prefix: 'as-', alphabet: 'base62', length: 22 }));
const files = disguises.map(({ hide }, index) => ({ path: `f${index}.dat`, bytes: hide(Buffer.from(`k: "${secrets[index]}"\n`)) }));
const expected = disguises.map(({ layers }, index) => `f${index}.dat ${layers.join(' > ')}`).sort();

interface Report {
  readonly findings: readonly { readonly location: { readonly path: string; readonly line: number; readonly layers: readonly string[] } }[];
  readonly skipped: readonly unknown[];
}

function scan(where: Pick<Repository, 'path' | 'env'>, args: readonly string[], input?: Uint8Array): Report {
  const run = runCli(['scan', '--format', 'json', ...args], { cwd: where.path, env: where.env, tokens: secrets, ...(input === undefined ? {} : { input }) });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as Report;
}

function found({ findings, skipped }: Report): string[] {
  expect(skipped).toEqual([]);
  return findings.map(({ location }) => `${location.path} ${location.layers.join(' > ')}`).sort();
}

function filled(): Repository {
  const repository = Repository.create();
  for (const { path, bytes } of files) repository.stage(path, bytes);
  return repository;
}

describe('every layer', () => {
  it('is looked into in files', () => expect(found(scan(filled(), []))).toEqual(expected));

  it('is looked into in what is staged, and not reported twice for what HEAD holds', () => {
    const repository = filled();
    expect(found(scan(repository, ['--staged']))).toEqual(expected);
    repository.commit();
    expect(found(scan(repository, ['--staged']))).toEqual([]);
  });

  it('is looked into in the history, also where a later commit takes it out', () => {
    const repository = filled();
    repository.commit();
    repository.git('rm', '--quiet', '-r', '.');
    repository.commit();
    expect(found(scan(repository, ['--history']))).toEqual(expected);
    expect(found(scan(repository, ['--history']))).toEqual(expected); // from the cache of what is clean
  });

  it('is looked into on standard input', () => {
    const repository = Repository.create();
    for (const [index, { bytes }] of files.entries()) {
      if (index % 5 > 0) continue; // each is a process
      expect(found(scan(repository, ['--stdin', '--name', `f${index}.dat`], bytes))).toEqual([`f${index}.dat ${disguises[index]?.layers.join(' > ')}`]);
    }
  });

  it('is left alone where the settings say so', () => {
    const repository = filled();
    repository.write('.auth-guard.yaml', 'layers:\n  maxDepth: 0\n');
    const plain = files.filter(({ bytes }, index) => bytes.includes(secrets[index] as string)).map(({ path }) => `${path} `);
    expect(found(scan(repository, []))).toEqual(plain.sort());
  });
});

it('names the member and its line in the report for people', () => {
  const repository = Repository.create();
  repository.write('dist.tgz', gzipSync(tarOf({ 'pkg/a': Buffer.from('a'), 'pkg/config.py': Buffer.from(`\n\nTOKEN = "${secrets[0]}"\n`) })));
  const run = runCli(['scan', '--no-color'], { cwd: repository.path, env: repository.env, tokens: secrets });
  expect(run.stdout).toContain('dist.tgz!pkg/config.py:3:10  modal-token-secret  as-… in gzip > tar:pkg/config.py');
});

it('obeys a mark on the line that holds the encoding, and one in the decoded text', () => {
  const repository = Repository.create();
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  repository.write('outer.py', `K = "${encoded(`k=${secrets[0]}`)}"  # auth-guard:allow of a test\n`);
  repository.write('inner.py', `K = "${encoded(`k=${secrets[1]} # auth-guard:allow of another`)}"\n`);
  const report = JSON.parse(runCli(['scan', '--format', 'json'], { cwd: repository.path, env: repository.env, tokens: secrets }).stdout) as {
    verdict: string;
    allowed: { reason: string }[];
  };
  expect(report.verdict).toBe('clean');
  expect(report.allowed.map(({ reason }) => reason).sort()).toEqual(['of a test', 'of another']);
});

it('prints no encoded token either: beside a plain one, in a name, in an archive', () => {
  const repository = Repository.create();
  const [plain = '', hidden = '', named = ''] = secrets;
  const encoded = Buffer.from(`xx ${hidden}`).toString('base64');
  const inName = Buffer.from(`xx ${named}`).toString('base64url');
  repository.write('a.py', `A = "${plain}"; B = "${encoded}"\n`);
  repository.write(`d/${inName}.txt`, 'x');
  repository.write('e.tgz', gzipSync(tarOf({ [`${inName}.txt`]: Buffer.from(plain) })));
  const hex = `\\x${[...Buffer.from(hidden)].map((byte) => byte.toString(16)).join('\\x')}`;
  repository.write('x.py', `A = "${plain}"; B = b"${hex}"\n`);
  const tokens = [...secrets, encoded, inName, hex];
  for (const format of ['text', 'json']) {
    const run = runCli(['scan', '--format', format], { cwd: repository.path, env: repository.env, tokens });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('modal-token-secret');
  }
});

it('does not lose what a pre-push hook is to see', () => {
  const repository = filled();
  repository.commit();
  const remote = join(temporaryFolder(), 'r.git');
  repository.git('init', '--quiet', '--bare', remote);
  const oid = repository.git('rev-parse', 'HEAD').trim();
  const run = runCli(['hook', 'pre-push', remote, remote], {
    cwd: repository.path,
    env: repository.env,
    tokens: secrets,
    input: `refs/heads/main ${oid} refs/heads/main ${'0'.repeat(oid.length)}\n`,
  });
  expect(run.exitCode).toBe(1);
  for (const { path } of files) expect(run.stderr).toContain(path);
});
