import { VERSION } from '#version.ts';

/** An answer, read to its end. */
export interface Exchange {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly durationMs: number;
}

export interface GuardOptions {
  readonly fetch: typeof fetch;
  /** For connecting, headers and body together. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told of each answer: clients drop its headers from their errors. */
  readonly onExchange: (exchange: Exchange) => void;
}

/** Far more than an answer about a token. */
const MAX_BODY_BYTES = 1 << 20;
const MAX_REDIRECTS = 3;
/** Some services answer with a 999, which a `Response` cannot be made of. */
const MAX_STATUS = 599;

/** A redirect to another place, which must not see the token. */
export class RedirectError extends Error {
  readonly code = 'AUTH_GUARD_REDIRECT';
  /** Scheme, host and port that the answer pointed to. */
  readonly target: string;

  constructor(target: string) {
    super(`The service redirects to ${target}, where the token was not sent.`);
    this.target = target;
  }
}

async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw Object.assign(new Error('The answer is larger than 1 MiB.'), { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Where a redirect within the same origin goes; `undefined` for an answer that is none, or that leads to no address. */
function nextUrl(url: string, response: Response): string | undefined {
  const location = response.headers.get('location');
  if (location === null || ![301, 302, 303, 307, 308].includes(response.status) || !URL.canParse(location, url)) return undefined;
  const target = new URL(location, url);
  if (target.origin !== new URL(url).origin) throw new RedirectError(target.origin);
  return target.href;
}

/**
 * A `fetch` fit to carry a token: it ends in time, follows redirects within the origin alone, and reads no more than 1 MiB.
 *
 * @throws {RedirectError} For a redirect to another origin, another scheme or port included. Nothing is sent there.
 */
export function guardedFetch({ fetch: send, timeoutMs, signal, onExchange }: GuardOptions): typeof fetch {
  return async (input, init) => {
    const startedAt = performance.now();
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([timeout, ...(signal === undefined ? [] : [signal])]);
    const headers = new Headers(init?.headers);
    headers.set('Accept', 'application/json');
    headers.set('User-Agent', `auth-guard/${VERSION}`);
    let url = String(input);
    for (let redirects = 0; ; redirects += 1) {
      const response = await send(url, { ...init, headers, redirect: 'manual', signal: either });
      const next = nextUrl(url, response);
      const body = await bodyOf(response);
      if (next === undefined || redirects === MAX_REDIRECTS) {
        onExchange({ url, status: response.status, headers: response.headers, body, durationMs: Math.round(performance.now() - startedAt) });
        const status = Math.min(response.status, MAX_STATUS);
        return new Response([204, 205, 304].includes(status) ? null : body, { status, headers: response.headers });
      }
      url = next;
    }
  };
}
