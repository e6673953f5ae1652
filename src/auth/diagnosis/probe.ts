import type { Sign } from '#auth/diagnosis/signs.ts';
import { faultOf, isRequestFault } from '#auth/http/fault.ts';
import { fetchFor } from '#auth/http/proxy.ts';
import type { NetworkFault } from '#auth/result.ts';
import { scrubbedMessage, unexpectedError } from '#auth/scrub.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';

/** A service that is asked whether it is there, without any token. */
export interface Host {
  readonly prefix: 'hf' | 'modal';
  readonly url: string;
}

export interface Probe {
  readonly host: Host;
  /** `undefined`: it answered, whatever it said. */
  readonly fault: NetworkFault | undefined;
  readonly detail: string;
}

/** gRPC servers need not speak HTTP/1: an answer that is no HTTP, or a closed connection, still shows that something is there. */
const ANSWERS: ReadonlySet<NetworkFault> = new Set(['protocol', 'reset']);

/** Asks whether a host can be reached: name, connection, certificate. Sends no token, and follows no redirect. @throws What is a fault of the program. */
export async function probe(host: Host, options: { readonly surroundings: Surroundings; readonly timeoutMs: number }): Promise<Probe> {
  try {
    const ask = await fetchFor(options.surroundings);
    await ask(host.url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(options.timeoutMs) });
    return { host, fault: undefined, detail: '' };
  } catch (error) {
    if (!isRequestFault(error)) throw unexpectedError(error, []);
    const { fault, code } = faultOf(error);
    const answered = host.prefix === 'modal' && ANSWERS.has(fault);
    return { host, fault: answered ? undefined : fault, detail: code ?? scrubbedMessage(error) };
  }
}

export function signOfProbe({ host, fault, detail }: Probe): Sign | undefined {
  return fault === undefined ? undefined : { id: `${host.prefix}:fault:${fault}`, seen: `${new URL(host.url).origin} could not be reached (${detail}).` };
}
