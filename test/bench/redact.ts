import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRedactor } from '#detect/redactor/redactor.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../support/samples.ts';
import type { BenchContext, Row } from './bench.ts';
import { fastestCpuSeconds, fastestSeconds, peakMegabytes, rounded } from './measure.ts';
import { sourceText } from './source-text.ts';

const BYTES = 64_000_000;
const PIPE_BYTES = 65_536;
const RUNS = 3;

function repeated(text: string): Buffer {
  return Buffer.alloc(BYTES, text);
}

function secondsOf(bytes: Buffer, pieceBytes: number, values: readonly string[] = []): number {
  const redactor = createRedactor(RULES, { values });
  return fastestCpuSeconds(RUNS, () => {
    for (let at = 0; at < bytes.length; at += pieceBytes) redactor.write(bytes.subarray(at, at + pieceBytes));
    redactor.end();
  });
}

function row(name: string, seconds: number, copySeconds: number): Row {
  return { name, 'MB/s': rounded(BYTES / seconds / 1e6, 0), 'times a copy': rounded(seconds / copySeconds) };
}

/** Copies piece by piece, as a filter that masks nothing would. */
function copying(bytes: Buffer): number {
  return fastestCpuSeconds(RUNS, () => {
    for (let at = 0; at < bytes.length; at += PIPE_BYTES) Buffer.concat([bytes.subarray(at, at + PIPE_BYTES)]);
  });
}

/** The redactor on pieces of a pipe's size, and the filter as a whole process beside `cat`. */
export function benchRedact({ root, folder }: BenchContext): readonly Row[] {
  const sampler = createSampler(5);
  const token = sampler.token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
  const text = sourceText(root, BYTES);
  const copy = copying(text);
  const coloured = repeated(
    `\u001b[2K\r\u001b[32m 45%\u001b[0m|████▌     | 45/100 [00:01<00:01, 44.9it/s, loss=\u001b[1m0.123\u001b[0m] and some words of a log line\n`,
  );
  const cli = join(root, 'dist/auth-guard.cjs');
  const big = join(folder, 'gigabyte.log');
  for (let at = 0; at < 1_000_000_000; at += BYTES) writeFileSync(big, text, { flag: 'a' });
  const shell = (filter: string): number => fastestSeconds(2, () => void spawnSync('sh', ['-c', `${filter} < ${big} | cat >/dev/null`], { cwd: folder }));
  const cat = shell('cat');
  const filter = shell(`${process.execPath} ${cli} redact`);
  return [
    row('source code', secondsOf(text, PIPE_BYTES), copy),
    row('source code, two known values', secondsOf(text, PIPE_BYTES, [token, sampler.text(30)]), copy),
    row('colours and progress bars', secondsOf(coloured, PIPE_BYTES), copy),
    row('a token on each line', secondsOf(repeated(`HF_TOKEN=${token} and some words of a log line\n`), PIPE_BYTES), copy),
    row('source code, in pieces of 200 bytes', secondsOf(text.subarray(0, BYTES), 200), copy),
    { name: '1 GB of source code through cat', 'MB/s': rounded(1024 / cat, 0) },
    {
      name: '1 GB of source code through auth-guard redact',
      'MB/s': rounded(1024 / filter, 0),
      'peak MB': peakMegabytes(['sh', '-c', `exec ${process.execPath} ${cli} redact < ${big}`], folder),
    },
  ];
}
