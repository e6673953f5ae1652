import type { Credential } from '#auth/stores/credential.ts';
import { editPrivateFile } from '#auth/stores/private-text.ts';
import type { TokenStore } from '#auth/stores/store.ts';
import { AuthGuardError } from '#errors.ts';

const SECTION = /^\[(?<name>[^\]\n]*)\]/;

/** The text with one section replaced or added; the others and their order stay. */
function withSection(text: string, name: string, body: string): string {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => SECTION.exec(line)?.groups?.['name'] === name);
  if (from === -1) return `${text}${text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n'}[${name}]\n${body}\n\n`;
  const next = lines.findIndex((line, index) => index > from && SECTION.test(line));
  const rest = next === -1 ? [] : lines.slice(next);
  return [...lines.slice(0, from), `[${name}]`, body, '', ...rest].join('\n');
}

/** A name that Python's configparser takes for a section of its own. */
function sectionName(name: string): string {
  const safe = name.replace(/[\]\r\n]/g, ' ').trim();
  return safe === '' || safe === 'DEFAULT' ? 'auth-guard' : safe;
}

/**
 * The store of `hf auth login`: all tokens by name, and the one in use.
 *
 * @param name As `hf auth list` will show it: the name that the token's owner gave it.
 * @see https://github.com/huggingface/huggingface_hub/blob/main/src/huggingface_hub/utils/_auth.py
 */
export function huggingFaceStore(files: { readonly token: string; readonly storedTokens: string }, name: string): TokenStore {
  return {
    title: `${files.token} (hf auth login)`,
    keep: ({ values }: Credential) => {
      const value = values.get('HF_TOKEN')?.expose();
      if (value === undefined) throw new AuthGuardError('USAGE', 'This store keeps Hugging Face tokens alone.');
      const undoStored = editPrivateFile(files.storedTokens, (text) => withSection(text, sectionName(name), `hf_token = ${value}`));
      try {
        const undoToken = editPrivateFile(files.token, () => value);
        return async () => {
          await undoToken();
          await undoStored();
        };
      } catch (error) {
        void undoStored();
        throw error;
      }
    },
  };
}
