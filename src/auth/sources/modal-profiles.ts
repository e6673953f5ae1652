import { join } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import type { TokenNote } from '#auth/result.ts';
import { fileSource, type TokenProblem } from '#auth/sources/found.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';

type Table = Readonly<Record<string, unknown>>;

/** What `.modal.toml` says, by Python's rules. */
export interface ModalProfile {
  readonly path: string;
  /** The section in use; Python takes `default` when none is named or active. */
  readonly name: string;
  /** The section's values; empty where it is not there. */
  readonly values: Table;
}

export type ProfileSearch = { readonly profile?: ModalProfile; readonly problem?: TokenProblem; readonly notes: readonly TokenNote[] };

function unusable(path: string, status: TokenProblem['status'], code: string, message: string, help: string): ProfileSearch {
  return { problem: { code, status, message, help, source: fileSource(path) }, notes: [] };
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The tables of the file. The parser's own message is not used: it shows the line, token and all. */
function tablesOf(path: string, text: string): ReadonlyMap<string, Table> | ProfileSearch {
  const help = 'Correct it, or write it anew with: modal token new';
  try {
    const sections = Object.entries(parse(text));
    const stray = sections.find(([, value]) => !isTable(value));
    if (stray === undefined) return new Map(sections as [string, Table][]);
    return unusable(
      path,
      'malformed',
      'modal-config-no-section',
      `${path}: "${stray[0]}" stands outside a section.`,
      'Put it under [default] or the name of a profile.',
    );
  } catch (error) {
    const place = error instanceof TomlError ? `${path}:${error.line}:${error.column}` : path;
    const also = 'The Python client refuses the file; the JavaScript one silently takes it for empty.';
    return unusable(path, 'malformed', 'modal-config-malformed', `${place}: this is not TOML. ${also}`, help);
  }
}

/** The one in use: `MODAL_PROFILE`, else the active one, else `default`. */
function choose(path: string, tables: ReadonlyMap<string, Table>, wanted: string | undefined): ProfileSearch {
  const names = [...tables.keys()];
  const active = names.filter((name) => tables.get(name)?.['active'] === true);
  if (active.length > 1) {
    const message = `${path}: more than one profile is active (${active.join(', ')}). The Python client refuses that; the JavaScript one silently takes the first.`;
    return unusable(path, 'malformed', 'modal-two-active-profiles', message, `Choose one:  modal profile activate ${active[0]}`);
  }
  const name = wanted ?? active[0] ?? 'default';
  if (wanted === undefined && active.length === 0 && names.length > 1) {
    return unusable(
      path,
      'missing',
      'modal-no-active-profile',
      `${path}: no profile is active (${names.join(', ')}).`,
      `Choose one:  modal profile activate ${names[0]}`,
    );
  }
  const lone = wanted === undefined && active.length === 0 && tables.has('default');
  const notes = lone
    ? [
        {
          code: 'modal-default-not-active',
          message: `${path}: [default] is not marked active. Python uses it all the same; the JavaScript SDK does not, unless MODAL_PROFILE=default.`,
        },
      ]
    : [];
  return { profile: { path, name, values: tables.get(name) ?? {} }, notes };
}

/** Where the Modal clients keep their profiles; `undefined` without a home folder. */
export function modalConfigPath({ env, home }: Surroundings): string | undefined {
  return env['MODAL_CONFIG_PATH'] || (home === undefined ? undefined : join(home, '.modal.toml'));
}

/** Reads the profile in use. Neither a profile nor a problem: there is no file. @see https://modal.com/docs/reference/modal.config */
export function modalProfile(surroundings: Surroundings): ProfileSearch {
  const path = modalConfigPath(surroundings);
  if (path === undefined) return { notes: [] };
  const read = surroundings.readFile(path);
  if (read.kind === 'absent') return { notes: [] };
  if (read.kind === 'unreadable')
    return unusable(path, 'unknown', 'modal-config-unreadable', `${path} ${read.reason}.`, 'Correct the file or its rights, or run: modal token new');
  const tables = tablesOf(path, read.text);
  if (!(tables instanceof Map)) return tables as ProfileSearch;
  const chosen = choose(path, tables, surroundings.env['MODAL_PROFILE'] || undefined);
  const open = read.openToOthers ? [{ code: 'file-open-to-others', message: `Other users of this machine can read ${path}. Run: chmod 600 '${path}'` }] : [];
  return { ...chosen, notes: [...chosen.notes, ...open] };
}
