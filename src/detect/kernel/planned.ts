import { BUILT_IN_PLAN } from '#detect/kernel/built-in-plan.ts';
import type { Probe } from '#detect/kernel/contract.ts';
import { flagsOf, type Plan, planTables, type WrittenPlan } from '#detect/kernel/plan.ts';

/** A text that is the same for the same probes alone: all of their fields that a plan depends on. */
function keyOf(probes: readonly Probe[]): string {
  return probes.map((probe) => `${probe.literal} ${flagsOf(probe)} ${probe.alphabet} ${probe.minRun} ${probe.maxGap ?? 0}`).join('\n');
}

export function writePlan(probes: readonly Probe[], base: number): WrittenPlan {
  const { tables, ...sizes } = planTables(probes, base);
  return { key: keyOf(probes), base, tables: Buffer.from(tables).toString('base64'), ...sizes };
}

/**
 * The tables for these probes.
 *
 * @param written Taken where it is for them: planning the built-in rules takes longer than a small scan.
 */
export function planFor(probes: readonly Probe[], base: number, written: WrittenPlan | undefined = BUILT_IN_PLAN): Plan {
  if (written === undefined || written.base !== base || written.key !== keyOf(probes)) return planTables(probes, base);
  return { tables: Buffer.from(written.tables, 'base64'), chunkCandidates: written.chunkCandidates, chunkPlaces: written.chunkPlaces };
}
