import { answerOfCall } from '#auth/modal/answer.ts';
import { askModal, type ModalAnswer, ModalCallError } from '#auth/modal/client.ts';
import type { ServiceAnswer } from '#auth/result.ts';
import { RetryConfig } from '#auth/retry/config.ts';
import { RetryManager } from '#auth/retry/retry-manager.ts';
import { unexpectedError } from '#auth/scrub.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import type { ModalToken } from '#auth/sources/modal.ts';

/** What the last server that was asked said. */
export interface ModalOutcome {
  readonly server: string;
  readonly accepted: ModalAnswer | undefined;
  readonly service: ServiceAnswer;
}

/** What the service or the network is to blame for, the deadline, or the caller; the rest is a fault of ours, which says nothing of a service. */
function isFault(error: unknown, signal: AbortSignal | undefined): boolean {
  return error instanceof ModalCallError || signal?.aborted === true || (error instanceof DOMException && error.name === 'TimeoutError');
}

async function askOne(server: string, token: ModalToken, settings: ValidationSettings): Promise<ModalOutcome> {
  const startedAt = performance.now();
  const secrets = [token.tokenId, token.tokenSecret];
  const facts = () => ({ server, durationMs: Math.round(performance.now() - startedAt), secrets });
  const config = new RetryConfig({ maxAttempts: 3, baseDelayMs: 400, maxDelayMs: 4_000, deadlineMs: settings.deadlineMs ?? 30_000 });
  const { surroundings, timeoutMs = 10_000 } = settings;
  try {
    const accepted = await new RetryManager(config, { logger: settings.logger, secrets }).execute(
      ({ signal }) => askModal({ server, token, surroundings, timeoutMs, signal }),
      {
        signal: settings.signal,
      },
    );
    return { server, accepted, service: answerOfCall(undefined, facts()) };
  } catch (error) {
    if (!isFault(error, settings.signal)) throw unexpectedError(error, secrets);
    return { server, accepted: undefined, service: answerOfCall(error, facts()) };
  }
}

/** Asks the servers in order, until one is reached. @param token With at least one server. */
export async function askServers(token: ModalToken, settings: ValidationSettings): Promise<ModalOutcome> {
  let outcome: ModalOutcome | undefined;
  for (const server of token.servers) {
    outcome = await askOne(server, token, settings);
    if (outcome.service.fault === null) break;
  }
  return outcome as ModalOutcome;
}
