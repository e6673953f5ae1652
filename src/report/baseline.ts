import { plural, safe } from '#report/style.ts';

/** An entry of the baseline, as it is shown. */
export interface ShownEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly path: string;
  readonly by: string;
  readonly on: string;
  readonly reason: string;
}

function entryText({ fingerprint, rule, path, by, on, reason }: ShownEntry): string {
  return `${safe(path)}  ${rule}  ${fingerprint}\n  accepted on ${on} by ${safe(by)}: ${safe(reason)}\n`;
}

function byPath(a: ShownEntry, b: ShownEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.fingerprint < b.fingerprint ? -1 : 1;
}

/** Every entry with who, when and why. */
export function baselineListing(entries: readonly ShownEntry[]): string {
  const who = new Set(entries.map(({ by }) => by)).size;
  return `${[...entries].sort(byPath).map(entryText).join('')}${plural(entries.length, 'accepted finding')}, by ${who === 1 ? '1 person' : `${who} people`}.\n`;
}

/** What was added, and what a team that shares the file wants to know. */
export function baselineAdded(
  added: readonly ShownEntry[],
  { file, total, isNew }: { readonly file: string; readonly total: number; readonly isNew: boolean },
): string {
  const lines = [...added].sort(byPath).map((entry) => `accepted: ${safe(entry.path)}  ${entry.rule}  ${entry.fingerprint}\n`);
  const hint = isNew
    ? `Commit ${file}. So that branches which both accept something merge by themselves, add to .gitattributes:\n  ${file} merge=union\nA token that is accepted still works: revoke it where it was ever shared.\n`
    : '';
  return `${lines.join('')}${file}: ${plural(added.length, 'finding')} added, ${total} in all.\n${hint}`;
}

/** What was taken out because it stands nowhere any more. */
export function baselinePruned(gone: readonly ShownEntry[], { file, left }: { readonly file: string; readonly left: number }): string {
  return `${[...gone]
    .sort(byPath)
    .map((entry) => `gone: ${entryText(entry)}`)
    .join('')}${file}: ${gone.length} taken out, ${left} left.\n`;
}
