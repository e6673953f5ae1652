import { randomFillSync } from 'node:crypto';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LoopbackHub } from '../support/hub/loopback-hub.ts';
import { createSampler } from '../support/samples.ts';
import type { BenchContext, Row } from './bench.ts';
import { type Measured, measureBeside, median, rounded } from './measure.ts';
import { type Content, writeContent } from './weights.ts';
import { buildWithoutScan } from './without-scan.ts';

const FILES = 500;
const LARGE_BYTES = 2_000_000_000;
const RUNS = 5;

interface Upload {
  readonly program: string;
  readonly transfer: LoopbackHub['transfer'];
  readonly path: string;
}

/** Uploads to a Hub in this process, which is new for each run. */
async function upload({ folder }: BenchContext, { program, transfer, path }: Upload): Promise<Measured & { readonly sentBytes: number }> {
  const token = createSampler(7003).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
  const hub = await LoopbackHub.start();
  hub.transfer = transfer;
  hub.addUser(token, 'acme', 'write');
  const env = { PATH: process.env['PATH'], HOME: folder, HF_TOKEN: token, HF_ENDPOINT: hub.endpoint };
  const args = ['upload', path, '--repo-id', 'acme/m', ...(transfer === 'xet' ? ['--xet'] : [])];
  const measured = await measureBeside([process.execPath, program, ...args], { cwd: folder, env });
  hub.close();
  return { ...measured, sentBytes: hub.received };
}

interface Case {
  readonly transfer: LoopbackHub['transfer'];
  readonly path: string;
  readonly runs: number;
}

/** Uploads the same with and without the scan of its content, in turns, so that what else goes on meets both. */
async function compare(context: BenchContext, { transfer, path, runs }: Case, without: string): Promise<Row> {
  const program = join(context.root, 'dist/auth-guard.cjs');
  const scanned: Awaited<ReturnType<typeof upload>>[] = [];
  const blind: Measured[] = [];
  for (let run = 0; run < runs; run += 1) {
    scanned.push(await upload(context, { program, transfer, path }));
    blind.push(await upload(context, { program: without, transfer, path }));
  }
  const seconds = median(scanned.map((one) => one.seconds));
  const less = median(blind.map((one) => one.seconds));
  return {
    transfer,
    path,
    seconds: rounded(seconds),
    'without scan': rounded(less),
    'scan %': rounded(((seconds - less) / less) * 100, 1),
    'cpu s': rounded(median(scanned.map((one) => one.cpuSeconds))),
    'cpu s without': rounded(median(blind.map((one) => one.cpuSeconds))),
    'peak MB': Math.max(...scanned.map((one) => one.peakMegabytes)),
    'sent MB': rounded((scanned[0]?.sentBytes ?? 0) / 1e6, 0),
  };
}

function makeMany(folder: string): void {
  mkdirSync(join(folder, 'many'), { recursive: true });
  for (let index = 0; index < FILES; index += 1) writeFileSync(join(folder, 'many', `f${index}.bin`), randomFillSync(Buffer.alloc(20_000)));
}

/** One file on the disk at a time. */
async function compareLarge(context: BenchContext, content: Content, without: string): Promise<readonly Row[]> {
  const path = `${content}.safetensors`;
  const rows: Row[] = [];
  writeContent(join(context.folder, path), content, LARGE_BYTES);
  for (const transfer of ['basic', 'multipart'] as const) rows.push(await compare(context, { transfer, path, runs: RUNS }, without));
  if (content === 'random') rows.push(await compare(context, { transfer: 'xet', path, runs: 1 }, without));
  rmSync(join(context.folder, path));
  return rows;
}

/** Uploads of 500 files, and of one of 2 GB: random bytes, which is what compressed data look like, weights, and zeros. Medians. */
export async function benchHub(context: BenchContext): Promise<readonly Row[]> {
  const { folder, root } = context;
  const outdir = join(root, 'node_modules/.bench-without-scan');
  const without = await buildWithoutScan(root, outdir);
  makeMany(folder);
  writeFileSync(join(folder, 'sparse.bin'), '');
  truncateSync(join(folder, 'sparse.bin'), LARGE_BYTES);
  const rows: Row[] = [];
  for (const transfer of ['basic', 'multipart', 'xet'] as const) rows.push(await compare(context, { transfer, path: 'many', runs: RUNS }, without));
  for (const content of ['random', 'float16', 'bfloat16'] as const) rows.push(...(await compareLarge(context, content, without)));
  rows.push(await compare(context, { transfer: 'basic', path: 'sparse.bin', runs: 1 }, without));
  rmSync(outdir, { recursive: true });
  return rows;
}
