import type { ServerResponse } from 'node:http';

/** What goes wrong with the next requests to a path. */
export interface Fault {
  readonly path: RegExp;
  readonly method?: string;
  /** How many requests it meets; 1 by default. */
  times?: number;
  /** Requests that pass before it. */
  after?: number;
  /** `drip`: the body comes in ten pieces. `cut`: half of it comes, then the connection breaks. */
  readonly kind: 'answer' | 'reset' | 'hang' | 'slow' | 'lost' | 'drip' | 'cut';
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
  /** `slow`, `drip`: the pause before the answer, or before each piece. Milliseconds. */
  readonly delayMs?: number;
}

/** Lets the body come in pieces, with pauses, and perhaps not to its end. */
function inPieces(response: ServerResponse, { kind, delayMs = 20 }: Fault): void {
  const end = response.end.bind(response);
  const send = async (body: Buffer): Promise<void> => {
    const size = Math.max(1, Math.ceil(body.length / 10));
    for (let at = 0; at < body.length; at += size) {
      if (kind === 'cut' && at >= body.length / 2) return void response.socket?.destroy();
      response.write(body.subarray(at, at + size));
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
    end();
  };
  response.end = ((body?: Buffer | string) => {
    void send(Buffer.from(body ?? ''));
    return response;
  }) as typeof response.end;
}

/** Faults that wait for their requests. */
export class Faults {
  readonly #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push({ times: 1, after: 0, ...fault });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** Plays the fault that meets a request, if any. @returns Whether the request is done with. */
  async play(method: string, path: string, response: ServerResponse): Promise<boolean> {
    const fault = this.#faults.find((one) => (one.times ?? 0) > 0 && one.path.test(path) && (one.method ?? method) === method);
    if (fault === undefined) return false;
    if ((fault.after ?? 0) > 0) {
      fault.after = (fault.after ?? 0) - 1;
      return false;
    }
    fault.times = (fault.times ?? 1) - 1;
    if (fault.kind === 'hang') return true;
    if (fault.kind === 'reset') {
      response.socket?.destroy();
      return true;
    }
    if (fault.kind === 'lost') {
      // what is asked for happens, but nobody hears of it
      response.end = () => {
        response.socket?.destroy();
        return response;
      };
      response.writeHead = () => response;
      return false;
    }
    if (fault.kind === 'drip' || fault.kind === 'cut') {
      inPieces(response, fault);
      return false;
    }
    if (fault.kind === 'slow') {
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs ?? 100));
      return false;
    }
    const isText = typeof fault.body === 'string';
    response.writeHead(fault.status ?? 500, { 'Content-Type': isText ? 'text/html' : 'application/json; charset=utf-8', ...fault.headers });
    response.end(isText ? (fault.body as string) : JSON.stringify(fault.body ?? {}));
    return true;
  }
}
