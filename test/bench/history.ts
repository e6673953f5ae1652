import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createSampler } from '../support/samples.ts';
import type { BenchContext, Row } from './bench.ts';
import { median, peakMegabytes, rounded } from './measure.ts';
import { sourceText } from './source-text.ts';

const BLOB_BYTES = 32_000;
const FILES = 500;
const SIZES = [25_000, 50_000, 100_000];
const RUNS = 2;
/** Exit codes of a scan that found something, or could not read everything. */
const REPORTED = [1, 3];
/** A repository of the reader's own, bare or not, measured beside the grown ones. */
const REAL = process.env['AUTH_GUARD_BENCH_REPOSITORY'];
const PUSHES = 9;
const PLANTED = 10;
/** Longer is not waited for a rival. */
const PEER_SECONDS = 180;

interface Peer {
  readonly name: string;
  readonly args: readonly string[];
}

/** Where a rival that cannot print what it finds writes it, in the repository. */
const REPORT = '.git/report.json';

const PEERS: readonly Peer[] = [
  { name: 'gitleaks', args: ['git', '.', '--no-banner', '--report-format=json', `--report-path=${REPORT}`, '--exit-code=0'] },
  { name: 'betterleaks', args: ['git', '.', '--no-banner', '--report-format=json', `--report-path=${REPORT}`, '--exit-code=0'] },
  { name: 'trufflehog', args: ['git', 'file://.', '--no-verification', '--no-update', '--json'] },
  { name: 'kingfisher', args: ['scan', '.', '--no-validate', '--format=jsonl'] },
  { name: 'noseyparker', args: ['scan', '--datastore=np', '.'] },
];

/** Revisions of 500 source files, one changed line each: as many blobs as asked for, in one commit per 20. Tokens stand in blobs far from one another. */
function growRepository({ root, folder }: BenchContext, blobs: number, tokens: readonly string[] = []): string {
  const path = join(folder, `history-${blobs}-${tokens.length}`);
  mkdirSync(path);
  const git = (...args: readonly string[]): void => void spawnSync('git', args, { cwd: path });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.email', 'a@example.invalid');
  git('config', 'user.name', 'A');
  const text = sourceText(root, FILES * BLOB_BYTES);
  const file = join(folder, 'import');
  const stream = openSync(file, 'w');
  for (let blob = 0; blob < blobs; blob += 1) {
    const at = (blob % FILES) * BLOB_BYTES;
    if (blob % 20 === 0) writeSync(stream, `commit refs/heads/main\ncommitter A <a@example.invalid> ${1_600_000_000 + blob} +0000\ndata 6\nchange\n`);
    const token = tokens[(blob * tokens.length) / blobs]; // `undefined` between whole numbers
    const head = `// revision ${blob}\n${token === undefined ? '' : `HF_TOKEN=${token}\n`}`;
    const content = Buffer.concat([Buffer.from(head), text.subarray(at, at + BLOB_BYTES)]);
    writeSync(stream, `M 100644 inline d${blob % 25}/f${blob % FILES}.ts\ndata ${content.length}\n`);
    writeSync(stream, content);
    writeSync(stream, '\n');
  }
  closeSync(stream);
  const input = openSync(file, 'r');
  spawnSync('git', ['fast-import', '--quiet', '--depth=10'], { cwd: path, stdio: [input, 'inherit', 'inherit'] });
  closeSync(input);
  rmSync(file);
  git('reset', '--quiet', '--hard');
  return path;
}

function seconds(command: string, args: readonly string[], cwd: string, accepted: readonly (number | null)[] = []): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0 && !accepted.includes(status)) throw new Error(`${command} ${args.join(' ')}: exit code ${status} ${stderr}`);
  return (performance.now() - start) / 1000;
}

/** Fastest of some runs, taken in turns so that the machine's noise falls on all of them. */
function fastest(works: Readonly<Record<string, () => number>>): Readonly<Record<string, number>> {
  const best: Record<string, number> = {};
  for (let run = 0; run < RUNS; run += 1)
    for (const [name, work] of Object.entries(works)) best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, work());
  return best;
}

function historyRow(cli: string, repository: string, name: string): Row {
  const scan = [cli, 'scan', '--history', '--quiet'];
  const cache = join(spawnSync('git', ['rev-parse', '--absolute-git-dir'], { cwd: repository, encoding: 'utf8' }).stdout.trim(), 'auth-guard');
  const best = fastest({
    git: () => seconds('sh', ['-c', 'git cat-file --batch-all-objects --batch --buffer >/dev/null'], repository),
    unordered: () => seconds('sh', ['-c', 'git cat-file --batch-all-objects --unordered --batch --buffer >/dev/null'], repository),
    first: () => {
      rmSync(cache, { recursive: true, force: true });
      return seconds(process.execPath, scan, repository, REPORTED);
    },
    second: () => seconds(process.execPath, scan, repository, REPORTED),
  });
  const [git, first, second] = [best['git'] ?? Number.NaN, best['first'] ?? Number.NaN, best['second'] ?? Number.NaN];
  const peak = peakMegabytes([process.execPath, ...scan, '--no-cache'], repository);
  return {
    name,
    'cat-file s': rounded(git),
    'unordered s': rounded(best['unordered'] ?? Number.NaN),
    'first s': rounded(first),
    'times cat-file': rounded(first / git),
    'second s': rounded(second),
    'second / first': rounded(second / first),
    'peak MB': peak,
  };
}

function pushRow(cli: string, repository: string, folder: string): Row {
  const remote = join(folder, 'remote.git');
  seconds('git', ['clone', '--quiet', '--bare', '--shared', repository, remote], folder);
  spawnSync('git', ['remote', 'add', 'origin', remote], { cwd: repository });
  seconds('git', ['fetch', '--quiet', 'origin'], repository);
  seconds(process.execPath, [cli, 'init'], repository);
  let revision = 0;
  const push = (...options: readonly string[]): number => {
    revision += 1;
    writeFileSync(join(repository, 'd0/f0.ts'), `// pushed ${revision}\n`);
    seconds('git', ['commit', '--quiet', '--no-verify', '-am', 'change'], repository);
    return seconds('git', ['push', '--quiet', ...options, 'origin', 'main'], repository) * 1000;
  };
  const bare: number[] = [];
  const hooked: number[] = [];
  for (let index = 0; index < PUSHES; index += 1) {
    bare.push(push('--no-verify'));
    hooked.push(push());
  }
  return {
    name: 'git push of one commit',
    'without ms': rounded(median(bare), 0),
    'with ms': rounded(median(hooked), 0),
    'over ms': rounded(median(hooked) - median(bare), 0),
  };
}

interface Contestant extends Peer {
  readonly command: string;
  /** How many of the tokens it told of. */
  readonly found: (output: string) => number;
}

function contestRow({ name, command, args, found }: Contestant, repository: string): Row {
  if (spawnSync('which', [command]).status !== 0) {
    console.log(`${name} is not on PATH: skipped`);
    return { name, note: 'not on PATH' };
  }
  const report = join(repository, REPORT);
  rmSync(report, { force: true });
  const start = performance.now();
  const { stdout, signal } = spawnSync(command, args, { cwd: repository, encoding: 'utf8', maxBuffer: 2 ** 30, timeout: PEER_SECONDS * 1000 });
  const seconds = rounded((performance.now() - start) / 1000);
  const output = existsSync(report) ? readFileSync(report, 'utf8') : stdout;
  return { name, 'first s': seconds, [`of ${PLANTED} tokens`]: found(output), ...(signal === null ? {} : { note: `ended after ${PEER_SECONDS} s` }) };
}

/** Ours and rivals on one repository, in which tokens of Hugging Face stand: how long each took, and how many it told of. */
function contest(context: BenchContext, cli: string, add: (row: Row) => void): void {
  const sampler = createSampler(401);
  const tokens = Array.from({ length: PLANTED }, () => sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 }));
  const repository = growRepository(context, SIZES[0] ?? 0, tokens);
  const own = { name: 'auth-guard', command: process.execPath, args: [cli, 'scan', '--history', '--no-cache', '--format=json'] };
  add(contestRow({ ...own, found: (output) => JSON.parse(output).findings.length }, repository));
  // rivals write the tokens that they find; ours never does
  const written = (output: string): number => tokens.filter((token) => output.includes(token)).length;
  for (const peer of PEERS) add(contestRow({ ...peer, command: peer.name, found: written }, repository));
}

/** A bare repository that takes its objects from another one, so that nothing is written there. */
function borrowed(folder: string, from: string): string {
  const path = join(folder, 'borrowed.git');
  const gitFolder = spawnSync('git', ['rev-parse', '--absolute-git-dir'], { cwd: from, encoding: 'utf8' }).stdout.trim();
  spawnSync('git', ['init', '--quiet', '--bare', path]);
  writeFileSync(join(path, 'objects/info/alternates'), `${join(gitFolder, 'objects')}\n`);
  copyFileSync(join(gitFolder, 'packed-refs'), join(path, 'packed-refs'));
  return path;
}

/**
 * Scans of the history at three sizes, beside git's own reading of the same objects; a push on the largest; rivals on the smallest, with tokens in it.
 */
export function benchHistory(context: BenchContext): readonly Row[] {
  const cli = join(context.root, 'dist/auth-guard.cjs');
  const rows: Row[] = [];
  const add = (row: Row): void => {
    console.log(JSON.stringify(row)); // it takes long: what was measured is not lost
    rows.push(row);
  };
  let largest = '';
  for (const blobs of SIZES) {
    if (largest !== '') rmSync(largest, { recursive: true, force: true });
    largest = growRepository(context, blobs);
    add(historyRow(cli, largest, `${blobs.toLocaleString('en-US')} blobs, ${rounded((blobs * BLOB_BYTES) / 1e9, 1)} GB`));
  }
  add(pushRow(cli, largest, context.folder));
  if (REAL !== undefined) add(historyRow(cli, borrowed(context.folder, REAL), REAL.split('/').slice(-2).join('/')));
  contest(context, cli, add);
  return rows;
}
