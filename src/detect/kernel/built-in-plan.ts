import type { WrittenPlan } from '#detect/kernel/plan.ts';

/** The plan for the built-in rules. The build puts it in when it bundles this module; the sources by themselves plan when they run. */
export const BUILT_IN_PLAN: WrittenPlan | undefined = undefined;
