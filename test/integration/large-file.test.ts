import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ScanReport } from '#scan/report.ts';
import { runCli } from '../support/cli.ts';
import { scrubbedEnvironment, temporaryFolder } from '../support/repository.ts';
import { createSampler } from '../support/samples.ts';

const TOKEN = createSampler(8002).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const BYTES = 300 * 1024 * 1024;

/** A file that two cores look into, with something written into it. */
function scan(written: string, at: number): { readonly exitCode: number | null; readonly report: ScanReport } {
  const folder = temporaryFolder();
  const path = join(folder, 'large.bin');
  writeFileSync(path, 'first line\n');
  truncateSync(path, BYTES);
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(100, 0xff), 0, 100, BYTES / 2); // a place to cut
  writeSync(file, written, at);
  closeSync(file);
  const run = runCli(['scan', 'large.bin', '--format', 'json'], { cwd: folder, env: scrubbedEnvironment(folder), tokens: [TOKEN] });
  return { exitCode: run.exitCode, report: JSON.parse(run.stdout) as ScanReport };
}

describe('a file that is looked into on two cores', () => {
  it('is clean when neither finds anything, and is counted once', () => {
    const { exitCode, report } = scan('nothing', BYTES - 100);
    expect([exitCode, report.verdict, report.summary.objects, report.summary.bytes]).toEqual([0, 'clean', 1, BYTES]);
  });

  it.each([
    ['stands in it', (token: string) => token, []],
    ['hides in it', (token: string) => Buffer.from(`login("${token}")`).toString('base64'), ['base64']],
  ] as const)('shows a token that %s, at its place', (_how, write, layers) => {
    const { exitCode, report } = scan(`\nx = "${write(TOKEN)}"\n`, BYTES - 300);
    expect(report.findings.map(({ location }) => [location.path, location.line, location.layers])).toEqual([['large.bin', 3, layers]]);
    expect([exitCode, report.summary.objects]).toEqual([1, 1]);
  });

  it('counts a token that is allowed', () => {
    const { exitCode, report } = scan(`\nx = "${TOKEN}" # auth-guard:allow a sample\n`, BYTES - 300);
    expect([exitCode, report.summary.allowed, report.summary.findings]).toEqual([0, 1, 0]);
  });
});
