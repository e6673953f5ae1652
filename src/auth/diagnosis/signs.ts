import { join } from 'node:path';
import { netrcEntry } from '#auth/diagnosis/netrc.ts';
import type { Sighting } from '#auth/diagnosis/report.ts';
import { proxyText } from '#auth/http/proxy.ts';
import type { TokenValidationResult } from '#auth/result.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';

/** A fact that a diagnosis can rest on: `hf:quoted`, `modal:fault:dns`, `env:netrc`. */
export interface Sign {
  readonly id: string;
  /** What was seen; holds no token. */
  readonly seen: string;
}

/** Certificates and signed links bear no more. */
const MAX_SKEW_MS = 5 * 60_000;

function prefixOf({ tokenType }: TokenValidationResult): string {
  return tokenType === 'HF_TOKEN' ? 'hf' : 'modal';
}

function clockSign({ service, checkedAt }: TokenValidationResult): readonly Sign[] {
  const theirs = service === null || service.cached || service.serverDate === null ? Number.NaN : Date.parse(service.serverDate);
  const skewMs = Date.parse(checkedAt) - theirs;
  if (!(Math.abs(skewMs) > MAX_SKEW_MS)) return [];
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  return [{ id: 'env:clock', seen: `This machine's clock is ${minutes} minutes ${skewMs > 0 ? 'ahead of' : 'behind'} that of ${service?.endpoint}.` }];
}

/** What a validation says, as signs. */
export function signsOfResult(result: TokenValidationResult): readonly Sign[] {
  const prefix = prefixOf(result);
  const fault = result.service?.fault ?? null;
  return [
    ...(fault === null ? [] : [{ id: `${prefix}:fault:${fault}`, seen: result.message }]),
    ...(result.problem === null ? [] : [{ id: `${prefix}:${result.problem}`, seen: result.message }]),
    ...result.notes.map(({ code, message }) => ({ id: `${prefix}:${code}`, seen: message })),
    ...clockSign(result),
  ];
}

const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

function proxySigns(surroundings: Surroundings, endpoint: string): readonly Sign[] {
  const malformed = PROXY_VARIABLES.filter((name) => surroundings.env[name] && !URL.canParse(surroundings.env[name] ?? ''));
  const used = URL.canParse(endpoint) ? proxyText(endpoint, surroundings) : undefined;
  return [
    ...malformed.map((name) => ({ id: 'env:proxy-malformed', seen: `${name} is no URL.` })),
    ...(used === undefined ? [] : [{ id: 'env:proxy', seen: `Requests to ${endpoint} go through ${used}.` }]),
  ];
}

function netrcSigns({ env, home, readFile }: Surroundings): readonly Sign[] {
  const paths = env['NETRC'] ? [env['NETRC']] : home === undefined ? [] : [join(home, '.netrc'), join(home, '_netrc')];
  return paths.flatMap((path) => {
    const read = readFile(path);
    const entry = read.kind === 'text' ? netrcEntry(read.text) : undefined;
    return entry === undefined ? [] : [{ id: 'env:netrc', seen: `${path} has an entry for ${entry === 'default' ? 'every host (default)' : entry}.` }];
  });
}

/** What the environment and the files around say, whatever the services answer. */
export function signsOfSurroundings(surroundings: Surroundings): readonly Sign[] {
  const endpoint = surroundings.env['HF_ENDPOINT'] || 'https://huggingface.co';
  return [...netrcSigns(surroundings), ...proxySigns(surroundings, endpoint)];
}

export function sightingOf({ seen }: Sign): Sighting {
  return { line: null, step: null, text: seen };
}
