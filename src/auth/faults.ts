import { type NetworkFault, type ServiceAnswer, TokenStatus } from '#auth/result.ts';
import type { Verdict } from '#auth/verdict.ts';

const SENTENCES: Readonly<Record<NetworkFault, readonly [text: string, help: string]>> = {
  dns: ['its name could not be resolved', 'Check the network, the DNS and the spelling of the address.'],
  refused: ['nothing listens there', 'Check the address and the port.'],
  reset: ['the connection was cut off', 'Try again; if it stays, look for a firewall or proxy in between.'],
  timeout: ['it did not answer in time', 'Try again, or give it longer: --timeout 30'],
  tls: [
    'its certificate was not accepted',
    'Behind a proxy that opens TLS, give node its certificate: NODE_EXTRA_CA_CERTS=/path/ca.pem. Also check the clock of this machine.',
  ],
  redirect: ['it redirects to another place, where the token was not sent', 'Set the address to the place itself, or log in to the network first.'],
  proxy: ['the proxy did not let the request through', 'Check HTTPS_PROXY and NO_PROXY.'],
  protocol: ['what answers there does not speak its protocol', 'Check the address.'],
  network: ['the network failed', 'Check the network, then try again.'],
};

const STATUS_PAGES = { 'Hugging Face': 'https://status.huggingface.co', Modal: 'https://status.modal.com' } as const;

export type Service = keyof typeof STATUS_PAGES;

export function statusPageOf(service: Service): string {
  return STATUS_PAGES[service];
}

/** The verdict on a service that could not be asked. */
export function unreachable(service: Service, answer: ServiceAnswer, via: string | undefined): Verdict {
  const [text, help] = SENTENCES[answer.fault ?? 'network'];
  const by = via === undefined ? '' : ` by way of the proxy ${via}`;
  const code = answer.errorCode === null ? '' : ` (${answer.errorCode})`;
  return {
    status: TokenStatus.UNREACHABLE,
    problem: `unreachable-${answer.fault ?? 'network'}`,
    message: `${service} could not be asked at ${answer.endpoint}${by}: ${text}${code}.`,
    help: `${help} Is the service up? ${STATUS_PAGES[service]}`,
    service: answer,
  };
}
