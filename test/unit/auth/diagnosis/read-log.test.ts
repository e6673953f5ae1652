import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rank } from '#auth/diagnosis/rank.ts';
import { type LogFacts, LogReader } from '#auth/diagnosis/read-log.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';
import { createTextRedactor } from '#detect/redactor/redact.ts';
import { RULES } from '#rules/index.ts';
import { createSampler } from '../../../support/samples.ts';

const token = createSampler(31).token({ prefix: 'hf_', alphabet: 'base62', length: 34 });
const redact = createTextRedactor(RULES);

function read(log: string | Buffer, sizes: readonly number[] = [1 << 20]): LogFacts {
  const bytes = Buffer.from(log);
  const reader = new LogReader(DIAGNOSES, redact);
  for (let at = 0, index = 0; at < bytes.length; index += 1) {
    const size = sizes[index % sizes.length] as number;
    reader.write(bytes.subarray(at, at + size));
    at += size;
  }
  return reader.finish();
}

const ids = (log: string): readonly (readonly [string, readonly string[]])[] =>
  rank(read(log).seen).map((finding) => [finding.id, finding.consequences.map((one) => one.id)] as const);

describe('a log', () => {
  it('is told with lines from 1, the step, a count, and no stamp', () => {
    const line = 'upload\tRun it\t2026-01-02T03:04:05.1234567Z Invalid credentials in Authorization header';
    const { seen, lines } = read(`first\n${`${line}\n`.repeat(7)}last`);
    expect(lines).toBe(9);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      count: 7,
      sightings: [{ line: 2, step: 'upload / Run it', text: 'Invalid credentials in Authorization header' }, { line: 3 }, { line: 4 }],
    });
  });

  it('gives the same whatever the pieces', () => {
    const line = fc.constantFrom(
      'a line',
      'Invalid credentials in Authorization header',
      '\u001b[31mToken not found\u001b[0m',
      'Error: boom',
      'é\u001b[',
      'x'.repeat(300),
      '',
      '\rRetry 3/3 after 30.0s\r',
    );
    const log = fc.array(line, { maxLength: 30 }).map((all) => all.join('\n'));
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(log, sizes, (text, some) => {
        expect(read(text, some)).toEqual(read(text));
      }),
      { numRuns: 150 },
    );
  });

  it('shows no token, also on a very long line that is read in pieces', () => {
    const long = `${token} `.repeat(9_000);
    const facts = read(`Invalid credentials in Authorization header: ${token}\n${long}Error: Token not found ${long}\nError: unknown ${token}`, [5_001]);
    expect(facts.seen.length).toBeGreaterThan(0);
    expect(JSON.stringify(facts)).not.toContain(token.slice(10, 22));
  });

  it('is read past NULs, invalid UTF-8, UTF-16 and progress bars', () => {
    expect(read(Buffer.from([0xff, 0xfe, 0, 10, 0])).lines).toBe(2);
    expect(read(Buffer.from('Invalid username or password.\n', 'utf16le')).seen[0]?.diagnosis.id).toBe('hf-header-replaced');
    const [seen] = read(` 10%|█\r 20%|██\rerror: failed to push some refs to 'x'`).seen;
    expect(seen?.sightings[0]?.text).toBe("error: failed to push some refs to 'x'");
  });

  it('that holds errors which nobody knows names the last of them', () => {
    const { seen, unexplained } = read(
      `${'RuntimeError: boom\n'.repeat(20)}ValueError: HF_TOKEN environment variable not set\n##[error]Process completed with exit code 1.`,
    );
    expect(seen.map(({ diagnosis }) => diagnosis.id)).toEqual(['hf-token-not-set']);
    expect(unexplained.map(({ line }) => line)).toEqual([17, 18, 19, 20, 22]);
  });
});

describe('causes', () => {
  it('stand above what follows from them', () => {
    expect(ids('Retry 3/3 after 30.0s\nAll attempts failed: x\n401 Client Error\nInvalid credentials in Authorization header')).toEqual([
      ['hf-token-rejected', ['upload-retries-used-up', 'hf-unauthorized']],
    ]);
    expect(ids('WARNING: Retry 3/3 after 30.0s\nERROR: All attempts failed: Connection timeout')).toEqual([['timeout', ['upload-retries-used-up']]]);
  });

  it('are found through causes of causes, and errors come before notes', () => {
    expect(ids('  HF_TOKEN: \n❌ HF_TOKEN not set\nRepository Not Found for url: x\nNote that HF_TOKEN takes precedence over')).toEqual([
      ['hf-secret-empty', ['hf-token-not-set', 'hf-not-found']],
      ['hf-environment-wins', []],
    ]);
  });

  it('that have nothing to do with one another stand side by side', () => {
    expect(ids('Error: Token not found\ngh: Bad credentials (HTTP 401)').map(([id]) => id)).toEqual(['modal-token-invalid', 'gh-bad-credentials']);
  });
});
