import type { AuthLogger } from '#auth/log/logger.ts';
import type { Needs } from '#auth/needs.ts';
import type { Surroundings } from '#auth/sources/surroundings.ts';

/** How a validation is done. */
export interface ValidationSettings {
  readonly surroundings: Surroundings;
  /** Ask no service: what is left is the place, the shape, and the date in a JWT. Default false. */
  readonly offline?: boolean | undefined;
  /** A token that ends sooner is `expiring`. Days; without it only a note tells of the last week. */
  readonly minDays?: number | undefined;
  readonly needs?: Needs | undefined;
  /** For one call to a service, retries apart. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** For the whole validation of a token, retries included. Default 30,000. */
  readonly deadlineMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where whoami's answers are kept for some minutes; `undefined` keeps none. */
  readonly cacheFolder?: string | undefined;
  readonly logger?: AuthLogger | undefined;
  /** The clock that dates are compared with. */
  readonly now?: () => Date;
  readonly fetch?: typeof fetch;
}
