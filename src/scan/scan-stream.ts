import type { Detector } from '#detect/detector.ts';
import type { Collector } from '#scan/collector.ts';

/**
 * Scans a stream, such as standard input, as one content of any size.
 *
 * @param onPiece Gets each piece of it as well.
 */
export async function scanStream(
  stream: AsyncIterable<Uint8Array>,
  path: string,
  {
    detector,
    collector,
    onPiece,
  }: { readonly detector: Detector; readonly collector: Collector; readonly onPiece?: ((piece: Uint8Array) => void) | undefined },
): Promise<void> {
  let byteCount = 0;
  for await (const chunk of stream) {
    detector.feed(chunk);
    onPiece?.(chunk);
    byteCount += chunk.length;
  }
  collector.count(byteCount);
  collector.add(detector.finish(), { path });
  collector.skipParts(path, detector.unread);
}
