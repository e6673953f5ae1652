/** Bytes of a body at hand that are handed over at a time. */
const PIECE_BYTES = 1024 * 1024;

/** What the client library says of a body that it sends. */
export interface ProgressHint {
  /** Takes the share of the file that is sent, 0 to 1. */
  readonly progressCallback: (share: number) => void;
  /** Of a file that is sent in parts: this one, from 0. */
  readonly part?: number;
  readonly numParts?: number;
}

/** A body of known length that is streamed, counted, and never copied: `fetch` keeps a copy of bytes that it is given as they are. */
class CountedBody extends Blob {
  override readonly size: number;
  readonly #open: () => ReadableStream<Uint8Array<ArrayBuffer>>;

  constructor(size: number, open: () => ReadableStream<Uint8Array<ArrayBuffer>>) {
    super([]);
    this.size = size;
    this.#open = open;
  }

  override stream(): ReturnType<Blob['stream']> {
    return this.#open();
  }
}

function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      pull: (controller) => {
        controller.enqueue(bytes.subarray(at, at + PIECE_BYTES));
        at += PIECE_BYTES;
        if (at >= bytes.length) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

function counting(onBytes: (sent: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let sent = 0;
  return new TransformStream({
    transform: (piece, controller) => {
      sent += piece.length;
      onBytes(sent);
      controller.enqueue(piece);
    },
  });
}

/** Turns what a body has sent into what its file has sent, all parts of it together. */
export class PartShares {
  readonly #shares = new WeakMap<ProgressHint['progressCallback'], Float64Array>();

  report({ progressCallback, part = 0, numParts = 1 }: ProgressHint, share: number): void {
    const shares = this.#shares.get(progressCallback) ?? new Float64Array(numParts);
    this.#shares.set(progressCallback, shares);
    shares[part] = share;
    progressCallback(shares.reduce((sum, one) => sum + one, 0) / numParts);
  }
}

/** A file or bytes as a body that is streamed and counted; `undefined` for what is sent as it is. */
export function countedBody(body: unknown, onShare: (share: number) => void): Blob | undefined {
  const isBytes = body instanceof Uint8Array;
  if (!isBytes && !(body instanceof Blob)) return undefined;
  const size = isBytes ? body.length : body.size;
  const open = isBytes ? () => streamOf(body as Uint8Array<ArrayBuffer>) : () => body.stream();
  return size === 0 ? undefined : new CountedBody(size, () => open().pipeThrough(counting((sent) => onShare(sent / size))));
}

/**
 * Gives the memory of a block back at once that was sent and is not read again: the client library holds on to it while it fills the next one of 64 MB.
 *
 * A message that nobody can receive any more takes it along; `ArrayBuffer.transfer` is not there before Node 22.
 */
export function letGo(body: unknown): void {
  if (!(body instanceof Uint8Array) || Buffer.isBuffer(body)) return; // a Buffer may share its memory with others
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, [body.buffer as ArrayBuffer]);
  port1.close();
  port2.close();
}
