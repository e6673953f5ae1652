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
}

/** Uploads to a Hub in this process: 500 files, one of 2 GB that nothing makes smaller, and one of 2 GB of zeros. `checks` is a dry run: the scan of the content, and start. */
export async function benchHub({ root, folder }: BenchContext): Promise<readonly Row[]> {
  makeFiles(folder);
  const token = createSampler(7003).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
  const rows: Row[] = [];
  for (const transfer of ['basic', 'multipart', 'xet'] as const) {
    for (const path of ['many', 'large.bin', 'sparse.bin']) {
      const hub = await LoopbackHub.start();
      hub.transfer = transfer;
      hub.addUser(token, 'acme', 'write');
      const env = { PATH: process.env['PATH'], HOME: folder, HF_TOKEN: token, HF_ENDPOINT: hub.endpoint };
      const xet = transfer === 'xet' ? ['--xet'] : [];
      const run = (...more: readonly string[]): Promise<Measured> =>
        measureBeside([process.execPath, join(root, 'dist/auth-guard.js'), 'upload', path, '--repo-id', 'acme/m', ...xet, ...more], { cwd: folder, env });
      const checks = await run('--dry-run');
      const { seconds, cpuSeconds, peakMegabytes } = await run();
      const sent = rounded(hub.received / 1e6, 0);
      rows.push({
        transfer,
        path,
        seconds: rounded(seconds),
        'cpu s': rounded(cpuSeconds),
        'checks s': rounded(checks.seconds),
        'checks cpu s': rounded(checks.cpuSeconds),
        'peak MB': peakMegabytes,
        'sent MB': sent,
      });
      hub.close();
    }
  }
  rmSync(join(folder, 'large.bin'));
  return rows;
}
