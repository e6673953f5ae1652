/** A variable of a `.env` file. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

const ENTRY = /^\s*(?:export\s+)?(?<name>[A-Za-z_]\w*)\s*=\s*(?<rest>.*)$/;

/** A quoted value to its closing quote; another one to a comment behind a blank. Nothing is expanded: a `$` in a secret is a `$`. */
function parsedValue(rest: string): string {
  const quoted = /^(["'`])(?<inner>.*?)\1\s*(?:#.*)?$/.exec(rest)?.groups?.['inner'];
  if (quoted === undefined && /^["'`]/.test(rest)) return ''; // it goes on in the next line, which no token does
  return quoted ?? rest.replace(/\s+#.*$/, '').trim();
}

/** Reads `NAME=value` lines; the last one of a name counts. Lines that are none are passed over. */
export function parseEnvFile(text: string): readonly EnvEntry[] {
  const entries = new Map<string, EnvEntry>();
  text.split(/\r?\n/).forEach((line, index) => {
    const found = ENTRY.exec(line)?.groups;
    if (found?.['name'] !== undefined) entries.set(found['name'], { name: found['name'], value: parsedValue(found['rest'] ?? ''), line: index + 1 });
  });
  return [...entries.values()];
}
