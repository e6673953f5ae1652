import type { Sink } from '#cli/sink.ts';
import type { Redactor } from '#detect/redactor/redactor.ts';

/** What is held back goes out after this time without the rest of it: well under the 50 ms that people notice. */
const PAUSE_MS = 25;

/**
 * Masks what comes on a stream, and writes it at the pace of its reader, until the stream ends or the reader has gone.
 *
 * @param stop Ends the copy at once; what has come until then is written.
 */
export async function redactStream(source: AsyncIterable<Uint8Array>, target: { redactor: Redactor; sink: Sink; stop?: Promise<void> }): Promise<void> {
  const { redactor, sink, stop } = target;
  let timer: NodeJS.Timeout | undefined;
  const pause = (): void => {
    timer = undefined;
    void sink.write(redactor.pause());
  };
  const iterator = source[Symbol.asyncIterator]();
  const next = (): Promise<IteratorResult<Uint8Array> | undefined> =>
    stop === undefined ? iterator.next() : Promise.race([iterator.next(), stop.then(() => undefined)]);
  for (let piece = await next(); piece !== undefined && piece.done !== true && !sink.closed; piece = await next()) {
    await sink.write(redactor.write(piece.value));
    if (redactor.holds) timer ??= setTimeout(pause, PAUSE_MS);
  }
  clearTimeout(timer);
  await sink.write(redactor.end());
  if (sink.closed) await iterator.return?.(); // so that the writer notices as well
}
