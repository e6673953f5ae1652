/** Hosts whose requests an entry would change. */
const HOSTS: ReadonlySet<string> = new Set(['huggingface.co', 'hf.co', 'www.huggingface.co']);

/**
 * The machine of a .netrc whose credentials would go to the Hub in place of the token: one of its hosts, or `default`.
 *
 * @see https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
 */
export function netrcEntry(text: string): string | undefined {
  const words = text
    .replace(/^\s*#.*$/gm, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  for (let index = 0; index < words.length; index += 1) {
    if (words[index] === 'default') return 'default';
    if (words[index] !== 'machine') continue;
    const host = words[index + 1]?.toLowerCase() ?? '';
    if (HOSTS.has(host)) return host;
    index += 1;
  }
  return undefined;
}
