import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { createDetector, type Detector } from '#detect/detector.ts';
import { createRunFinder } from '#detect/kernel/encodings.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import { tarOf, zipOf } from '../support/layers.ts';
import type { BenchContext, Row } from './bench.ts';
import { cpuSeconds, fastestCpuSeconds, rounded } from './measure.ts';
import { sourceText } from './source-text.ts';

const FILES = 5_000;
const FILE_BYTES = 20_000;
const RUNS = 7;
const FORMAT_BYTES = 8_000_000;

function growTree({ root, folder }: BenchContext): string {
  const tree = join(folder, 'layers');
  const text = sourceText(root, FILES * FILE_BYTES);
  for (let index = 0; index < FILES; index += 1) {
    const below = join(tree, `d${index % 50}`);
    if (index < 50) mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `f${index}.ts`), text.subarray(index * FILE_BYTES, (index + 1) * FILE_BYTES));
  }
  return tree;
}

interface Sides {
  readonly without: number;
  readonly with: number;
}

/** The processor time of a tree's scan with layers and without, in turns, so that the machine's moods meet both; the least of each. */
function processes(cli: string, tree: string): Sides {
  const run = (depth: number): number => {
    writeFileSync(join(tree, '.auth-guard.yaml'), `layers: { maxDepth: ${depth} }\n`);
    return cpuSeconds([process.execPath, cli, 'scan', '--quiet'], tree);
  };
  const times = Array.from({ length: RUNS }, () => ({ without: run(0), with: run(DEFAULT_LAYERS.maxDepth) }));
  return { without: Math.min(...times.map((one) => one.without)), with: Math.min(...times.map((one) => one.with)) };
}

function row(name: string, { without, with: layered }: Sides): Row {
  return { name, 'seconds without': rounded(without, 3), 'seconds with': rounded(layered, 3), 'times as long': rounded(layered / without) };
}

/** Megabytes a second of processor time. */
function rate(bytes: Uint8Array, scan: (bytes: Uint8Array) => void, decodedBytes = bytes.length): number {
  return rounded(decodedBytes / fastestCpuSeconds(RUNS, () => scan(bytes)) / 1e6, 1);
}

/** The same text in each format, and how many of its bytes come out in a second, as a share of the text as it stands. */
function formatRows(text: Buffer, detector: Detector, plainRate: number): readonly Row[] {
  const escaped = (write: (code: string) => string): Buffer =>
    Buffer.from(text.toString('latin1').replace(/[^A-Za-z0-9]/g, (one) => write(one.charCodeAt(0).toString(16).padStart(2, '0'))));
  const formats: Readonly<Record<string, Buffer>> = {
    gzip: gzipSync(text),
    'zip, deflated': zipOf({ 'a.ts': text }),
    'zip, stored': zipOf({ 'a.ts': text }, 0),
    'tar in gzip': gzipSync(tarOf({ 'a.ts': text })),
    'base64 in lines of 76': Buffer.from(text.toString('base64').replace(/.{76}/g, '$&\n')),
    hex: Buffer.from(text.toString('hex').replace(/.{76}/g, '$&\n')),
    'percent escapes': escaped((code) => `%${code}`),
    'JSON escapes': escaped((code) => `\\u00${code}`),
    'HTML references': escaped((code) => `&#x${code};`),
    'UTF-16': Buffer.from(`\ufeff${text.toString('latin1')}`, 'utf16le'),
  };
  return Object.entries(formats).map(([name, bytes]): Row => {
    const perSecond = rate(bytes, (one) => detector.scan(one), text.length);
    const stopped = detector.unread.length === 0 ? {} : { stopped: detector.unread[0]?.detail ?? '' };
    return { name: `the same in ${name}`, 'MB/s': perSecond, 'of the plain rate': rounded(perSecond / plainRate, 3), ...stopped };
  });
}

/** What layers cost where there are none, in processes and in the engine alone, and how fast they are looked into where there are. */
export function benchLayers(context: BenchContext): readonly Row[] {
  const cli = join(context.root, 'dist/auth-guard.cjs');
  const text = sourceText(context.root, 50_000_000);
  const plain = createDetector(RULES);
  const layered = withLayers(RULES, { marks: OWN_MARKS, limits: DEFAULT_LAYERS });
  const finder = createRunFinder(1024 * 1024);
  const look = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; at += finder.input.length) {
      const part = bytes.subarray(at, at + finder.input.length);
      finder.input.set(part);
      finder.find(part.length);
    }
  };
  const trees = [growTree(context), ...(process.env['BENCH_TREES'] ?? '').split(':').filter((tree) => tree !== '' && existsSync(tree))];
  const plainRate = rate(text, (bytes) => layered.scan(bytes));
  return [
    ...trees.map((tree) => row(`scan of ${tree === trees[0] ? `${FILES} files of source code` : tree}`, processes(cli, tree))),
    { name: 'source code, the engine', 'MB/s': rate(text, (bytes) => plain.scan(bytes)) },
    { name: 'source code, the first look for encodings', 'MB/s': rate(text, look) },
    { name: 'source code, both', 'MB/s': plainRate, 'of the plain rate': 1 },
    ...formatRows(text.subarray(0, FORMAT_BYTES), layered, plainRate),
  ];
}
