import { TokenStatus } from '#auth/result.ts';
import { isOn } from '#auth/sources/huggingface-files.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';
import type { Verdict } from '#auth/verdict.ts';

/** The Hub's address without a slash at its end, as huggingface_hub reads it: `HF_ENDPOINT`, the staging Hub, or the Hub. */
export function huggingFaceEndpoint({ env }: Surroundings): string {
  if (isOn(env['HUGGINGFACE_CO_STAGING'])) return 'https://hub-ci.huggingface.co';
  return (env['HF_ENDPOINT'] || 'https://huggingface.co').trim().replace(/\/+$/, '');
}

/** What is wrong with an address that a token is to be sent to; `undefined` for a good one. */
export function endpointProblem(endpoint: string): Verdict | undefined {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return undefined;
  const message = url?.username ? 'HF_ENDPOINT holds a user name or password.' : 'HF_ENDPOINT is not an address that starts with https://.';
  return {
    status: TokenStatus.UNKNOWN,
    problem: 'endpoint-malformed',
    message: `${message} Nothing was sent.`,
    help: 'Correct it, or unset it for the Hub itself.',
  };
}
