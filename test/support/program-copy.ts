import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CLI_PATH } from './cli.ts';

/** A copy of the built program, where it finds its packages, without code of earlier runs; gone when the test ends. */
export function programCopy(): string {
  const dist = dirname(CLI_PATH);
  const cache = join(dist, '../node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const copy = mkdtempSync(join(cache, 'program-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(dist, copy, { recursive: true, filter: (path) => !path.endsWith('.cache') });
  return copy;
}
