import { sourceText, TokenStatus, type TokenValidationResult } from '#auth/result.ts';
import type { ValidationSettings } from '#auth/settings.ts';

const INTERRUPTED = { status: TokenStatus.UNKNOWN, problem: 'interrupted', message: 'Interrupted before the service answered.', help: null } as const;

/**
 * Says whether the tokens that the official libraries would use exist and work.
 *
 * Each method looks for the token as those libraries do, and asks its service once. None throws for a token that is missing or bad, nor for a service
 * that is out of reach: the result says it.
 */
export class AuthValidator {
  readonly #settings: ValidationSettings;

  constructor(settings: ValidationSettings) {
    this.#settings = settings;
  }

  /** Hugging Face: `GET /api/whoami-v2`. */
  async validateHfToken(): Promise<TokenValidationResult> {
    return this.#logged(await (await import('#auth/huggingface/validate.ts')).validateHuggingFace(this.#settings));
  }

  /** Modal: `TokenInfoGet`, else `ClientHello`. */
  async validateModalToken(): Promise<TokenValidationResult> {
    return this.#logged(await (await import('#auth/modal/validate.ts')).validateModal(this.#settings));
  }

  /** Both, at the same time. In the order Hugging Face, Modal. */
  validateAllTokens(): Promise<readonly TokenValidationResult[]> {
    return Promise.all([this.validateHfToken(), this.validateModalToken()]);
  }

  #logged(outcome: TokenValidationResult): TokenValidationResult {
    const result = this.#settings.signal?.aborted === true && outcome.status === TokenStatus.UNREACHABLE ? { ...outcome, ...INTERRUPTED } : outcome;
    const { tokenType, status, problem, source, service } = result;
    const level = status === 'valid' ? 'info' : 'warn';
    this.#settings.logger?.[level](result.message, {
      tokenType,
      status,
      ...(problem === null ? {} : { problem }),
      ...(source === null ? {} : { source: sourceText(source) }),
      ...(service === null ? {} : { endpoint: service.endpoint, durationMs: service.durationMs }),
      ...(service?.requestId == null ? {} : { requestId: service.requestId }),
    });
    return result;
  }
}
