import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '#rules/index.ts';
import type { BenchContext, Row } from './bench.ts';
import { fastestSeconds, peakMegabytes, rounded } from './measure.ts';
import { sourceText } from './source-text.ts';

const FILES = 10_000;
const FILE_BYTES = 30_000;
const RUNS = 5;

function growTree({ root, folder }: BenchContext): string {
  const tree = join(folder, 'tree');
  const text = sourceText(root, FILES * FILE_BYTES);
  for (let index = 0; index < FILES; index += 1) {
    const below = join(tree, `d${index % 100}`);
    if (index < 100) mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `f${index}.ts`), text.subarray(index * FILE_BYTES, (index + 1) * FILE_BYTES));
  }
  return tree;
}

function bigFile({ root, folder }: BenchContext): string {
  const path = join(folder, 'big.bin');
  const piece = sourceText(root, 100_000_000);
  for (let index = 0; index < 10; index += 1) writeFileSync(path, piece, { flag: 'a' });
  return path;
}

function run(command: string, args: readonly string[], cwd: string): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Whole processes over 10,000 files and 300 MB, in a repository and outside one, beside ripgrep with the same alternation. */
export function benchTree(context: BenchContext): readonly Row[] {
  const tree = growTree(context);
  const cli = join(context.root, 'dist/auth-guard.js');
  const scan = [cli, 'scan', '--quiet'];
  const outside = fastestSeconds(RUNS, () => void run(process.execPath, scan, tree));
  run('git', ['init', '--quiet'], tree);
  run('git', ['add', '.'], tree);
  const inside = fastestSeconds(RUNS, () => void run(process.execPath, scan, tree));
  const alternation = RULES.map((rule) => rule.pattern.source.replace(/\(\?!.*\)$/, '').replace('?<secret>', '?:')).join('|');
  const peers = ['rg', 'gitleaks', 'trufflehog'].map((name) => ({ name, found: run('which', [name], tree).status === 0 }));
  for (const { name, found } of peers) if (!found) console.log(`${name} is not on PATH: skipped`);
  const rg = peers[0]?.found === true ? fastestSeconds(RUNS, () => void run('rg', ['-c', '--hidden', alternation], tree)) : Number.NaN;
  const gitleaks = peers[1]?.found === true ? fastestSeconds(1, () => void run('gitleaks', ['dir', '.', '--no-banner'], tree)) : Number.NaN;
  const big = bigFile(context);
  const bigSeconds = fastestSeconds(2, () => void run(process.execPath, [...scan, big], tree));
  const row = (name: string, seconds: number): Row => ({ name, seconds: rounded(seconds), 'times ripgrep': rounded(seconds / rg) });
  return [
    row('auth-guard scan, in a repository', inside),
    row('auth-guard scan, outside one', outside),
    row('rg -c --hidden', rg),
    row('gitleaks dir', gitleaks),
    { name: 'auth-guard scan of one 1 GB file', seconds: rounded(bigSeconds), 'peak MB': peakMegabytes([process.execPath, ...scan, big], tree) },
  ];
}
