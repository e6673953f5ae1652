/** What a failure tells a retry, wherever the client put it. */
export interface FailureFacts {
  readonly httpStatus: number | undefined;
  readonly grpcCode: number | undefined;
  /** `ECONNRESET`, `UND_ERR_SOCKET` … */
  readonly systemCode: string | undefined;
  /** Whether a time limit ran out; an abort by the caller is none. */
  readonly timedOut: boolean;
  /** How long the service asked to wait. */
  readonly retryAfterMs: number | undefined;
}

type Bag = Readonly<Record<string, unknown>>;

function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null;
}

/** The error, its causes, and the errors that it gathers. */
function chainOf(error: unknown): readonly Bag[] {
  const chain: Bag[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && chain.length < 10) {
    const next = queue.shift();
    if (!isBag(next) || chain.includes(next)) continue;
    chain.push(next);
    queue.push(next['cause'], next['response'], ...(Array.isArray(next['errors']) ? next['errors'] : []));
  }
  return chain;
}

function firstNumber(chain: readonly Bag[], pick: (bag: Bag) => unknown): number | undefined {
  return chain.map(pick).find((value): value is number => typeof value === 'number' && Number.isFinite(value));
}

function header(bag: Bag, name: string): string | undefined {
  const headers = bag['headers'];
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = isBag(headers) ? Object.entries(headers).find(([key]) => key.toLowerCase() === name) : undefined;
  return typeof found?.[1] === 'string' ? found[1] : undefined;
}

/**
 * Milliseconds that `Retry-After` asks for, as seconds or as a date.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterHeaderMs(value: string | null | undefined, now = Date.now()): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Milliseconds until Hugging Face's quota is renewed; `undefined` while some of it is left: the header stands on every answer.
 *
 * @example `"api";r=0;t=55`
 * @see https://huggingface.co/docs/hub/rate-limits
 */
export function rateLimitHeaderMs(value: string | null | undefined): number | undefined {
  const found = /\br=(?<left>\d+)\s*;\s*t=(?<seconds>\d+)/.exec(value ?? '')?.groups;
  return found === undefined || Number(found['left']) > 0 ? undefined : (Number(found['seconds']) + 1) * 1000;
}

function waitOf(bag: Bag): number | undefined {
  const own = bag['retryAfterMs'];
  if (typeof own === 'number') return own;
  return rateLimitHeaderMs(header(bag, 'ratelimit')) ?? retryAfterHeaderMs(header(bag, 'retry-after'));
}

/** gRPC clients have a numeric `code` beside `details`; system errors have a `code` that is a name. */
function grpcCodeOf(bag: Bag): unknown {
  return typeof bag['details'] === 'string' ? bag['code'] : undefined;
}

/** The name of what went wrong; newer versions of Node give the error of their HTTP parser no code. */
function nameOf(chain: readonly Bag[]): string | undefined {
  const code = chain.map((bag) => bag['code']).find((one): one is string => typeof one === 'string');
  return code ?? (chain.some((bag) => bag['name'] === 'HTTPParserError') ? 'HTTPParserError' : undefined);
}

/** Reads the errors of `fetch`, `@huggingface/hub`, gRPC clients and node's sockets. */
export function factsOf(error: unknown): FailureFacts {
  const chain = chainOf(error);
  return {
    httpStatus: firstNumber(chain, (bag) => bag['statusCode'] ?? bag['status']),
    grpcCode: firstNumber(chain, grpcCodeOf),
    systemCode: nameOf(chain),
    timedOut: chain.some((bag) => bag['name'] === 'TimeoutError'),
    retryAfterMs: firstNumber(chain, waitOf),
  };
}
