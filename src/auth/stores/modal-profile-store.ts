import { parse } from 'smol-toml';
import type { Credential } from '#auth/stores/credential.ts';
import { editPrivateFile } from '#auth/stores/private-text.ts';
import type { TokenStore } from '#auth/stores/store.ts';
import { AuthGuardError } from '#errors.ts';

type Values = Readonly<Record<string, string | boolean>>;

/** A bare key where TOML takes one. @see https://toml.io/en/v1.0.0#keys */
function keyText(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name);
}

function isHeaderOf(line: string, name: string): boolean {
  const header = /^\s*\[\s*(?<key>[^[\]]+?)\s*\]/.exec(line)?.groups?.['key'];
  return header === name || header === keyText(name) || header === `'${name}'`;
}

/** Sets keys of one table by lines, so that comments, other tables and the layout stay. */
function withTable(text: string, name: string, values: Values): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  let from = lines.findIndex((line) => isHeaderOf(line, name));
  if (from === -1) {
    if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
    from = lines.push(`[${keyText(name)}]`) - 1;
  }
  for (const [key, value] of Object.entries(values)) {
    const next = lines.findIndex((line, index) => index > from && /^\s*\[/.test(line));
    const end = next === -1 ? lines.length : next;
    const at = lines.findIndex((line, index) => index > from && index < end && new RegExp(`^\\s*["']?${key}["']?\\s*=`).test(line));
    const written = `${key} = ${JSON.stringify(value)}`;
    if (at === -1) lines.splice(lastFilled(lines, from, end) + 1, 0, written);
    else lines[at] = written;
  }
  return `${lines.join('\n')}\n`;
}

function lastFilled(lines: readonly string[], from: number, end: number): number {
  let last = from;
  for (let index = from; index < end; index += 1) if (lines[index]?.trim() !== '') last = index;
  return last;
}

function tables(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text);
  } catch {
    throw new AuthGuardError('STORE_FAILED', `${path} is not TOML, and was left as it is.`, { help: 'Correct it first:  auth-guard validate modal' });
  }
}

/** Whether everything but one table is what it was: an edit by lines must not touch what it does not understand. */
function othersAreSame(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>, name: string): boolean {
  const rest = (all: Readonly<Record<string, unknown>>): string => JSON.stringify(Object.entries(all).filter(([key]) => key !== name));
  return rest(before) === rest(after);
}

function edited(text: string, { path, profile, values }: { readonly path: string; readonly profile: string; readonly values: Values }): string {
  const before = tables(text, path);
  const isOnlyActive = Object.entries(before).every(([name, table]) => name === profile || (table as { active?: unknown }).active !== true);
  const next = withTable(text, profile, isOnlyActive ? { ...values, active: true } : values);
  const after = tables(next, path);
  const own = after[profile] as Record<string, unknown> | undefined;
  if (othersAreSame(before, after, profile) && Object.entries(values).every(([key, value]) => own?.[key] === value)) return next;
  throw new AuthGuardError('STORE_FAILED', `${path} has a layout that could not be edited safely, and was left as it is.`, {
    help: `Set it there:  modal token set --profile ${profile}   (it asks for the values)`,
  });
}

/**
 * A profile of `.modal.toml`. It becomes the active one where no other is.
 *
 * @see https://modal.com/docs/reference/modal.config
 */
export function modalProfileStore(path: string, profile: string): TokenStore {
  return {
    title: `${path} [${profile}]`,
    keep: ({ values: given }: Credential) => {
      const [id, secret] = [given.get('MODAL_TOKEN_ID'), given.get('MODAL_TOKEN_SECRET')];
      if (id === undefined || secret === undefined) throw new AuthGuardError('USAGE', 'This store keeps Modal tokens alone.');
      const values = { token_id: id.expose(), token_secret: secret.expose() };
      return editPrivateFile(path, (text) => edited(text, { path, profile, values }));
    },
  };
}
