import { randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LoopbackHub } from '../support/hub/loopback-hub.ts';
import { createSampler } from '../support/samples.ts';
import type { BenchContext, Row } from './bench.ts';
import { type Measured, measureBeside, rounded } from './measure.ts';

const FILES = 500;
const LARGE_BYTES = 2_000_000_000;
const BLOCK = 16_000_000;

/** Bytes of which no two blocks are alike: a file of zeros is one block to storage that knows blocks. */
function writeRandom(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  const block = Buffer.alloc(BLOCK);
  for (let at = 0; at < bytes; at += BLOCK) writeSync(file, randomFillSync(block), 0, Math.min(BLOCK, bytes - at));
  closeSync(file);
}

function makeFiles(folder: string): void {
  mkdirSync(join(folder, 'many'), { recursive: true });
  for (let index = 0; index < FILES; index += 1) writeFileSync(join(folder, 'many', `f${index}.bin`), randomFillSync(Buffer.alloc(20_000)));
  writeRandom(join(folder, 'large.bin'), LARGE_BYTES);
  writeFileSync(join(folder, 'sparse.bin'), '');
  truncateSync(join(folder, 'sparse.bin'), LARGE_BYTES);
  writeFileSync(join(folder, 'small.bin'), randomFillSync(Buffer.alloc(20_000)));
}

interface Run extends Measured {
  /** From the start to the first request, which is made once the content is scanned. Seconds. */
  readonly asked: number;
}

/** Uploads to a Hub in this process, which is new for each run. */
async function upload({ root, folder }: BenchContext, transfer: LoopbackHub['transfer'], path: string): Promise<Run & { readonly sentBytes: number }> {
  const token = createSampler(7003).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
  const hub = await LoopbackHub.start();
  hub.transfer = transfer;
  hub.addUser(token, 'acme', 'write');
  const env = { PATH: process.env['PATH'], HOME: folder, HF_TOKEN: token, HF_ENDPOINT: hub.endpoint };
  const args = ['upload', path, '--repo-id', 'acme/m', ...(transfer === 'xet' ? ['--xet'] : [])];
  const start = performance.now();
  let asked: number | undefined;
  hub.onRequest(/./, () => {
    asked ??= (performance.now() - start) / 1000;
  });
  const measured = await measureBeside([process.execPath, join(root, 'dist/auth-guard.js'), ...args], { cwd: folder, env });
  hub.close();
  return { ...measured, asked: asked ?? Number.NaN, sentBytes: hub.received };
}

/**
 * Uploads of 500 files, of one of 2 GB that nothing makes smaller, and of one of 2 GB of zeros.
 *
 * `scan s`: how much later the first request comes than with one small file, in which there is next to nothing to scan.
 */
export async function benchHub(context: BenchContext): Promise<readonly Row[]> {
  const { folder } = context;
  makeFiles(folder);
  const rows: Row[] = [];
  for (const transfer of ['basic', 'multipart', 'xet'] as const) {
    for (const path of ['many', 'large.bin', 'sparse.bin']) {
      const start = Math.min((await upload(context, transfer, 'small.bin')).asked, (await upload(context, transfer, 'small.bin')).asked);
      const { seconds, cpuSeconds, asked, peakMegabytes, sentBytes } = await upload(context, transfer, path);
      const scan = asked - start;
      rows.push({
        transfer,
        path,
        seconds: rounded(seconds),
        'scan s': rounded(scan),
        'scan %': rounded((scan / seconds) * 100, 1),
        'cpu s': rounded(cpuSeconds),
        'peak MB': peakMegabytes,
        'sent MB': rounded(sentBytes / 1e6, 0),
      });
    }
  }
  rmSync(join(folder, 'large.bin'));
  return rows;
}
