import { guardedFetch } from '#auth/http/guarded-fetch.ts';
import { fetchFor } from '#auth/http/proxy.ts';
import { huggingFaceEndpoint } from '#auth/huggingface/endpoint.ts';
import { RetryConfig } from '#auth/retry/config.ts';
import { RetryManager } from '#auth/retry/retry-manager.ts';
import { scrubbedMessage } from '#auth/scrub.ts';
import type { ValidationSettings } from '#auth/settings.ts';
import type { Secret } from '#detect/secret.ts';
import { AuthGuardError } from '#errors.ts';

/**
 * Revokes tokens at the Hub, whoever they belong to. It cannot be undone, and the owner is told by mail.
 *
 * The Hub takes the order without a login and always answers 202: it does not say whether a token existed.
 *
 * @throws {AuthGuardError} `REVOKE_FAILED`; some may have been revoked.
 * @see https://huggingface.co/docs/hub/security-tokens#revoke-tokens
 */
export async function revokeHuggingFace(secrets: readonly Secret[], { surroundings, timeoutMs = 10_000, signal, fetch }: ValidationSettings): Promise<void> {
  const endpoint = huggingFaceEndpoint(surroundings);
  const send = guardedFetch({ fetch: fetch ?? (await fetchFor(surroundings)), timeoutMs, signal, onExchange: () => undefined });
  const body = JSON.stringify({ credentials: secrets.map((secret) => secret.expose()) });
  const failed = (why: string, cause?: unknown): AuthGuardError =>
    new AuthGuardError('REVOKE_FAILED', `The Hub did not take the order to revoke: ${why}.`, { help: `Revoke it there:  ${endpoint}/settings/tokens`, cause });
  let response: Response;
  try {
    response = await new RetryManager(new RetryConfig({ baseDelayMs: 1_000 })).execute(
      async () => {
        const answer = await send(`${endpoint}/api/credentials/revoke`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
        if (answer.status === 429 || answer.status >= 500)
          throw Object.assign(new Error(`it answered ${answer.status}`), { status: answer.status, headers: answer.headers });
        return answer;
      },
      { signal },
    );
  } catch (error) {
    throw failed(scrubbedMessage(error, secrets), error);
  }
  if (!response.ok) throw failed(`it answered ${response.status}`);
}
