import type { Surroundings } from '#auth/sources/surroundings.ts';

/** The Python client's list: the first that answers. */
const DEFAULT_SERVERS = 'https://api.modal.com,https://api.modal2.com';

/** The servers to ask, in order: `MODAL_SERVER_URL`, else the profile's `server_url`, else Modal's own. */
export function modalServers({ env }: Surroundings, profileUrl: unknown): readonly string[] {
  const configured = env['MODAL_SERVER_URL'] ?? (typeof profileUrl === 'string' ? profileUrl : DEFAULT_SERVERS);
  return configured
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
}
