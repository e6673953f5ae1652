import type { RetryManager } from '#auth/retry/retry-manager.ts';
import type { Secret } from '#detect/secret.ts';
import { isAuthGuardError } from '#errors.ts';
import { LinkedSignals } from '#hub/linked-signals.ts';
import { Quota } from '#hub/quota.ts';
import { countedBody, letGo, PartShares, type ProgressHint } from '#hub/upload-body.ts';

export interface HubFetchOptions {
  /** Scheme, host and port of the Hub. */
  readonly endpoint: string;
  /** Goes with each request to the Hub itself, and to nobody else. */
  readonly token: Secret | undefined;
  readonly retry: RetryManager;
  readonly signal: AbortSignal;
  /** Until an answer begins; a body may take as long as it keeps coming. Milliseconds, default 60,000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  /** Is told when requests wait until the Hub takes more. */
  readonly onWait?: (waitMs: number) => void;
}

/** Posts that may be sent twice: they ask, or name what they store by its hash. */
const REPEATABLE_POST = /\/(?:preupload\/|paths-info\/|info\/lfs\/objects\/batch$|v\d\/(?:xorbs|shards))/;

/** Git LFS names what it is asked about by hash. The address that completes a file in parts is told by its type alone. */
export const LFS_TYPE = 'application/vnd.git-lfs+json';

function isRepeatable(method: string, { pathname }: URL, { headers }: RequestInit): boolean {
  return method !== 'POST' || REPEATABLE_POST.test(pathname) || new Headers(headers).get('content-type') === LFS_TYPE;
}

/** Goes to storage, not to the Hub. */
function isStored(method: string, { pathname }: URL): boolean {
  return method === 'PUT' || (method === 'POST' && /\/v\d\/(?:xorbs|shards)/.test(pathname));
}

/** Their answer comes behind a body of any size. */
function sendsMuch(method: string, url: URL): boolean {
  return isStored(method, url) || url.pathname.includes('/commit/');
}

/**
 * Storage does not redirect, and undici keeps a second copy of each body for a redirect that may come: 2 GB of memory for a file of 2 GB.
 *
 * @see https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 */
export const WITHOUT_COPY = { redirect: 'error', window: null } as const;

/** An answer that asks to come again later, as an error that the retry understands. */
class TransientAnswer extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`the Hub answered ${response.status}`);
    this.response = response;
  }
}

const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** What stopped a body is no fault of the network: a file that changed. */
function causeOf(error: unknown): unknown {
  const { cause } = error as Error;
  return isAuthGuardError(cause) ? cause : error;
}

/** The client library sends `Bearer undefined` where it was given no token. */
function lacksToken(headers: Headers): boolean {
  const authorization = headers.get('authorization');
  return authorization === null || authorization === 'Bearer undefined';
}

/** Requests to one Hub and its storage. */
class HubRequests {
  readonly #origin: string;
  readonly #options: HubFetchOptions;
  readonly #shares = new PartShares();
  readonly #interrupted: LinkedSignals;
  readonly #quota: Quota;

  constructor(options: HubFetchOptions) {
    this.#options = options;
    this.#origin = new URL(options.endpoint).origin;
    this.#interrupted = new LinkedSignals(options.signal);
    this.#quota = new Quota(options.onWait ?? (() => undefined));
  }

  async repeated(url: URL, init: RequestInit, method: string): Promise<Response> {
    const { retry, signal } = this.#options;
    try {
      return await retry.execute(
        async () => {
          const response = await this.once(url, init, method);
          if (TRANSIENT.has(response.status)) throw new TransientAnswer(response);
          return response;
        },
        { signal: init.signal ?? signal },
      );
    } catch (error) {
      if (error instanceof TransientAnswer) return error.response; // the caller reads it like any other
      throw error;
    }
  }

  async once(url: URL, init: RequestInit, method: string): Promise<Response> {
    if (this.#isHub(url)) await this.#quota.pass(url, this.#options.signal);
    const silence = this.#interrupted.create();
    const timer = this.#startTimer(silence);
    if (sendsMuch(method, url)) clearTimeout(timer);
    const own = init.signal instanceof AbortSignal ? AbortSignal.any([init.signal, silence.signal]) : silence.signal;
    try {
      const response = await this.#send(url, { ...init, headers: this.#headersFor(url, init), signal: own }, method);
      if (this.#isHub(url)) this.#quota.note(url, response.headers);
      return response;
    } catch (error) {
      throw causeOf(error);
    } finally {
      clearTimeout(timer);
    }
  }

  #isHub(url: URL): boolean {
    return url.origin === this.#origin;
  }

  #startTimer(silence: AbortController): NodeJS.Timeout {
    const { timeoutMs = 60_000 } = this.#options;
    return setTimeout(() => silence.abort(new DOMException('the Hub did not answer in time', 'TimeoutError')), timeoutMs);
  }

  async #send(url: URL, init: RequestInit, method: string): Promise<Response> {
    const { fetch: send = fetch } = this.#options;
    if (!isStored(method, url)) return send(url.href, init);
    const response = await send(url.href, { ...init, ...this.#forStorage(init) });
    if (response.ok) letGo(init.body);
    return response;
  }

  /** What goes to storage is streamed, and told of as it goes. */
  #forStorage({ body, progressHint }: RequestInit & { readonly progressHint?: ProgressHint }): RequestInit {
    const counted = countedBody(body, (share) => progressHint && this.#shares.report(progressHint, share));
    return counted === undefined ? WITHOUT_COPY : { ...WITHOUT_COPY, body: counted };
  }

  #headersFor(url: URL, init: RequestInit): Headers {
    const { token } = this.#options;
    const headers = new Headers(init.headers);
    if (!lacksToken(headers)) return headers;
    headers.delete('authorization');
    if (token !== undefined && this.#isHub(url)) headers.set('authorization', `Bearer ${token.expose()}`);
    return headers;
  }
}

/**
 * `fetch` for a Hub: the token goes to the Hub's own origin alone, and what may be sent twice is tried again when the fault is a passing one.
 *
 * The client library is given this and no token, so that it has none to leak; a redirect to another origin drops the header.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function createHubFetch(options: HubFetchOptions): typeof fetch {
  const requests = new HubRequests(options);
  return (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = (init.method ?? 'GET').toUpperCase();
    return isRepeatable(method, url, init) ? requests.repeated(url, init, method) : requests.once(url, init, method);
  };
}
