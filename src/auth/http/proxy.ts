import { percentDecoded } from '#auth/percent.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';

type Fetch = typeof fetch;

function setting({ env }: Surroundings, name: string): string | undefined {
  return env[name.toLowerCase()] || env[name.toUpperCase()] || undefined;
}

/** The proxies that the environment names, as Python's clients read them. */
function proxiesOf(surroundings: Surroundings): { readonly httpProxy?: string; readonly httpsProxy?: string; readonly noProxy: string } {
  const all = setting(surroundings, 'all_proxy');
  const httpProxy = setting(surroundings, 'http_proxy') ?? all;
  const httpsProxy = setting(surroundings, 'https_proxy') ?? all;
  return {
    ...(httpProxy && { httpProxy: wellEncoded(httpProxy) }),
    ...(httpsProxy && { httpsProxy: wellEncoded(httpsProxy) }),
    noProxy: setting(surroundings, 'no_proxy') ?? '',
  };
}

/** A user name or password with a bare percent sign, which people write and the agent falls over. */
function wellEncoded(proxy: string): string {
  if (!URL.canParse(proxy)) return proxy;
  const url = new URL(proxy);
  url.username = encodeURIComponent(percentDecoded(url.username));
  url.password = encodeURIComponent(percentDecoded(url.password));
  return url.href;
}

/** Whether an entry such as `example.com`, `.example.com`, `*`, `example.com:8443` names a host. */
function names(entry: string, { hostname, port }: URL): boolean {
  const [, host = '', onlyPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  return entry.trim() === '*' || (host !== '' && (hostname === host || hostname.endsWith(`.${host}`)));
}

/** The proxy that a request to a URL takes; `undefined` for none, and for an address of a proxy that is none. */
export function proxyFor(url: string, surroundings: Surroundings): URL | undefined {
  const { httpProxy, httpsProxy, noProxy } = proxiesOf(surroundings);
  const target = new URL(url);
  const proxy = target.protocol === 'https:' ? httpsProxy : httpProxy;
  if (proxy === undefined || !URL.canParse(proxy) || noProxy.split(/[\s,]+/).some((entry) => names(entry, target))) return undefined;
  return new URL(proxy);
}

/** That proxy for people, without the credentials it may hold. */
export function proxyText(url: string, surroundings: Surroundings): string | undefined {
  const proxy = proxyFor(url, surroundings);
  return proxy === undefined ? undefined : `${proxy.protocol}//${proxy.host}`;
}

/** `fetch` by way of the proxies that the environment names: node's own knows none before version 24. */
export async function fetchFor(surroundings: Surroundings): Promise<Fetch> {
  const proxies = proxiesOf(surroundings);
  if (proxies.httpProxy === undefined && proxies.httpsProxy === undefined) return fetch;
  const { EnvHttpProxyAgent, fetch: proxiedFetch } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent(proxies);
  return ((url: string, init?: object) => proxiedFetch(url, { ...init, dispatcher })) as unknown as Fetch;
}
