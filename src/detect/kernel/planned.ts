import { BUILT_IN_PLAN } from '#detect/kernel/built-in-plan.ts';
import type { Probe } from '#detect/kernel/contract.ts';
import { flagsOf, type Plan, planTables, type WrittenPlan } from '#detect/kernel/plan.ts';

/** A text that is the same for the same probes alone: all of their fields that a plan depends on. */
function keyOf(probes: readonly Probe[]): string {
  return probes.map((probe) => `${probe.literal} ${flagsOf(probe)} ${probe.alphabet} ${probe.minLead ?? 0} ${probe.minRun} ${probe.maxGap ?? 0}`).join('\n');
}

export function writePlan(probes: readonly Probe[], base: number): WrittenPlan {
  const { tables, ...sizes } = planTables(probes, base);
  return { key: keyOf(probes), base, tables: Buffer.from(tables).toString('base64'), ...sizes };
}

/** The last plan: engines for what hides in a content are built for the same probes. */
let last: { readonly probes: readonly Probe[]; readonly base: number; readonly written: WrittenPlan | undefined; readonly plan: Plan } | undefined;

/**
 * The tables for these probes.
 *
 * @param written Taken where it is for them: planning the built-in rules takes longer than a small scan.
 */
export function planFor(probes: readonly Probe[], base: number, written: WrittenPlan | undefined = BUILT_IN_PLAN): Plan {
  const known = last?.probes === probes && last.base === base && last.written === written ? last.plan : undefined;
  const plan = known ?? newPlan(probes, base, written);
  last = { probes, base, written, plan };
  return plan;
}

function newPlan(probes: readonly Probe[], base: number, written: WrittenPlan | undefined): Plan {
  if (written === undefined || written.base !== base || written.key !== keyOf(probes)) return planTables(probes, base);
  return { tables: Buffer.from(written.tables, 'base64'), chunkCandidates: written.chunkCandidates, chunkPlaces: written.chunkPlaces };
}
