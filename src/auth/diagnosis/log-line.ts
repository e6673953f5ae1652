/** One line of a log, without what the tool that kept the log put in front. */
export interface LogLine {
  /** `job / step`, as `gh run view --log` writes it. */
  readonly step: string | null;
  readonly text: string;
}

/** Characters of a line that are looked at. */
export const MAX_LINE = 4096;

const STAMP = /^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z ?/;
const STEP = /^([^\t]{1,200})\t([^\t]{1,200})\t/;

/**
 * Takes a line apart. Of a line that a progress bar has written over (carriage returns) the part around the offset counts.
 *
 * @see https://cli.github.com/manual/gh_run_view
 */
export function logLine(line: string): LogLine {
  const step = STEP.exec(line);
  const rest = step === null ? line : line.slice(step[0].length);
  const text = rest
    .replace(STAMP, '')
    .replace(/^##\[\w+\]/, '')
    .trimEnd();
  return { step: step === null ? null : `${step[1]} / ${step[2]}`, text };
}
