export interface Annotation {
  readonly kind: 'notice' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
}

export interface RunnerLog {
  /** As GitHub shows it: commands taken out, secrets and masked values blackened. */
  readonly log: string;
  readonly annotations: readonly Annotation[];
  /** Values that `::add-mask::` named. */
  readonly masks: readonly string[];
  /** Commands that the runner knows nothing of, or that are old. */
  readonly odd: readonly string[];
}

const COMMAND = /^\s*::(?<name>[\w-]+)(?:\s+(?<properties>.*?))?::(?<text>.*)$/;

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
}

/** Properties are parted by commas; one without `=` is dropped. */
function propertiesOf(text = ''): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').flatMap((one) => (one.includes('=') ? [[one.slice(0, one.indexOf('=')).trim(), unescaped(one.slice(one.indexOf('=') + 1))]] : [])),
  );
}

/**
 * What the runner makes of what steps print.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function logOf(printed: string, secrets: readonly string[]): RunnerLog {
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  const odd: string[] = [];
  const lines: string[] = [];
  let stopped: string | undefined;
  for (const line of printed.split('\n')) {
    const { name = '', properties, text = '' } = COMMAND.exec(line)?.groups ?? {};
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
      else lines.push(line);
    } else if (name === 'stop-commands') stopped = text;
    else if (name === 'add-mask') masks.push(unescaped(text));
    else if (name === 'notice' || name === 'warning' || name === 'error')
      annotations.push({ kind: name, title: propertiesOf(properties).get('title') ?? '', text: unescaped(text) });
    else if (name === '') lines.push(line);
    else odd.push(name);
  }
  const black = [...secrets, ...masks].filter((value) => value !== '').sort((a, b) => b.length - a.length);
  const log = black.reduce((rest, value) => rest.replaceAll(value, '***'), lines.join('\n'));
  return { log, annotations, masks, odd };
}
