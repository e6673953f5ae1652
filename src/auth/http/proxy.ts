import type { Surroundings } from '#auth/sources/surroundings.ts';

type Fetch = typeof fetch;

function setting({ env }: Surroundings, name: string): string | undefined {
  return env[name.toLowerCase()] || env[name.toUpperCase()] || undefined;
}

/** The proxies that the environment names, as Python's clients read them; `undefined` for none. */
function proxiesOf(surroundings: Surroundings): { httpProxy?: string; httpsProxy?: string; noProxy?: string } | undefined {
  const all = setting(surroundings, 'all_proxy');
  const httpProxy = setting(surroundings, 'http_proxy') ?? all;
  const httpsProxy = setting(surroundings, 'https_proxy') ?? all;
  const noProxy = setting(surroundings, 'no_proxy');
  if (httpProxy === undefined && httpsProxy === undefined) return undefined;
  return { ...(httpProxy && { httpProxy }), ...(httpsProxy && { httpsProxy }), noProxy: noProxy ?? '' };
}

/** A proxy's address without the credentials it may hold. */
function withoutCredentials(address: string): string {
  return address.replace(/\/\/[^/@]*@/, '//');
}

/** The proxy that a request to a URL would take, for people; `undefined` without one. */
export function proxyText(url: string, surroundings: Surroundings): string | undefined {
  const proxies = proxiesOf(surroundings);
  const proxy = url.startsWith('https:') ? proxies?.httpsProxy : proxies?.httpProxy;
  return proxy === undefined ? undefined : withoutCredentials(proxy);
}

/** `fetch` by way of the proxies that the environment names: node's own knows none before version 24. */
export async function fetchFor(surroundings: Surroundings): Promise<Fetch> {
  const proxies = proxiesOf(surroundings);
  if (proxies === undefined) return fetch;
  const { EnvHttpProxyAgent, fetch: proxiedFetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent(proxies);
  return ((url: string, init?: object) => proxiedFetch(url, { ...init, dispatcher })) as unknown as Fetch;
}
