import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createDetector } from '#detect/detector.ts';
import { RULES } from '#rules/index.ts';
import { contextsOf, createSampler, filledIn } from '../support/samples.ts';
import type { BenchContext, Row } from './bench.ts';
import { rounded } from './measure.ts';

/** Of the contexts of a rule, how many apart the ones are that go to files for the other tools. */
const EVERY = 6;

/** Of each rule so many further samples are looked for in memory, in every syntax. */
const DRAWS = 5;

interface Peer {
  readonly name: string;
  readonly args: (folder: string) => readonly string[];
  /** Files that its report names. */
  readonly files: (stdout: string, folder: string) => readonly string[];
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('{'));

const PEERS: readonly Peer[] = [
  {
    name: 'gitleaks',
    args: (folder) => [
      'dir',
      folder,
      '--no-banner',
      '--report-format=json',
      `--report-path=${join(folder, '..', 'gitleaks.json')}`,
      '--exit-code=0',
      '--log-level=error',
    ],
    files: (_, folder) => (JSON.parse(readFileSync(join(folder, '..', 'gitleaks.json'), 'utf8')) as { File: string }[]).map((one) => one.File),
  },
  {
    name: 'detect-secrets',
    args: (folder) => ['scan', '--all-files', folder],
    files: (stdout) => Object.keys((JSON.parse(stdout) as { results: object }).results),
  },
  {
    name: 'secretlint',
    args: (folder) => [
      '--format=json',
      '--output',
      join(folder, '..', 'secretlint.json'),
      '--secretlintrc',
      join(folder, '..', 'secretlintrc.json'),
      `${folder}/*`,
    ],
    files: (_, folder) =>
      (JSON.parse(readFileSync(join(folder, '..', 'secretlint.json'), 'utf8')) as { filePath: string; messages: unknown[] }[])
        .filter((one) => one.messages.length > 0)
        .map((one) => one.filePath),
  },
  {
    name: 'trufflehog',
    args: (folder) => ['filesystem', folder, '--json', '--no-verification', '--no-update'],
    files: (stdout) => lines(stdout).map((line) => JSON.parse(line).SourceMetadata?.Data?.Filesystem?.file ?? ''),
  },
  {
    name: 'kingfisher',
    args: (folder) => ['scan', folder, '--no-validate', '--format=jsonl'],
    files: (stdout) => lines(stdout).map((line) => JSON.parse(line).finding?.path ?? ''),
  },
];

/** Secrets of all rules in some syntaxes, a file each (`p…`), and what only looks like them (`n…`). */
function writeSamples(folder: string): { readonly positives: number; readonly negatives: number } {
  const sampler = createSampler(1_124);
  const positives = RULES.flatMap((rule) => {
    const templates = [...rule.truePositives, ...contextsOf(rule).flatMap(([, template], index) => (index % EVERY === 0 ? [template] : []))];
    return templates.map((template) => filledIn(template, rule, sampler.secret(rule)));
  });
  const negatives = RULES.flatMap((rule) => rule.trueNegatives);
  mkdirSync(folder);
  for (const [kind, texts] of Object.entries({ p: positives, n: negatives })) {
    for (const [index, text] of texts.entries()) writeFileSync(join(folder, `${kind}${index}.txt`), `${text}\n`);
  }
  writeFileSync(join(folder, '..', 'secretlintrc.json'), '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}');
  return { positives: positives.length, negatives: negatives.length };
}

function rowOf(name: string, files: readonly string[], counts: { readonly positives: number; readonly negatives: number }): Row {
  const flagged = new Set(files.map((file) => basename(file)));
  const found = [...flagged].filter((file) => file.startsWith('p')).length;
  const wrong = [...flagged].filter((file) => file.startsWith('n')).length;
  return {
    name,
    'of secrets': counts.positives,
    found,
    'recall %': rounded((found / counts.positives) * 100, 1),
    'of look-alikes': counts.negatives,
    flagged: wrong,
    'precision %': rounded((found / Math.max(1, found + wrong)) * 100, 1),
  };
}

function peerRow({ name, args, files }: Peer, folder: string, counts: { readonly positives: number; readonly negatives: number }): Row {
  if (spawnSync('which', [name]).status !== 0) {
    console.log(`${name} is not on PATH: skipped`);
    return { name, note: 'not on PATH' };
  }
  const { stdout, stderr } = spawnSync(name, args(folder), { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 });
  try {
    return rowOf(name, files(stdout, folder), counts);
  } catch {
    console.log(`${name}: ${stderr.slice(0, 300)}`);
    return { name, note: 'gave no report' };
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

/** Every rule in every syntax, in memory: the share of samples that its own rule finds, and nothing else. */
function recallRow(): Row {
  const detector = createDetector(RULES);
  const sampler = createSampler(5_050);
  let drawn = 0;
  let found = 0;
  for (const rule of RULES) {
    for (const [, template] of [...contextsOf(rule), ...rule.truePositives.map((example) => ['', example] as const)]) {
      for (let draw = 0; draw < DRAWS; draw += 1) {
        const token = sampler.secret(rule);
        const [match, ...others] = detector.scan(Buffer.from(filledIn(template, rule, token)));
        drawn += 1;
        if (match?.rule === rule && match.secret.sha256 === sha256(token) && others.length === 0) found += 1;
      }
    }
  }
  return { name: `auth-guard, ${RULES.length} rules in every syntax`, 'of secrets': drawn, found, 'recall %': rounded((found / drawn) * 100, 3) };
}

/** Our own scan, as it is and with what is of low confidence, which it only notes otherwise. */
function ownRow(args: readonly string[], { root, folder }: BenchContext, counts: { readonly positives: number; readonly negatives: number }): Row {
  const scan = [join(root, 'dist/auth-guard.cjs'), 'scan', join(folder, 'samples'), '--format', 'json', '--no-ignore', ...args];
  const { stdout } = spawnSync(process.execPath, scan, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 });
  const { findings } = JSON.parse(stdout) as { findings: { location: { path: string } }[] };
  return rowOf(
    ['auth-guard scan', ...args].join(' '),
    findings.map((finding) => finding.location.path),
    counts,
  );
}

/** Recall and precision on samples that are made here, beside the other tools that are on PATH. The samples follow our rules: other tools have other aims. */
export function benchDetection(context: BenchContext): readonly Row[] {
  const samples = join(context.folder, 'samples');
  const counts = writeSamples(samples);
  const own = [[], ['--confidence', 'low']].map((args) => ownRow(args, context, counts));
  return [recallRow(), ...own, ...PEERS.map((peer) => peerRow(peer, samples, counts))];
}
