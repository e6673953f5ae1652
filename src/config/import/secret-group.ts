/** One step over a pattern: an escape, a quoted run, a class, or a character. */
const STEP = /\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]|[\s\S]/y;

function capturingGroups(source: string): readonly number[] {
  const starts: number[] = [];
  STEP.lastIndex = 0;
  for (let at = 0; at < source.length; at = STEP.lastIndex) {
    const step = STEP.exec(source)?.[0];
    if (step === '(' && /^\((?!\?)|^\(\?P?<\w/.test(source.slice(at))) starts.push(at);
  }
  return starts;
}

/**
 * Names a capturing group of a pattern `secret`.
 *
 * @param group Which one, from 1; with 0 the first, if there is any.
 * @returns The pattern; `undefined` when it has no such group.
 */
export function nameSecretGroup(source: string, group: number): string | undefined {
  const starts = capturingGroups(source);
  if (group === 0 && starts.length === 0) return source;
  const at = starts[Math.max(0, group - 1)];
  if (at === undefined) return undefined;
  return `${source.slice(0, at)}(?P<secret>${source.slice(at + 1).replace(/^\?P?<\w+>/, '')}`;
}
