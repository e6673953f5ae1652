import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectNoToken } from '../support/cli.ts';
import { programCopy } from '../support/program-copy.ts';
import { Repository, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const token = createSampler(8101).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });

function guilty(): Repository {
  const repository = Repository.create();
  repository.stage('a.py', `HF_TOKEN = "${token}"\n`);
  return repository;
}

interface Run {
  readonly exitCode: number | null;
  readonly output: string;
}

function run(program: string, args: readonly string[], { path: cwd, env }: Repository, by: readonly string[] = ['env']): Run {
  const [command = '', ...options] = by;
  const { status, stdout, stderr } = spawnSync(command, [...options, process.execPath, join(program, 'auth-guard.cjs'), ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  expectNoToken(stdout + stderr, [token]);
  return { exitCode: status, output: (stdout + stderr).replace(/in [\d.]+ m?s/, 'in no time') };
}

function keptIn(program: string): readonly string[] {
  return readdirSync(program).filter((name) => name.includes('.cache'));
}

it.each([
  ['scan', ['scan', '.']],
  ['hook', ['hook', 'pre-commit']],
] as const)('the first %s keeps the code that V8 compiled, and the next ones say the same with it', (use, args) => {
  const [program, repository] = [programCopy(), guilty()];
  const first = run(program, args, repository);
  expect(first).toMatchObject({ exitCode: 1, output: expect.stringContaining('a.py:1:13') });
  const [name = '', ...more] = keptIn(program);
  expect(name).toMatch(new RegExp(`^program-[0-9a-f]{16}-${use}-${process.version}-${process.arch}\\.cache$`));
  expect(more).toEqual([]);
  expect(readFileSync(join(program, name)).includes(token.slice(-16))).toBe(false);
  const { mtimeMs } = statSync(join(program, name));
  expect(run(program, args, repository)).toEqual(first);
  expect(statSync(join(program, name)).mtimeMs).toBe(mtimeMs); // it was taken, or it would have been written anew
});

const DAMAGE: Readonly<Record<string, (code: Buffer) => Uint8Array>> = {
  'a bit that is turned': (code) => Buffer.concat([code.subarray(0, 20_000), Buffer.of((code[20_000] ?? 0) ^ 1), code.subarray(20_001)]),
  'zeros behind a crash of the machine': (code) => Buffer.alloc(code.length),
  'an end that is missing': (code) => code.subarray(0, code.length / 2),
  'an empty file': () => Buffer.alloc(0),
  'other bytes': () => Buffer.from('something else'),
};

it.each(Object.keys(DAMAGE))('damaged code is not run, and written anew: %s', (damage) => {
  const [program, repository] = [programCopy(), guilty()];
  const first = run(program, ['scan', '.'], repository);
  const path = join(program, keptIn(program)[0] ?? '');
  const damaged = DAMAGE[damage]?.(readFileSync(path)) ?? Buffer.alloc(0);
  writeFileSync(path, damaged);
  expect(run(program, ['scan', '.'], repository)).toEqual(first);
  expect(readFileSync(path).equals(damaged)).toBe(false);
  expect(keptIn(program)).toHaveLength(1);
});

it('code that was compiled under other flags of V8 is compiled anew', () => {
  const [program, repository] = [programCopy(), guilty()];
  const first = run(program, ['scan', '.'], repository);
  const path = join(program, keptIn(program)[0] ?? '');
  const { mtimeMs } = statSync(path);
  expect(run(program, ['scan', '.'], repository, ['env', 'NODE_OPTIONS=--stack-trace-limit=50'])).toEqual(first);
  expect(statSync(path).mtimeMs).toBeGreaterThan(mtimeMs);
});

it('keeps nothing where the program may not write, and says nothing of it', () => {
  const [program, repository] = [programCopy(), guilty()];
  chmodSync(program, 0o555);
  const drop = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override', '--'] : ['env'];
  const { exitCode, output } = run(program, ['scan', '.'], repository, drop);
  chmodSync(program, 0o755);
  expect(exitCode).toBe(1);
  expect(output).not.toMatch(/EACCES|cache/);
  expect(keptIn(program)).toEqual([]);
});

it.each([
  ['a wrong word', ['scna']],
  ['a wrong flag', ['scan', '--nonsense']],
  ['a version', ['--version']],
] as const)('keeps nothing of what is not typical: %s', (_, args) => {
  const program = programCopy();
  run(program, args, guilty());
  expect(keptIn(program)).toEqual([]);
});

/** Has Node run a line before the program. */
function before(line: string): readonly string[] {
  const path = join(temporaryFolder(), 'before.cjs');
  writeFileSync(path, line);
  return ['env', `NODE_OPTIONS=--require ${path}`];
}

it.each([
  ['scan', '.'],
  ['hook', 'pre-commit'],
])('finds the same, and keeps nothing, where Node has no checksum: %s %s', (...args) => {
  const [program, repository] = [programCopy(), guilty()];
  const by = before("require('node:zlib').crc32 = undefined;"); // as in Node 21 and 22.1
  expect(run(program, args, repository, by)).toMatchObject({ exitCode: 1, output: expect.stringContaining('a.py:1:13') });
  expect(keptIn(program)).toEqual([]);
});

it.each(['18.20.4', '20.18.3'])('says in one sentence that Node %s is too old', (version) => {
  const by = before(`Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
  const { exitCode, output } = run(programCopy(), ['hook', 'pre-commit'], guilty(), by);
  expect(exitCode).toBe(3);
  expect(output).toBe(
    `auth-guard: Node ${version} (${process.execPath}) is too old, it takes 20.19 or newer. Nothing was checked.\n` +
      'help: Update it, or name a newer one for the hooks:  export AUTH_GUARD_NODE=/path/to/node\n',
  );
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(engines.node).toBe('>=20.19');
});

it('gives no verdict where files of the installation are missing', () => {
  const program = programCopy();
  rmSync(join(program, 'redact.js'));
  const { exitCode, output } = run(program, ['hook', 'no-such-hook'], guilty());
  expect(exitCode).toBe(3);
  expect(output).toMatch(/^auth-guard: it broke down, and nothing was checked: \w*Error\.\nhelp: Install it anew\.\n$/);
});

it.each([
  ['there is no WebAssembly', () => ['env', 'NODE_OPTIONS=--jitless']],
  ['WebAssembly is given no memory', () => before("WebAssembly.Memory = class { constructor() { throw new RangeError('could not allocate memory'); } };")],
])('finds the same where %s', (_, by) => {
  const [program, repository] = [programCopy(), guilty()];
  for (const args of [
    ['scan', '.'],
    ['scan', '--history'],
    ['hook', 'pre-commit'],
  ]) {
    const { exitCode, output } = run(program, args, repository, by());
    expect(exitCode).toBe(1);
    expect(output).toContain(':1:13  huggingface');
    expect(output).not.toContain('RangeError');
  }
});
