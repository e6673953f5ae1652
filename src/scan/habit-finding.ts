import type { HabitMatch } from '#detect/habits/find-habits.ts';
import { fingerprintOf } from '#scan/finding.ts';
import type { HabitFinding } from '#scan/report.ts';

/**
 * Makes a finding of a habit that was met in a file.
 *
 * @param fromTop The path that the fingerprint goes by: from the repository's top.
 */
export function habitFindingOf({ habit, path, line, column, excerpt, sha256 }: HabitMatch & { readonly path: string }, fromTop: string): HabitFinding {
  const { id, title, explanation, better } = habit;
  return {
    habitId: id,
    severity: 'warning',
    title,
    location: { path, line, column },
    excerpt,
    fingerprint: fingerprintOf(id, fromTop, sha256),
    explanation,
    better,
  };
}
