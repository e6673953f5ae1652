import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '#auth/diagnosis/diagnose.ts';
import type { Diagnosis } from '#auth/diagnosis/diagnosis.ts';
import { LogReader } from '#auth/diagnosis/read-log.ts';
import { DIAGNOSES } from '#auth/diagnosis/table.ts';

const IDS = new Set(DIAGNOSES.map(({ id }) => id));

function idsIn(...lines: readonly string[]): readonly string[] {
  const reader = new LogReader(DIAGNOSES, (text) => text);
  reader.write(Buffer.from(lines.join('\n')));
  return reader.finish().seen.map(({ diagnosis }) => diagnosis.id);
}

describe.each(DIAGNOSES.map((diagnosis) => [diagnosis.id, diagnosis] as const))('the diagnosis %s', (id, diagnosis: Diagnosis) => {
  it('is complete', () => {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(diagnosis.meaning.length).toBeGreaterThan(20);
    expect(diagnosis.fix.length).toBeGreaterThan(0);
    expect(diagnosis.log.length + diagnosis.signs.length).toBeGreaterThan(0);
    expect(diagnosis.examples.lines.length > 0).toBe(diagnosis.log.length > 0);
    expect(diagnosis.examples.others.length).toBeGreaterThan(0);
    expect(diagnosis.followsFrom.filter((cause) => !IDS.has(cause) || cause === id)).toEqual([]);
    for (const { text, source } of diagnosis.log) expect([text.length >= 3, source.length > 0]).toEqual([true, true]);
  });

  it('is made from each of its examples and from each of its signs, and from none that resembles them', () => {
    for (const line of diagnosis.examples.lines) expect([line, idsIn(line)]).toEqual([line, expect.arrayContaining([id])]);
    for (const line of diagnosis.examples.others) expect([line, idsIn(line).includes(id)]).toEqual([line, false]);
    for (const sign of diagnosis.signs) expect(findingsOf(DIAGNOSES, [{ id: sign, seen: 'x' }]).map((finding) => finding.id)).toContain(id);
    expect(findingsOf(DIAGNOSES, [{ id: 'hf:no-such-sign', seen: 'x' }])).toEqual([]);
  });

  it('is made from each of its texts, in a line between others, coloured and stamped as GitHub does', () => {
    const noise = 'an ordinary line';
    expect(idsIn(noise)).toEqual([]);
    for (const line of diagnosis.examples.lines) {
      expect(idsIn(noise, `\u001b[31m${line}\u001b[0m`, noise)).toContain(id);
      expect(idsIn(noise, `2026-01-02T03:04:05.1234567Z ${line}\r`, noise)).toContain(id);
      expect(idsIn(noise, `upload\tRun python upload.py\t2026-01-02T03:04:05.1234567Z ${line}`, noise)).toContain(id);
    }
  });

  it('runs its patterns in linear time', () => {
    const hostile = [' '.repeat(50_000), 'a'.repeat(50_000), `${'1 '.repeat(25_000)}`, 'Retry 1/1'.repeat(5_000), `Dataset '${"'".repeat(20_000)}`];
    const times = (text: string): number => {
      const start = performance.now();
      for (const { text: literal, line } of diagnosis.log) line?.test(`${literal}${text}${literal}`);
      return performance.now() - start;
    };
    for (const text of hostile) expect(times(text)).toBeLessThan(500);
  });
});

describe('the table', () => {
  it('holds at least thirty diagnoses, each once', () => {
    expect(IDS.size).toBe(DIAGNOSES.length);
    expect(IDS.size).toBeGreaterThanOrEqual(30);
  });

  it('knows every problem and note that a validation can give, and no other', () => {
    const root = fileURLToPath(new URL('../../../../src/auth', import.meta.url));
    const text = ['.', 'sources', 'huggingface', 'modal', 'http']
      .flatMap((folder) => readdirSync(`${root}/${folder}`).map((name) => `${root}/${folder}/${name}`))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const written = new Set([...text.matchAll(/'(?<code>[a-z0-9]+(?:-[a-z0-9]+)*)'/g)].map((found) => found.groups?.['code'] ?? ''));
    const codes = [...text.matchAll(/\b(?:code|problem): '(?<code>[a-z0-9-]+)'|'(?:malformed|unknown|missing|expired)', '(?<other>[a-z0-9-]+)'/g)].map(
      ({ groups }) => groups?.['code'] ?? groups?.['other'] ?? '',
    );
    const faults = ['dns', 'refused', 'reset', 'timeout', 'tls', 'redirect', 'proxy', 'protocol', 'network'];
    const signs = new Set(DIAGNOSES.flatMap((diagnosis) => diagnosis.signs.map((sign) => sign.replace(/^\w+:/, ''))));
    /** Nothing is wrong: the service was not asked, or the work was stopped. */
    const silent = new Set(['not-asked', 'interrupted']);
    expect([...new Set(codes)].filter((code) => !signs.has(code) && !silent.has(code))).toEqual([]);
    expect(faults.filter((fault) => !signs.has(`fault:${fault}`))).toEqual([]);
    const own = new Set([...faults.map((fault) => `fault:${fault}`), 'netrc', 'clock', 'proxy', 'proxy-malformed']);
    expect([...signs].filter((sign) => !own.has(sign) && !written.has(sign))).toEqual([]);
  });

  it('tells no one to write a token on a command line, nor to switch a check of certificates off', () => {
    const fixes = DIAGNOSES.flatMap(({ fix }) => fix).join('\n');
    expect(fixes).not.toMatch(/--body|--token[ =]|verify=False|sslVerify|NODE_TLS_REJECT_UNAUTHORIZED/);
  });
});
