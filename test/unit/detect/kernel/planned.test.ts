import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Probe } from '#detect/kernel/kernel.ts';
import { planTables } from '#detect/kernel/plan.ts';
import { planFor, writePlan } from '#detect/kernel/planned.ts';
import { TABLES_AT } from '#detect/kernel/wasm.ts';
import { probesOf } from '#detect/probes.ts';
import { RULES } from '#rules/index.ts';

const PROBES = probesOf(RULES);
const WRITTEN = writePlan(PROBES, TABLES_AT);

/** Each differs from the built-in probes in one field, or in one probe. */
const OTHERS: Readonly<Record<string, readonly Probe[]>> = {
  'one fewer': PROBES.slice(1),
  'one more': [...PROBES, { literal: 'abc_', alphabet: 'base62', minRun: 20 }],
  'another order': PROBES.toReversed(),
  'a longer run': PROBES.map((probe, index) => (index === 7 ? { ...probe, minRun: probe.minRun + 1 } : probe)),
  'another alphabet': PROBES.map((probe, index) => (index === 7 ? { ...probe, alphabet: 'digits' } : probe)),
  'other cases': PROBES.map((probe, index) => (index === 7 ? { ...probe, ignoreCase: probe.ignoreCase !== true } : probe)),
  'an @ behind it': PROBES.map((probe, index) => (index === 7 ? { ...probe, untilAt: true } : probe)),
  'a wider gap': PROBES.map((probe, index) => (index === 7 ? { ...probe, maxGap: 99 } : probe)),
};

describe('the tables that were planned when the program was built', () => {
  it('are those that would be planned now', () => {
    const { tables, chunkCandidates, chunkPlaces } = planTables(PROBES, TABLES_AT);
    const plan = planFor(PROBES, TABLES_AT, WRITTEN);
    expect(Buffer.from(plan.tables).equals(tables)).toBe(true);
    expect(plan).toMatchObject({ chunkCandidates, chunkPlaces });
  });

  it('are in the program that the hooks run, for the rules that it has', () => {
    expect(readFileSync('dist/program.cjs', 'latin1')).toContain(WRITTEN.tables);
  });

  it.each(Object.entries(OTHERS))('are not taken for %s', (_name, probes) => {
    const planned = planTables(probes, TABLES_AT).tables;
    expect(Buffer.from(planFor(probes, TABLES_AT, WRITTEN).tables).equals(planned)).toBe(true);
    expect(planTables(PROBES, TABLES_AT).tables).not.toEqual(planned);
  });
});
