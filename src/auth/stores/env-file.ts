import type { Credential } from '#auth/stores/credential.ts';
import { editPrivateFile } from '#auth/stores/private-text.ts';
import type { TokenStore } from '#auth/stores/store.ts';

/** `NAME=value`, also behind `export`; comments and everything else stay as they are. */
function withVariable(text: string, name: string, value: string): string {
  const line = new RegExp(`^([ \\t]*(?:export[ \\t]+)?${name}[ \\t]*=).*$`, 'gm');
  if (line.test(text)) return text.replace(line, (_whole, head: string) => head + value);
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${end}${name}=${value}\n`;
}

/** A `.env` file, which its owner alone can read. Whether git ignores it is for the caller to see to. */
export function envFileStore(path: string): TokenStore {
  return {
    title: path,
    keep: ({ values }: Credential) =>
      editPrivateFile(path, (text) => [...values].reduce((rest, [name, secret]) => withVariable(rest, name, secret.expose()), text)),
  };
}
