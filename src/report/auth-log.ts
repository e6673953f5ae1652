import type { AuthLogEntry } from '#auth/log/logger.ts';
import { createPaint, safe } from '#report/style.ts';

const COLOURS = { info: 'green', warn: 'yellow', error: 'red' } as const;

function facts({ problem, source, endpoint, requestId, durationMs, exitCode }: AuthLogEntry): readonly string[] {
  return [
    ...(source === undefined ? [] : [`from ${source}`]),
    ...(problem === undefined ? [] : [problem]),
    ...(endpoint === undefined ? [] : [endpoint]),
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
    ...(durationMs === undefined ? [] : [`${durationMs} ms`]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
  ];
}

/** One line of the auth log for people; what is no entry is shown as it is. */
export function authLogText(entry: AuthLogEntry | string, colour: boolean): string {
  const paint = createPaint(colour);
  if (typeof entry === 'string') return `${paint('dim', safe(entry))}\n`;
  const time = entry.time.slice(0, 19).replace('T', ' ');
  const what = [entry.tokenType, entry.status].filter((part) => part !== undefined).join(' ');
  const more = facts(entry);
  const tail = more.length === 0 ? '' : paint('dim', ` (${safe(more.join(', '))})`);
  return `${paint('dim', time)}  ${paint(COLOURS[entry.level], entry.level.padEnd(5))}  ${what === '' ? '' : `${safe(what)}: `}${safe(entry.msg)}${tail}\n`;
}
