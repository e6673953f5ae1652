import type { Diagnosis } from '#auth/diagnosis/diagnosis.ts';
import { rank } from '#auth/diagnosis/rank.ts';
import { LogReader } from '#auth/diagnosis/read-log.ts';
import type { DoctorReport } from '#auth/diagnosis/report.ts';

/**
 * Reads a log of any size, and says what it shows.
 *
 * An empty log is `notChecked`: `gh run view --log-failed` prints nothing, and ends well, for logs that it could not get.
 *
 * @param log.redact Masks tokens in what is quoted.
 */
export async function diagnoseLog(
  table: readonly Diagnosis[],
  log: { readonly name: string; readonly pieces: AsyncIterable<Uint8Array>; readonly redact: (text: string) => string },
): Promise<DoctorReport> {
  const reader = new LogReader(table, log.redact);
  for await (const piece of log.pieces) reader.write(piece);
  const { seen, unexplained, lines, bytes } = reader.finish();
  const empty = {
    what: log.name,
    why: 'The log is empty.',
    next: 'Does it hold what the failed step printed? Save it again, or name the run: auth-guard doctor --run ID',
  };
  return { source: { kind: 'log', name: log.name }, lines, findings: rank(seen), unexplained, notChecked: bytes === 0 ? [empty] : [] };
}
