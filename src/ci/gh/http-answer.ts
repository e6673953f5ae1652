/** What a service said, as `gh api --include` prints it. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  /** JSON as a value, anything else as text; `undefined` when there is none. */
  readonly body: unknown;
  /** The body's `message`, shortened; the status otherwise. */
  readonly message: string;
}

function bodyOf(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function messageOf(body: unknown, status: number): string {
  const message = typeof body === 'object' && body !== null && 'message' in body ? String(body.message) : `HTTP ${status}`;
  return message.replace(/\s+/g, ' ').slice(0, 300);
}

/**
 * Takes apart `HTTP/1.1 200 OK`, headers, an empty line and the body.
 *
 * @returns `undefined` for anything else: then `gh` came to no answer.
 * @see https://cli.github.com/manual/gh_api (`--include`)
 */
export function parseAnswer(text: string): HttpAnswer | undefined {
  const status = Number(/^HTTP\/[\d.]+ (\d{3})/.exec(text)?.[1]);
  const end = /\r?\n\r?\n/.exec(text);
  if (Number.isNaN(status)) return undefined;
  const head = end === null ? text : text.slice(0, end.index);
  const headers = new Map<string, string>();
  for (const line of head.split(/\r?\n/).slice(1)) {
    const at = line.indexOf(':');
    if (at > 0) headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  const body = end === null ? undefined : bodyOf(text.slice(end.index + end[0].length));
  return { status, headers, body, message: messageOf(body, status) };
}
