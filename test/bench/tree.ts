import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '#detect/rule.ts';
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

/** A larger automaton than by default: the alternation is a long one. */
const RIPGREP = ['--count', '--hidden', '--no-messages', '--regex-size-limit', '2G', '--dfa-size-limit', '2G'];

/** Runs ripgrep. Exit 2 is an error, which takes no time and would pass for speed. */
function ripgrep(pattern: string, cwd: string): void {
  const { status, stderr } = run('rg', [...RIPGREP, '--', pattern], cwd);
  if (status !== 0 && status !== 1) throw new Error(`rg failed: ${stderr.slice(0, 200)}`);
}

/** A rule as ripgrep can look for it: its pattern without what may not stand behind it, or its literals where the pattern looks around elsewhere. */
function ripgrepPattern({ pattern, literals, ignoreCase }: Rule, folder: string): string {
  const flags = ignoreCase === true || pattern.flags?.includes('i') === true ? 'i' : '';
  const source = pattern.source.replace(/\(\?![^()]*\)$/, '').replaceAll('(?<secret>', '(?:');
  const { status } = run('rg', [...RIPGREP, '--', source, '/dev/null'], folder);
  const escaped = literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return `(?${flags}:${status === 1 ? source : escaped})`;
}

interface Contest {
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly flags: readonly string[];
}

const CONTESTS: readonly Contest[] = [
  {
    name: 'Hugging Face and Modal',
    rules: RULES.filter(({ provider }) => provider === 'huggingface' || provider === 'modal'),
    flags: ['--provider', 'huggingface,modal'],
  },
  { name: 'all rules', rules: RULES, flags: [] },
];

/** Our whole process and ripgrep's, over one tree, for one set of rules. */
function contest({ name, rules, flags }: Contest, scan: readonly string[], tree: string): readonly Row[] {
  const pattern = rules.map((rule) => ripgrepPattern(rule, tree)).join('|');
  const ours = fastestSeconds(RUNS, () => void run(process.execPath, [...scan, ...flags], tree));
  const theirs = fastestSeconds(RUNS, () => ripgrep(pattern, tree));
  const row = (who: string, seconds: number): Row => ({ name: `${who}, ${name}`, seconds: rounded(seconds), 'times ripgrep': rounded(seconds / theirs) });
  return [row('auth-guard scan', ours), row('rg', theirs)];
}

/** Whole processes over 10,000 files and 300 MB in a repository, beside ripgrep with the same alternation. */
export function benchTree(context: BenchContext): readonly Row[] {
  const tree = growTree(context);
  const scan = [join(context.root, 'dist/auth-guard.cjs'), 'scan', '--quiet'];
  run('git', ['init', '--quiet'], tree);
  run('git', ['add', '.'], tree);
  const [hasRipgrep, hasGitleaks] = ['rg', 'gitleaks'].map((name) => {
    const found = run('which', [name], tree).status === 0;
    if (!found) console.log(`${name} is not on PATH: skipped`);
    return found;
  });
  const rows = hasRipgrep === true ? CONTESTS.flatMap((one) => contest(one, scan, tree)) : [];
  const gitleaks = (): number => rounded(fastestSeconds(1, () => void run('gitleaks', ['dir', '.', '--no-banner'], tree)));
  const big = bigFile(context);
  const bigSeconds = fastestSeconds(2, () => void run(process.execPath, [...scan, big], tree));
  return [
    ...rows,
    ...(hasGitleaks === true ? [{ name: 'gitleaks dir', seconds: gitleaks() }] : []),
    { name: 'auth-guard scan of one 1 GB file', seconds: rounded(bigSeconds), 'peak MB': peakMegabytes([process.execPath, ...scan, big], tree) },
  ];
}
