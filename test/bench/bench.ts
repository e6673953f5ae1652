import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchCi } from './ci.ts';
import { benchDetection } from './detection.ts';
import { benchFalseAlarms } from './false-alarms.ts';
import { benchHistory } from './history.ts';
import { benchHook } from './hook.ts';
import { benchHub } from './hub.ts';
import { benchKernel } from './kernel.ts';
import { benchLayers } from './layers.ts';
import { benchLikelihood } from './likelihood.ts';
import { benchRedact } from './redact.ts';
import { benchTree } from './tree.ts';

/** One line of a table. */
export type Row = Readonly<Record<string, string | number>>;

export interface BenchContext {
  /** The checkout. */
  readonly root: string;
  /** A folder that is removed afterwards. */
  readonly folder: string;
}

const BENCHES: Readonly<Record<string, (context: BenchContext) => readonly Row[] | Promise<readonly Row[]>>> = {
  detection: benchDetection,
  'false-alarms': benchFalseAlarms,
  kernel: benchKernel,
  likelihood: benchLikelihood,
  layers: benchLayers,
  tree: benchTree,
  hook: benchHook,
  history: benchHistory,
  redact: benchRedact,
  hub: benchHub,
  ci: benchCi,
};

/** Runs the named benches, all of them by default; prints a table each and keeps the figures in test/bench/results. */
export async function runBenches({ root, folder, names }: BenchContext & { readonly names: readonly string[] }): Promise<void> {
  const results: Record<string, readonly Row[]> = {};
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const rows = await bench({ root, folder });
    results[name] = rows;
    console.log(`\n${name}`);
    console.table(rows);
  }
  mkdirSync(join(root, 'test/bench/results'), { recursive: true });
  writeFileSync(join(root, 'test/bench/results/latest.json'), `${JSON.stringify(results, null, 2)}\n`);
}
