import type { Habit } from '#ci/habits/habit.ts';
import { privilegedCheckout } from '#ci/habits/privileged-checkout.ts';
import { secretInArtifact, secretInIf, structuredSecret, wholeSecrets } from '#ci/habits/secret-context.ts';
import { secretInRun } from '#ci/habits/secret-in-run.ts';
import { secretInOutput, secretOnCommandLine, secretPrinted } from '#ci/habits/secret-in-script.ts';
import { secretScope } from '#ci/habits/secret-scope.ts';
import { secretUndeclared } from '#ci/habits/secret-undeclared.ts';
import { secretsInherit } from '#ci/habits/secrets-inherit.ts';
import { trace } from '#ci/habits/trace.ts';
import { variableNames } from '#ci/habits/variable-names.ts';

/** In the order in which `--fix` mends them. */
export const HABITS: readonly Habit[] = [
  trace,
  secretInRun,
  secretScope,
  secretPrinted,
  secretOnCommandLine,
  secretInOutput,
  secretInIf,
  secretInArtifact,
  wholeSecrets,
  structuredSecret,
  secretUndeclared,
  secretsInherit,
  privilegedCheckout,
  variableNames,
];
