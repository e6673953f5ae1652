import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import type { Match } from '#detect/match.ts';
import { CONFIDENCES, type Confidence } from '#detect/rule.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import type { Row } from './bench.ts';
import { rounded } from './measure.ts';

/** A folder with clones of the repositories, bare or not, each called `name`, `name.git`, `owner+name` or `owner+name/repo`. */
const MIRRORS = process.env['BENCH_MIRRORS'];

/** The public source trees that are looked at where they are present; the newest commit of each. */
const REPOSITORIES = [
  'huggingface/huggingface_hub',
  'huggingface/datasets',
  'modal-labs/modal-client',
  'huggingface/peft',
  'gradio-app/gradio',
  'psf/requests',
  'pallets/flask',
  'expressjs/express',
  'pytorch/examples',
  'huggingface/diffusers',
  'huggingface/text-generation-inference',
  'huggingface/trl',
  'axolotl-ai-cloud/axolotl',
  'langchain-ai/langgraph',
  'openai/openai-python',
  'supabase/cli',
  'supabase/supabase-js',
  'wandb/wandb',
];

/** What is real: each finding was looked at. A file that is not listed is a false alarm. */
const REAL: readonly { readonly rule: string; readonly path: RegExp; readonly what: string }[] = [
  {
    rule: 'huggingface-user-token',
    path: /^huggingface\/(?:huggingface_hub:tests\/testing_constants|datasets:tests\/fixtures\/hub|diffusers:tests\/others\/test_utils)\.py$/,
    what: 'tokens of a test server',
  },
  {
    rule: 'private-key',
    path: /^(?:psf\/requests:tests\/certs|openai\/openai-python:tests\/fixtures\/mtls|supabase\/cli:apps\/cli-go\/pkg\/config\/templates\/certs|wandb\/wandb:tests\/assets\/ssl_certs)\/.*\.key$/,
    what: 'keys that a test suite or a local stack keeps',
  },
  { rule: 'pgp-private-key', path: /^wandb\/wandb:core\/vendor\/.*go-crypto\/openpgp\/\w+_test_data\.go$/, what: 'keys that a test suite keeps' },
  { rule: 'stripe-webhook-secret', path: /^openai\/openai-python:tests\/lib\/test_webhooks\.py$/, what: 'a secret that a test suite keeps' },
];

interface Seen {
  readonly match: Match;
  readonly place: string;
}

function gitFolder(repository: string): string | undefined {
  const [owner = '', name = ''] = repository.split('/');
  return [`${owner}+${name}/repo`, `${owner}+${name}`, `${name}.git`, name].map((one) => join(MIRRORS ?? '.', one)).find((one) => existsSync(one));
}

function git(folder: string, args: readonly string[], input = ''): Buffer {
  return spawnSync('git', ['-C', folder, ...args], { input, maxBuffer: 2 ** 31 - 1 }).stdout;
}

/** The files of the newest commit with their content; what a partial clone lacks is left out. */
function* filesOf(folder: string): Generator<{ readonly path: string; readonly content: Buffer }> {
  const entries = git(folder, ['ls-tree', '-r', '-z', 'HEAD'])
    .toString('utf8')
    .split('\0')
    .filter((line) => line.includes(' blob '));
  const files = entries.map((line) => ({ path: line.slice(line.indexOf('\t') + 1), oid: line.split(/[ \t]/)[2] as string }));
  const out = git(folder, ['cat-file', '--batch', '--buffer'], `${files.map(({ oid }) => oid).join('\n')}\n`);
  let at = 0;
  for (const { path } of files) {
    const end = out.indexOf(0x0a, at);
    const size = /^\S+ blob (\d+)$/.exec(out.toString('latin1', at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    yield { path, content: out.subarray(at, at + Number(size)) };
    at += Number(size) + 1;
  }
}

function ruleRow(id: string, confidence: Confidence, seen: readonly Seen[], bytes: number): Row {
  const known = seen.map(({ place }) => REAL.find(({ rule, path }) => rule === id && path.test(place)));
  const alarms = seen.filter((_, index) => known[index] === undefined);
  return {
    confidence,
    rule: id,
    findings: seen.length,
    real: seen.length - alarms.length,
    'what is real': [...new Set(known.flatMap((one) => (one === undefined ? [] : [one.what])))].join(', '),
    false: alarms.length,
    'false per 100 MB': rounded((alarms.length / bytes) * 1e8),
    where: [...new Set(alarms.map(({ place }) => place))].slice(0, 3).join(' '),
  };
}

function totalRow(confidence: Confidence, rows: readonly Row[], bytes: number): Row {
  const alarms = rows.reduce((sum, row) => sum + Number(row['false']), 0);
  return {
    confidence,
    rule: `all ${RULES.filter((rule) => rule.confidence === confidence).length}`,
    false: alarms,
    'false per 100 MB': rounded((alarms / bytes) * 1e8),
  };
}

/**
 * What the rules find in public source trees, by rule.
 *
 * @throws When a finding of high confidence is not known to be real: hooks stop at those.
 */
export function benchFalseAlarms(): readonly Row[] {
  if (MIRRORS === undefined) return [{ rule: 'BENCH_MIRRORS names no folder with clones: nothing was looked at' }];
  const detector = withLayers(RULES, { marks: OWN_MARKS, limits: DEFAULT_LAYERS });
  const seen: Seen[] = [];
  let bytes = 0;
  const trees = REPOSITORIES.map((repository): Row => {
    const folder = gitFolder(repository);
    if (folder === undefined) return { rule: repository, note: 'not present' };
    let own = 0;
    for (const { path, content } of filesOf(folder)) {
      own += content.length;
      for (const match of detector.scan(content)) seen.push({ match, place: `${repository}:${path}` });
    }
    bytes += own;
    return { rule: repository, MB: rounded(own / 1e6, 1), commit: git(folder, ['rev-parse', '--short', 'HEAD']).toString('utf8').trim() };
  });
  const levels = [...CONFIDENCES].reverse().flatMap((confidence) => {
    const rules = RULES.filter((rule) => rule.confidence === confidence && seen.some(({ match }) => match.rule === rule));
    const rows = rules.map(({ id }) =>
      ruleRow(
        id,
        confidence,
        seen.filter(({ match }) => match.rule.id === id),
        bytes,
      ),
    );
    return [...rows, totalRow(confidence, rows, bytes)];
  });
  const wrong = levels.filter((row) => row['confidence'] === 'high' && row['where'] !== undefined && row['where'] !== '');
  if (wrong.length > 0) throw new Error(`False alarms of high confidence: ${JSON.stringify(wrong)}`);
  return [...trees, ...levels];
}
