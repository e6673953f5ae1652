import type { TokenNote } from '#auth/result.ts';

/** A note on a token that goes over the network for all to read: `http:` to another machine. */
export function plainNotes(endpoint: string): readonly TokenNote[] {
  const { protocol, hostname } = new URL(endpoint);
  if (protocol !== 'http:' || /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) return [];
  return [{ code: 'plain-http', message: `${endpoint} is not https: the token goes over the network for all to read.` }];
}
