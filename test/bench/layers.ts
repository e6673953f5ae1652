import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LAYERS } from '#config/config.ts';
import { createDetector } from '#detect/detector.ts';
import { createRunFinder } from '#detect/kernel/encodings.ts';
import { OWN_MARKS } from '#detect/marks.ts';
import { RULES } from '#rules/index.ts';
import { withLayers } from '#scan/layers/with-layers.ts';
import type { BenchContext, Row } from './bench.ts';
import { fastestSeconds, rounded } from './measure.ts';
import { sourceText } from './source-text.ts';

const FILES = 5_000;
const FILE_BYTES = 20_000;
const RUNS = 7;

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

/** The fastest scan of a tree with layers and without, in turns, so that the machine's moods meet both. */
function processes(cli: string, tree: string): Sides {
  const run = (depth: number): number => {
    writeFileSync(join(tree, '.auth-guard.yaml'), `layers: { maxDepth: ${depth} }\n`);
    return fastestSeconds(1, () => void spawnSync(process.execPath, [cli, 'scan', '--quiet'], { cwd: tree, stdio: 'ignore' }));
  };
  const times = Array.from({ length: RUNS }, () => ({ without: run(0), with: run(DEFAULT_LAYERS.maxDepth) }));
  return { without: Math.min(...times.map((one) => one.without)), with: Math.min(...times.map((one) => one.with)) };
}

function row(name: string, { without, with: layered }: Sides): Row {
  return { name, 'seconds without': rounded(without, 3), 'seconds with': rounded(layered, 3), 'times as long': rounded(layered / without) };
}

function rate(bytes: Uint8Array, scan: (bytes: Uint8Array) => void, decodedBytes = bytes.length): number {
  return rounded(decodedBytes / fastestSeconds(RUNS, () => scan(bytes)) / 1e9);
}

/** What layers cost where there are none, in processes and in the engine alone, and how fast they are looked into where there are. */
export function benchLayers(context: BenchContext): readonly Row[] {
  const cli = join(context.root, 'dist/auth-guard.js');
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
  const encoded = Buffer.from(text.toString('base64').replace(/.{76}/g, '$&\n'));
  return [
    ...trees.map((tree) => row(`scan of ${tree === trees[0] ? `${FILES} files of source code` : tree}`, processes(cli, tree))),
    { name: 'source code, the engine', 'GB/s': rate(text, (bytes) => plain.scan(bytes)) },
    { name: 'source code, the first look for encodings', 'GB/s': rate(text, look) },
    { name: 'source code, both', 'GB/s': rate(text, (bytes) => layered.scan(bytes)) },
    { name: 'the same as base64 in lines, of what comes out', 'GB/s': rate(encoded, (bytes) => layered.scan(bytes), text.length) },
  ];
}
