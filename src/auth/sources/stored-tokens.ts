/** One entry of huggingface_hub's `stored_tokens`. */
export interface StoredToken {
  /** As `hf auth list` shows it. */
  readonly name: string;
  readonly token: string;
  /** Whether `hf` can renew it by itself. */
  readonly renewable: boolean;
  /** ISO 8601. */
  readonly expiresAt: string | null;
}

function dateOf(seconds: string | undefined): string | null {
  const time = new Date(Number(seconds ?? Number.NaN) * 1000);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function stored(name: string, fields: ReadonlyMap<string, string>): StoredToken {
  return { name, token: fields.get('hf_token') ?? '', renewable: fields.has('refresh_token'), expiresAt: dateOf(fields.get('expires_at')) };
}

/**
 * Reads the INI text that Python's configparser writes: sections, `key = value` or `key: value`, comments in `#` and `;`. Lines that are neither are passed over.
 *
 * @see https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function storedTokens(text: string): readonly StoredToken[] {
  const sections = new Map<string, Map<string, string>>();
  let fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const section = /^\[(?<name>[^\]]+)\]/.exec(line)?.groups?.['name'];
    if (section !== undefined) {
      fields = new Map();
      sections.set(section, fields);
      continue;
    }
    const entry = /^(?<key>[^#;=:\s][^=:]*?)\s*[=:]\s*(?<value>.*?)\s*$/.exec(line)?.groups;
    if (entry !== undefined) fields.set(String(entry['key']).toLowerCase(), String(entry['value']));
  }
  return [...sections].map(([name, values]) => stored(name, values));
}
