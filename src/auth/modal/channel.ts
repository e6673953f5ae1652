import { type ChannelCredentials, type ClientOptions, credentials } from '@grpc/grpc-js';
import { proxyFor } from '#auth/http/proxy.ts';
import { percentDecoded } from '#auth/percent.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';

/** Where a gRPC client connects to. */
export interface ChannelTarget {
  readonly address: string;
  readonly credentials: ChannelCredentials;
  readonly options: ClientOptions;
}

/** Whether a URL is one that the Modal clients take. */
export function isModalServer(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).username === '';
}

/** `https://api.modal.com` → `api.modal.com:443`. */
function hostAndPort({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}

/**
 * How a server is reached: with TLS for `https:`, and through the proxy that the environment names.
 *
 * The library's own reading of the environment is switched off: it knows the names in lower case alone, other than Modal's Python client.
 *
 * @param url One for which `isModalServer` holds.
 */
export function channelTarget(url: string, surroundings: Surroundings): ChannelTarget {
  const server = new URL(url);
  const proxy = proxyFor(url, surroundings);
  const direct = hostAndPort(server);
  const options: ClientOptions = {
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.max_receive_message_length': 1 << 20,
    'grpc.service_config_disable_resolution': 1,
  };
  const secured = server.protocol === 'https:' ? credentials.createSsl() : credentials.createInsecure();
  if (proxy === undefined) return { address: direct, credentials: secured, options };
  const creds = proxy.username === '' ? {} : { 'grpc.http_connect_creds': `${percentDecoded(proxy.username)}:${percentDecoded(proxy.password)}` };
  return {
    address: hostAndPort(proxy),
    credentials: secured,
    options: { ...options, 'grpc.http_connect_target': `dns:${direct}`, 'grpc.default_authority': direct, ...creds },
  };
}
