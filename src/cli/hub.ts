import { cacheFolder } from '#auth/cache-folder.ts';
import { fetchFor } from '#auth/http/proxy.ts';
import { endpointProblem, huggingFaceEndpoint } from '#auth/huggingface/endpoint.ts';
import type { Needs } from '#auth/needs.ts';
import { RetryConfig } from '#auth/retry/config.ts';
import { RetryManager } from '#auth/retry/retry-manager.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import { createSurroundings } from '#auth/sources/surroundings.ts';
import type { Io } from '#cli/io.ts';
import type { Secret } from '#detect/secret.ts';
import { AuthGuardError } from '#errors.ts';
import { createHubFetch } from '#hub/hub-fetch.ts';
import { hubToken } from '#hub/hub-token.ts';

/** As the official client tries again. The deadline is that of a day: a large file takes hours, and each of its requests has a limit of its own. */
const RETRY = new RetryConfig({ maxAttempts: 5, baseDelayMs: 1_000, maxDelayMs: 8_000, deadlineMs: 86_400_000 });

/** The way to the Hub that the environment names, with its token. */
export interface HubAccess {
  readonly endpoint: string;
  readonly fetch: typeof fetch;
  readonly settings: ValidationSettings;
  /** `undefined`: only what is public can be read. */
  readonly token: Secret | undefined;
}

export async function hubAccess(io: Io, needs?: Needs): Promise<HubAccess> {
  const surroundings = createSurroundings(io.env);
  const endpoint = huggingFaceEndpoint(surroundings);
  const problem = endpointProblem(endpoint);
  if (problem !== undefined) throw new AuthGuardError('USAGE', problem.message, { help: problem.help ?? 'Write it like https://huggingface.co, or unset it.' });
  const settings: ValidationSettings = { surroundings, needs, signal: io.signal, cacheFolder: cacheFolder(surroundings), logger: await io.authLog() };
  const token = await hubToken(settings, endpoint);
  const logger = { info: () => undefined, warn: (text: string) => io.stderr.write(`${text}\n`), error: () => undefined };
  const onWait = (waitMs: number): unknown => io.stderr.write(`The Hub takes no more requests for now; going on in ${Math.ceil(waitMs / 1000)} s.\n`);
  const retry = new RetryManager(RETRY, { logger });
  const fetch = createHubFetch({ endpoint, token, retry, signal: io.signal, fetch: await fetchFor(surroundings), onWait });
  return { endpoint, fetch, settings, token };
}
