import { readCredentialFile } from '#auth/sources/credential-file.ts';
import type { Credential } from '#auth/stores/credential.ts';
import { editPrivateFile } from '#auth/stores/private-text.ts';
import type { TokenStore } from '#auth/stores/store.ts';

/** Whether a file holds one of the old values. */
function holds(path: string, { values }: Credential): boolean {
  const read = readCredentialFile(path);
  return read.kind === 'text' && [...values.values()].some((secret) => read.text.includes(secret.expose()));
}

/** The old value wherever it stands; everything around it stays. A value is a word of its own: another token may begin alike. */
function replaceIn(text: string, old: Credential, next: Credential): string {
  let rest = text;
  for (const [name, secret] of old.values) {
    const value = next.values.get(name)?.expose();
    if (value === undefined) continue;
    const word = new RegExp(`(?<![A-Za-z0-9_-])${secret.expose().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9_-])`, 'g');
    rest = rest.replace(word, () => value);
  }
  return rest;
}

/** The files among these that hold a token, as places in which the next one replaces it. */
export function replacements(paths: readonly string[], old: Credential): readonly TokenStore[] {
  return [...new Set(paths)]
    .filter((path) => holds(path, old))
    .map((path) => ({ title: path, keep: (next: Credential) => editPrivateFile(path, (text) => replaceIn(text, old, next)) }));
}
